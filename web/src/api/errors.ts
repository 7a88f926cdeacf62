import { type ErrorBody, type ErrorCode, errorCatalogue } from '@congvu/contract';

/** An error answer of the server's own API, or no answer at all (`network`). */
export class ApiError extends Error {
  /** Of the contract's catalogue, `network`, or of a feature's own: then `message` is what to show. */
  readonly code: ErrorCode | 'network' | (string & {});
  readonly status: number;
  readonly details: unknown;
  constructor(code: ApiError['code'], status: number, message: string, details?: unknown) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export function isErrorBody(value: unknown): value is ErrorBody {
  const error = (value as { error?: { code?: unknown } } | null)?.error;
  return typeof error?.code === 'string';
}

const byStatus: Record<number, ErrorCode> = {
  400: 'request.invalid',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'request.not-found',
  413: 'request.too-large',
  429: 'request.too-many',
  503: 'system.unavailable',
  502: 'system.unavailable',
  504: 'system.unavailable',
};

/** The error of a failed HTTP answer, whatever its body is (a proxy may answer with HTML). */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorBody(body)) return new ApiError(body.error.code, response.status, body.error.message, body.error.details);
  const code = byStatus[response.status] ?? 'system.fault';
  return new ApiError(code, response.status, errorCatalogue[code].vi);
}

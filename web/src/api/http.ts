import { ApiError, errorOf } from './errors.ts';

/** A cross-site form can't set this header: the server takes no change without it. */
export const ownHeader = { 'x-congvu': '1' } as const;

let onSignedOut: () => void = () => {};

/** Called once for every answer that says the session has ended. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

/** Told by every path that can meet a 401: plain calls, JMAP, uploads. */
export function noteSignedOut(error: ApiError): void {
  if (error.code === 'auth.required') onSignedOut();
}

export interface CallOptions {
  method?: 'GET' | 'POST';
  body?: unknown;
  signal?: AbortSignal;
  /** Lets the call outlive the page (bodies up to 64 kB). */
  keepalive?: boolean;
  /** A 401 is an answer, not the end of a session (sign-in, first look). */
  quiet?: boolean;
}

/** One call of the server's own API. Throws `ApiError`. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await rawCall(path, options);
  return (await response.json()) as T;
}

/** As `call`, but hands back the answer unread. */
export async function rawCall(path: string, options: CallOptions = {}): Promise<Response> {
  const headers: Record<string, string> = {
    ...ownHeader,
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: 'same-origin' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  if (options.keepalive) init.keepalive = true;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError('network', 0, 'network');
  }
  if (response.ok) return response;
  const error = await errorOf(response);
  if (!options.quiet) noteSignedOut(error);
  throw error;
}

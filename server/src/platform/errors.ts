/**
 * Coded errors of the platform: what an operator is told at start-up, and what callers can act on.
 * The catalogue of errors that people see over HTTP is `errorCatalogue` in `@congvu/contract`; `AppError` carries those.
 */
import { type ErrorCode, errorCatalogue } from '@congvu/contract';

/** Vietnamese and English for every code of `PlatformError`. The English message of a thrown error adds the particulars. */
export const platformErrorCatalogue = {
  'config.invalid': { vi: 'Cấu hình không hợp lệ.', en: 'The configuration is not valid.' },
  'data.in-use': {
    vi: 'Thư mục dữ liệu đang được một máy chủ khác sử dụng.',
    en: 'Another server is using the data folder.',
  },
  'data.not-reachable': {
    vi: 'Không truy cập được thư mục dữ liệu.',
    en: 'The data folder cannot be reached.',
  },
  'database.unavailable': {
    vi: 'Cơ sở dữ liệu tạm thời chưa sẵn sàng.',
    en: 'The database is not available for the moment.',
  },
  'database.full': { vi: 'Ổ đĩa của cơ sở dữ liệu đã đầy.', en: 'The disk of the database is full.' },
  'database.start': { vi: 'Không khởi động được cơ sở dữ liệu.', en: 'The database could not be started.' },
  'database.version': {
    vi: 'Phiên bản PostgreSQL không phù hợp.',
    en: 'The version of PostgreSQL does not fit.',
  },
  'migration.altered': {
    vi: 'Một bước nâng cấp cơ sở dữ liệu đã áp dụng bị sửa đổi.',
    en: 'A migration that was already applied has been altered.',
  },
  'migration.newer': {
    vi: 'Cơ sở dữ liệu thuộc phiên bản phần mềm mới hơn.',
    en: 'The database belongs to a newer version of the software.',
  },
  'migration.failed': { vi: 'Nâng cấp cơ sở dữ liệu thất bại.', en: 'A migration failed.' },
  'blobs.full': { vi: 'Ổ đĩa lưu nội dung thư đã đầy.', en: 'The disk of the message store is full.' },
  'blobs.unavailable': {
    vi: 'Kho nội dung thư tạm thời không ghi hoặc đọc được.',
    en: 'The message store cannot be written or read for the moment.',
  },
  'blobs.damaged': { vi: 'Nội dung lưu trữ bị hỏng.', en: 'Stored content is damaged.' },
  'http.no-policy': {
    vi: 'Có đường dẫn chưa khai báo quyền truy cập.',
    en: 'A route does not state who may use it.',
  },
  'tls.invalid': { vi: 'Chứng thư TLS không hợp lệ.', en: 'The TLS certificate is not valid.' },
} as const satisfies Record<string, { vi: string; en: string }>;

export type PlatformErrorCode = keyof typeof platformErrorCatalogue;

/** An error of the platform, recognised by `code`. `message` is English with the particulars. */
export class PlatformError extends Error {
  readonly code: PlatformErrorCode;
  readonly details: unknown;

  constructor(code: PlatformErrorCode, particulars?: string, options: { details?: unknown; cause?: unknown } = {}) {
    const text = platformErrorCatalogue[code].en;
    super(particulars ? `${text} ${particulars}` : text, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'PlatformError';
    this.code = code;
    this.details = options.details;
  }
}

/** An error of the contract's catalogue, to be thrown by anything that answers a person or a program. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, details?: unknown, cause?: unknown) {
    super(errorCatalogue[code].en, cause === undefined ? {} : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/**
 * A refusal with a code of a folder's own catalogue, which people and programs are told over HTTP with its `status`.
 * `message` is English with the particulars, for logs and the command line.
 */
export class CodedError extends Error {
  readonly code: string;
  readonly status: number;
  readonly vi: string;
  readonly en: string;
  /** Goes out with the answer: which field, what stands in the way. Never a secret. */
  readonly details: unknown;

  constructor(code: string, entry: { status: number; vi: string; en: string }, particulars = '', details?: unknown) {
    super(`${entry.en}${particulars ? ` ${particulars}` : ''}`);
    this.name = 'CodedError';
    this.code = code;
    this.status = entry.status;
    this.vi = entry.vi;
    this.en = entry.en;
    this.details = details ?? (particulars ? { particulars } : undefined);
  }
}

export function isPlatformError(error: unknown, code?: PlatformErrorCode): error is PlatformError {
  return error instanceof PlatformError && (code === undefined || error.code === code);
}

/**
 * Whether the cause lies in the machine rather than in the request: the database or the store is away or full.
 * Protocols answer these with “try later” (SMTP 452, HTTP 503), never with a permanent refusal.
 */
export function isTemporary(error: unknown): boolean {
  return (
    isPlatformError(error, 'database.unavailable') ||
    isPlatformError(error, 'database.full') ||
    isPlatformError(error, 'blobs.full') ||
    isPlatformError(error, 'blobs.unavailable')
  );
}

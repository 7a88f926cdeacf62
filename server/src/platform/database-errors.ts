import { PlatformError } from './errors.ts';

/** SQLSTATEs of a database that is away or refuses for now: its class 08, shutdown, start-up, too many connections, no memory, I/O. */
const unavailable = /^(08...|57P0[1-5]|53000|53200|53300|53400|58000|58030|25P03)$/;
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAGAIN',
  'ENOTCONN',
]);
/** What `pg` says itself when a connection is gone. */
const gone =
  /^(Connection terminated|Client was closed|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Cannot use a pool after calling end)/;

/**
 * Turns errors that mean “the database is away” or “its disk is full” into `database.unavailable` and `database.full`;
 * leaves every other error, so that callers can look at its SQLSTATE (`sqlState`).
 */
export function mapDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof PlatformError) return error;
  const code = (error as { code?: unknown }).code;
  if (code === '53100') return new PlatformError('database.full', undefined, { cause: error });
  const away = typeof code === 'string' && (unavailable.test(code) || network.has(code));
  return away || gone.test(error.message)
    ? new PlatformError('database.unavailable', undefined, { cause: error })
    : error;
}

/** The five characters that PostgreSQL gives (such as 23505, unique violation), or null. */
export function sqlState(error: unknown): string | null {
  const code = error instanceof Error ? (error as { code?: unknown }).code : null;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The name of the constraint that was violated, or null. */
export function violatedConstraint(error: unknown): string | null {
  return sqlState(error)?.startsWith('23') ? ((error as { constraint?: string }).constraint ?? null) : null;
}

/** Serialization failure or deadlock: the same transaction may succeed when run again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

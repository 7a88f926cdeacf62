import { errorCatalogue } from '@congvu/contract';
import { AppError, CodedError, isPlatformError, platformErrorCatalogue } from '../platform/index.ts';
import { CommandError } from './command.ts';

/** Tells an error to the operator and ends the process: Vietnamese, the particulars, the code to look up. */
export function failWith(error: unknown): never {
  process.stderr.write(`${describeError(error)}\n`);
  process.exit(1);
}

/** An error that is not ours is a fault: it comes with its stack. */
export function describeError(error: unknown): string {
  if (isPlatformError(error)) return `${platformErrorCatalogue[error.code].vi}\n${error.message} (${error.code})`;
  if (error instanceof AppError) {
    const details = error.details === undefined ? '' : ` ${JSON.stringify(error.details)}`;
    return `${errorCatalogue[error.code].vi}\n${error.message}${details} (${error.code})`;
  }
  if (error instanceof CodedError) return `${error.vi}\n${error.message} (${error.code})`;
  if (error instanceof CommandError) return `${error.message} (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

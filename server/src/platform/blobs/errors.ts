import { isPlatformError, PlatformError } from '../errors.ts';

/** `blobs.full` when the disk or a quota of it is, `blobs.unavailable` otherwise. */
export function mapBlobError(error: unknown): PlatformError {
  if (isPlatformError(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return new PlatformError(full ? 'blobs.full' : 'blobs.unavailable', message, { cause: error });
}

import { type ErrorCode, type ErrorEntry, errorCatalogue } from '@congvu/contract';
import { ApiError } from '../api/errors.ts';
import { JmapError } from '../api/jmap/methods.ts';
import { currentLanguage, t } from '../app/i18n/index.ts';

/** What a person is told of an error. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.code === 'network') return t('error.network');
    // The server has said who may.
    if (error.code === 'auth.forbidden' && error.details) return error.message;
    const known = errorCatalogue[error.code as ErrorCode] as ErrorEntry | undefined;
    return known ? known[currentLanguage()] : error.message;
  }
  if (error instanceof JmapError) return t('error.refused', { reason: error.message });
  return t('error.unknown');
}

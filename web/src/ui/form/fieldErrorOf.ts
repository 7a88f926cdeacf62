import { ApiError } from '../../api/errors.ts';
import { type MessageKey, t } from '../../app/i18n/index.ts';
import { errorText } from '../errorText.ts';

const faults: Record<string, MessageKey> = {
  empty: 'form.fault.empty',
  'too-long': 'form.fault.tooLong',
  control: 'form.fault.control',
  'no-day': 'form.noDay',
  'no-website': 'form.fault.noWebsite',
  order: 'form.fault.order',
  future: 'form.fault.future',
};

/** The field that the server complains of, and what it says; null for complaints about the whole. */
export function fieldErrorOf(error: unknown): Record<string, string> | null {
  if (!(error instanceof ApiError)) return null;
  const { field, fault } = (error.details ?? {}) as { field?: unknown; fault?: unknown };
  if (typeof field !== 'string') return null;
  const known = typeof fault === 'string' ? faults[fault] : undefined;
  return { [field]: known ? t(known) : errorText(error) };
}

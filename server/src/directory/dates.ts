import { DirectoryError } from './errors.ts';

/** SQL for the day it is in Vietnam; `current_date` follows the session's time zone. */
export const sqlToday = "(now() at time zone 'Asia/Ho_Chi_Minh')::date";

/** SQL that holds while a row with `valid_from` and `valid_until` days is in force. */
export const sqlInForce = (row: string) => sqlInForceOn(row, sqlToday);

/** The same for any day, such as `$2::date`. */
export const sqlInForceOn = (row: string, day: string) =>
  `${row}.valid_from <= ${day} and (${row}.valid_until is null or ${row}.valid_until > ${day})`;

/** SQL for the moment at which a day is looked at: its end in Vietnam, or now if it is not over. */
export const sqlMomentOf = (day: string) => `least(now(), (${day} + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')`;

/** Years in which something of the directory may begin or end. */
const earliest = '1900-01-01';
const latest = '2199-12-31';

/** `YYYY-MM-DD`, a day there is. @throws DirectoryError `directory.invalid`. */
export function requireDay(text: string, field: string): string {
  let day: string | null = null;
  try {
    day = Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {}
  if (day !== text || day < earliest || day > latest) {
    throw new DirectoryError('directory.invalid', `${field}: ${text} is no day.`, { field, fault: 'no-day' });
  }
  return day;
}

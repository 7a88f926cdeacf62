/** The sample's days: counted in working days, Monday to Friday, so that nobody writes on a Sunday. */
import { timeZone } from '../regulation/index.ts';

/** The day the sample calls today: a working day whose morning is past, so that no message lies in the future. */
export function sampleToday(now: Temporal.Instant): Temporal.PlainDate {
  const local = now.toZonedDateTimeISO(timeZone);
  const today = local.toPlainDate();
  return isWorkday(today) && local.hour >= 11 ? today : addWorkdays(today, -1);
}

export function addWorkdays(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; ) {
    at = at.add({ days: step });
    if (isWorkday(at)) left--;
  }
  return at;
}

const isWorkday = (day: Temporal.PlainDate) => day.dayOfWeek <= 5;

const two = (n: number) => String(n).padStart(2, '0');

/** `05/12/2026` */
export const shortDate = (day: Temporal.PlainDate) => `${two(day.day)}/${two(day.month)}/${day.year}`;

/** `Tiền Giang, ngày 05 tháng 12 năm 2026` */
export const letterDate = (day: Temporal.PlainDate) =>
  `Tiền Giang, ngày ${two(day.day)} tháng ${two(day.month)} năm ${day.year}`;

/** Puts dates into `{{+3}}`, `{{-2}}`, `{{year}}`, `{{year+1}}`, `{{month}}`, in every text of a value. */
export function fillDates<T>(value: T, day: Temporal.PlainDate): T {
  if (typeof value === 'string') return fillText(value, day) as T;
  if (Array.isArray(value)) return value.map((item) => fillDates(item, day)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, fillDates(v, day)])) as T;
}

function fillText(text: string, day: Temporal.PlainDate): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    if (name === 'year') return String(day.year);
    if (name === 'year+1') return String(day.year + 1);
    if (name === 'month') return String(day.month);
    return shortDate(addWorkdays(day, Number(name)));
  });
}

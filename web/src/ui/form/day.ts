/** Days as Vietnam writes them, `dd/mm/yyyy`, and as the server does, `yyyy-mm-dd`. */

/** `1/3/2026`, `01-03-2026`, `01032026`, `2026-03-01` → `2026-03-01`; null for what is no day. */
export function readDay(text: string): string | null {
  const clean = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  const own = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(clean) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(clean);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : own ? [own[3], own[2], own[1]] : [];
  if (!year || !month || !day) return null;
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const text10 = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return !Number.isNaN(made.getTime()) && made.toISOString().slice(0, 10) === text10 ? text10 : null;
}

export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && readDay(text) === text;

/** `2026-03-01` → `01/03/2026`; anything else as it is. */
export function showDay(day: string | null | undefined): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? '');
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : (day ?? '');
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The last day of what ends before `until`: spans are shown with both their ends. */
export const dayBefore = (until: string): string => plusDays(until, -1);

export const dayAfter = (last: string): string => plusDays(last, 1);

/** Today in Vietnam. */
export function vietnamToday(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}

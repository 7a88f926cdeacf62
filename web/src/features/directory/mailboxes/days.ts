import { showDay } from '../../../ui/form/day.ts';

/** A moment's day in Vietnam, as `01/03/2026`. */
export function showMoment(iso: string): string {
  return showDay(new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 10));
}

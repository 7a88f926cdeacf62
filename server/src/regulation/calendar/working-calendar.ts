import type { RuleValue } from '../rules/index.ts';
import { fromLunar } from './lunar.ts';

export type WorkingCalendar = RuleValue<'working-calendar'>;

const weekDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Whether a day is worked: the week, holidays of both calendars, and the single days given or taken in exchange. */
export function isWorkingDay(calendar: WorkingCalendar, day: Temporal.PlainDate): boolean {
  const text = day.toString();
  if (calendar.working.includes(text)) return true;
  if (calendar.off.includes(text) || !calendar.week.includes(weekDays[day.dayOfWeek - 1]!)) return false;
  return holidayOf(calendar, day) === undefined;
}

/** The holiday a day belongs to. */
export function holidayOf(
  calendar: WorkingCalendar,
  day: Temporal.PlainDate,
): WorkingCalendar['holidays'][number] | undefined {
  // A holiday's days may begin in the year before or end in the one after.
  const years = [day.year - 1, day.year, day.year + 1];
  return calendar.holidays.find((holiday) =>
    years.some((year) => {
      const { first, last } = spanOf(holiday, year);
      return Temporal.PlainDate.compare(first, day) <= 0 && Temporal.PlainDate.compare(day, last) <= 0;
    }),
  );
}

/** First and last day of a holiday in a year. */
export function spanOf(
  holiday: WorkingCalendar['holidays'][number],
  year: number,
): { first: Temporal.PlainDate; last: Temporal.PlainDate } {
  if ('day' in holiday) {
    const [month, day] = holiday.day.split('-').map(Number);
    const first = Temporal.PlainDate.from({ year, month: month!, day: day! });
    return { first, last: first.add({ days: (holiday.days ?? 1) - 1 }) };
  }
  const [month, day] = holiday.lunar.split('-').map(Number);
  const on = fromLunar(year, month!, day!);
  return { first: on.subtract({ days: holiday.before ?? 0 }), last: on.add({ days: holiday.after ?? 0 }) };
}

/** Longest run of days without work that is believed; beyond it the calendar has no working day at all. */
const longestRest = 60;

/**
 * The day so many working days after (before, when negative) a day, which itself isn't counted.
 * Without a working day in two months: the days of the calendar.
 */
export function addWorkingDays(calendar: WorkingCalendar, day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; left--) {
    let next = at.add({ days: step });
    while (!isWorkingDay(calendar, next)) {
      if (Math.abs(at.until(next).days) > longestRest) return day.add({ days: count });
      next = next.add({ days: step });
    }
    at = next;
  }
  return at;
}

import type { Due } from '../rules/index.ts';

/**
 * The next days, from a day on, on which a report is due at the latest. None for what is due when asked.
 * `before` means that the day itself is too late.
 */
export function dueDays(due: Due, from: Temporal.PlainDate, count: number): Temporal.PlainDate[] {
  if (due === 'ad-hoc') return [];
  if ('yearly' in due) {
    const inYear = (year: number) => {
      const [month, day] = due.yearly.split('-').map(Number);
      return Temporal.PlainDate.from({ year, month: month!, day: day! }).subtract({ days: due.before ? 1 : 0 });
    };
    const first = Temporal.PlainDate.compare(inYear(from.year), from) < 0 ? from.year + 1 : from.year;
    return Array.from({ length: count }, (_, i) => inYear(first + i));
  }
  const period = Temporal.Duration.from(due.every);
  const [month, day] = (due.start ?? '01-01').split('-').map(Number);
  const days: Temporal.PlainDate[] = [];
  const start = Temporal.PlainDate.from({ year: from.year - 1, month: month!, day: day! });
  // Whole periods from the start, so that months of different length don't add up to a drift.
  for (let n = 1; days.length < count && n < 2000; n++) {
    const last = addTimes(start, period, n).subtract({ days: 1 });
    if (Temporal.PlainDate.compare(last, from) >= 0) days.push(last);
  }
  return days;
}

function addTimes(day: Temporal.PlainDate, { years, months, weeks, days }: Temporal.Duration, n: number) {
  return day.add({ years: years * n, months: months * n, weeks: weeks * n, days: days * n });
}

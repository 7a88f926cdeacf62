import { expect, test } from 'vitest';
import { loadRegulation } from '../regulation.ts';
import { dueDays } from './due-days.ts';
import { fromLunar } from './lunar.ts';
import { addWorkingDays, holidayOf, isWorkingDay, type WorkingCalendar } from './working-calendar.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

test.each([
  // Tết; 1968, 1985, 2007 and 2030 a day or a month before China’s.
  [1968, 1, 1, '1968-01-29'],
  [1985, 1, 1, '1985-01-21'],
  [2007, 1, 1, '2007-02-17'],
  [2023, 1, 1, '2023-01-22'],
  [2024, 1, 1, '2024-02-10'],
  [2025, 1, 1, '2025-01-29'],
  [2026, 1, 1, '2026-02-17'],
  [2027, 1, 1, '2027-02-06'],
  [2028, 1, 1, '2028-01-26'],
  [2030, 1, 1, '2030-02-02'],
  // The Hùng Kings' day; 2023 had a leap second month.
  [2023, 3, 10, '2023-04-29'],
  [2024, 3, 10, '2024-04-18'],
  [2025, 3, 10, '2025-04-07'],
  [2026, 3, 10, '2026-04-26'],
  // Mid-autumn; 2025 had a leap sixth month.
  [2025, 8, 15, '2025-10-06'],
  [2024, 8, 15, '2024-09-17'],
])('lunar %i-%i-%i is %s', (year, month, dayOfMonth, date) => {
  expect(fromLunar(year, month, dayOfMonth).toString()).toBe(date);
});

test('every lunar year follows the one before in twelve or thirteen months', () => {
  for (let year = 1950; year < 2100; year++) {
    const length = fromLunar(year, 1, 1).until(fromLunar(year + 1, 1, 1)).days;
    expect([353, 354, 355, 383, 384, 385]).toContain(length);
  }
});

const calendar = loadRegulation().rule('tien-giang', 'working-calendar');

test('week ends, both kinds of holiday, and days of exchange', () => {
  const worked = (text: string, change: Partial<WorkingCalendar> = {}) =>
    isWorkingDay({ ...calendar, ...change }, day(text));
  expect(worked('2026-03-03')).toBe(true);
  expect(worked('2026-03-07')).toBe(false); // a Saturday
  expect(worked('2026-03-07', { working: ['2026-03-07'] })).toBe(true);
  expect(worked('2026-03-03', { off: ['2026-03-03'] })).toBe(false);
  expect(['15', '16', '17', '18', '19', '20'].map((d) => worked(`2026-02-${d}`))).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(worked('2026-02-23')).toBe(true);
  expect(holidayOf(calendar, day('2026-02-16'))?.name.en).toBe('Lunar New Year');
  expect(holidayOf(calendar, day('2026-02-15'))).toBeUndefined();
  expect(holidayOf(calendar, day('2026-09-03'))?.name.vi).toBe('Quốc khánh');
});

test('working days are counted over holidays', () => {
  expect(addWorkingDays(calendar, day('2026-04-29'), 1).toString()).toBe('2026-05-04');
  expect(addWorkingDays(calendar, day('2026-05-04'), -1).toString()).toBe('2026-04-29');
  expect(addWorkingDays(calendar, day('2026-03-02'), 5).toString()).toBe('2026-03-09');
  expect(addWorkingDays({ ...calendar, week: ['sunday'], holidays: [] }, day('2026-03-02'), 2).toString()).toBe(
    '2026-03-15',
  );
});

test('a calendar that never works doesn’t hang', () => {
  const never: WorkingCalendar = {
    ...calendar,
    holidays: [{ day: '01-01', days: 10, name: { vi: 'x', en: 'x' } }],
    week: ['monday'],
  };
  const off = Array.from({ length: 200 }, (_, i) => day('2026-01-01').add({ days: i }).toString());
  expect(addWorkingDays({ ...never, off }, day('2026-02-01'), 2).toString()).toBe('2026-02-03');
});

test.each([
  ['TG 15.5: before 5 December', { yearly: '12-05', before: true }, '2026-11-21', ['2026-12-04', '2027-12-04']],
  ['on its day it is still due', { yearly: '12-15' }, '2026-12-15', ['2026-12-15', '2027-12-15']],
  ['the day after it is next year’s', { yearly: '12-15' }, '2026-12-16', ['2027-12-15', '2028-12-15']],
  ['every six months', { every: 'P6M' }, '2026-11-21', ['2026-12-31', '2027-06-30']],
  ['every month from the sixteenth', { every: 'P1M', start: '01-16' }, '2026-03-15', ['2026-03-15', '2026-04-15']],
  ['when asked', 'ad-hoc', '2026-01-01', []],
] as const)('%s', (_, due, from, days) => {
  expect(dueDays(due as never, day(from), 2).map(String)).toEqual(days);
});

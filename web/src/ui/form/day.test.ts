import { expect, test } from 'vitest';
import { dayAfter, dayBefore, isDay, readDay, showDay } from './day.ts';

test.each([
  ['1/3/2026', '2026-03-01'],
  ['01-03-2026', '2026-03-01'],
  ['01032026', '2026-03-01'],
  [' 2026-3-1 ', '2026-03-01'],
  ['29.02.2024', '2024-02-29'],
  ['29/02/2026', null],
  ['31/04/2026', null],
  ['3/2026', null],
  ['', null],
])('%j is read as %j', (text, day) => expect(readDay(text)).toBe(day));

test('a day is shown as Vietnam writes it, anything else as it is', () => {
  expect(showDay('2026-03-01')).toBe('01/03/2026');
  expect(showDay('1/3')).toBe('1/3');
  expect(showDay(null)).toBe('');
  expect([isDay('2026-03-01'), isDay('2026-13-01'), isDay('01/03/2026')]).toEqual([true, false, false]);
});

test('the last day of what ends before another', () => {
  const untils = ['2027-07-01', '2028-03-01', '2026-01-01'];
  expect(untils.map(dayBefore)).toEqual(['2027-06-30', '2028-02-29', '2025-12-31']);
  expect(untils.map(dayBefore).map(dayAfter)).toEqual(untils);
});

import { expect, test } from 'vitest';
import { effectText, exampleText } from './trial/effects.ts';
import { exampleFor } from './values/example.ts';
import { citeText, dayOfMoment, dayOfYear, dayText, isPeriod, readDecimal } from './words.ts';

test('days as Vietnam writes them', () => {
  expect([dayText('2016-11-11'), dayOfYear('12-05')]).toEqual(['11/11/2016', '05/12']);
  // Seventeen hours in Greenwich are midnight in Hà Nội.
  expect([dayOfMoment('2026-11-21T16:59:59Z'), dayOfMoment('2026-11-21T17:00:00Z')]).toEqual([
    '21/11/2026',
    '22/11/2026',
  ]);
});

test.each([
  ['1.500', 1500],
  ['1.500.000,5', 1_500_000.5],
  ['524', 524],
  ['1,5', 1.5],
  ['1.5', 1.5],
  ['0.500', 0.5],
  ['-5', Number.NaN],
  ['abc', Number.NaN],
  ['', Number.NaN],
  ['1.50.0', Number.NaN],
])('%s is the number %d', (typed, number) => {
  expect(readDecimal(typed)).toBe(number);
});

test.each([
  ['P6M', true],
  ['P1Y6M', true],
  ['P10D', true],
  ['P', false],
  ['Phường', false],
])('%s is a period: %s', (text, is) => expect(isPeriod(text)).toBe(is));

test('an article without its instrument', () => {
  expect(citeText('Điều 4 khoản 2, Quyết định 51/2016/QĐ-UBND', true)).toBe('Điều 4 khoản 2');
  expect(citeText('Điều 7, Quy chế kèm Quyết định 82/2009/QĐ-UBND, sửa đổi năm 2012', false)).toMatch(
    /^Điều 7, Quy chế kèm .* năm 2012$/,
  );
  expect(citeText('TG 4.2', true)).toBe('TG 4.2');
});

test('the example of the regulations by each way of naming', () => {
  expect(
    ['{family}{middle}{given}', '{family.initial}{middle.initials}{given}', '{given}{n}', '{place}'].map(exampleFor),
  ).toEqual(['leminhhieu', 'lmhieu', 'hieu2', '']);
});

test('figures of an effect are written as one reads them', () => {
  // Without the texts of the areas the key stands for the sentence: nothing is thrown.
  expect(
    effectText({ key: 'quota.over', weight: 'danger', count: 3, of: 9, data: { after: 'P6M', day: '2026-11-21' } }),
  ).toContain('quota.over');
  expect(exampleText('quota.over', '1048576')).toMatch(/^1(,0|\.0)? MB$/);
  expect(exampleText('reports.due', '2026-12-04')).toBe('04/12/2026');
});

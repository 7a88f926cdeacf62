import { describe, expect, test } from 'vitest';
import { fill } from './dictionary.ts';
import { dateGroup, fileSize, longDate, quoteDate, shortDate } from './format.ts';

/** Saturday 21 November 2026, 09:00 in Vietnam. */
const now = new Date('2026-11-21T02:00:00Z');

describe('dates', () => {
  test.each([
    ['2026-11-21T01:05:00Z', '08:05', 'Hôm nay'],
    // 23:59 in London is the next morning in Vietnam.
    ['2026-11-20T17:30:00Z', '00:30', 'Hôm nay'],
    ['2026-11-20T16:59:00Z', 'Hôm qua', 'Hôm qua'],
    ['2026-11-16T03:00:00Z', 'Thứ 2', 'Tuần này'],
    ['2026-11-15T03:00:00Z', 'CN', 'Tháng này'],
    ['2026-11-02T03:00:00Z', '02/11', 'Tháng này'],
    ['2026-09-30T20:00:00Z', '01/10', 'Tháng 10'],
    ['2025-11-21T03:00:00Z', '21/11/2025', 'Tháng 11/2025'],
  ])('%s is %s under %s', (iso, short, group) => {
    expect(shortDate(iso, now, 'vi')).toBe(short);
    expect(dateGroup(iso, now, 'vi')).toBe(group);
  });

  test('a clock that is behind does not push mail into the past', () => {
    expect(dateGroup('2026-11-22T03:00:00Z', now, 'vi')).toBe('Hôm nay');
  });

  test('long dates are in Vietnamese and English', () => {
    expect(longDate('2026-11-16T07:05:00Z', 'vi')).toMatch(/^14:05, Thứ Hai, 16 tháng 11/);
    expect(longDate('2026-11-16T07:05:00Z', 'en')).toMatch(/^14:05, Monday.* 16 November 2026$/);
    expect(quoteDate('2026-11-16T07:05:00Z', 'vi')).toBe('14:05 16/11/2026');
  });

  test('a broken date is shown as nothing', () => {
    expect([shortDate('x', now, 'vi'), longDate('', 'vi'), dateGroup('x', now, 'en')]).toEqual(['', '', '']);
  });
});

describe('numbers and texts', () => {
  test('sizes use the decimal comma', () => {
    expect(fileSize(0, 'vi')).toBe('0 B');
    expect(fileSize(2048, 'vi')).toBe('2 KB');
    expect(fileSize(3.44 * 1024 * 1024, 'vi')).toBe('3,4 MB');
    expect(fileSize(500 * 1024 * 1024, 'en')).toBe('500 MB');
  });

  test('plural forms and parameters', () => {
    expect(fill('{n} message|{n} messages', { n: 1 })).toBe('1 message');
    expect(fill('{n} message|{n} messages', { n: 3 })).toBe('3 messages');
    expect(fill('{n} thư', { n: 1 })).toBe('1 thư');
    expect(fill('{a} và {b}', { a: 'x' })).toBe('x và {b}');
  });
});

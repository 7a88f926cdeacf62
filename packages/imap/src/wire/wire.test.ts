import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DateTimeFormat, isoDay, parseDate, parseDateTime } from './dates.ts';
import { mailboxName, string } from './render.ts';
import { formatSet, normalizeRanges, parseSequenceSet, STAR } from './sequence-set.ts';
import { decodeUtf7, encodeUtf7 } from './utf7.ts';

describe('modified UTF-7', () => {
  it.each([
    ['INBOX', 'INBOX'],
    ['a&b', 'a&-b'],
    ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
    ['Hộp thư đến', 'H&Htk-p th&AbA- &AREevw-n'],
    ['😀', '&2D3eAA-'],
  ])('%s is %s', (name, encoded) => {
    expect(decodeUtf7(encoded)).toBe(name);
    expect(encodeUtf7(name)).toBe(encoded);
  });

  it.each(['&', '&AOI', '&AGE-', '&A-', '&AO!-', '&2D0-', 'a\x7f', '\xe2'])('refuses %j', (encoded) => {
    expect(decodeUtf7(encoded)).toBeUndefined();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        if (/[\x00-\x1f\x7f]/.test(name)) return;
        expect(decodeUtf7(encodeUtf7(name))).toBe(name);
      }),
    );
  });
});

describe('sequence sets', () => {
  it('parses', () => {
    expect(parseSequenceSet('1,3:5,*:7')).toEqual({
      saved: false,
      ranges: [
        [1, 1],
        [3, 5],
        [STAR, 7],
      ],
    });
    expect(parseSequenceSet('$')).toEqual({ saved: true });
  });

  it.each(['', '0', '1,', ',1', '1:', ':', '1:2:3', '4294967296', '01', '1 2', '$1', 'a'])('refuses %j', (text) => {
    expect(parseSequenceSet(text)).toBeUndefined();
  });

  it('refuses too many ranges', () => {
    expect(parseSequenceSet('1,'.repeat(30_000))).toBeUndefined();
  });

  it('merges ranges', () => {
    const merged = normalizeRanges(
      [
        [5, 3],
        [4, 8],
        [10, 10],
        [9, 9],
        [STAR, 20],
      ],
      15,
    );
    expect(merged).toEqual([
      [3, 10],
      [15, 20],
    ]);
    expect(normalizeRanges([[STAR, STAR]], 0)).toEqual([]);
  });

  it('formats runs, and keeps the order', () => {
    expect(formatSet([1, 2, 3, 5, 7, 8])).toBe('1:3,5,7:8');
    expect(formatSet([3, 1, 2])).toBe('3,1:2');
    expect(formatSet([])).toBe('');
  });

  it('formats what parses to the same numbers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (numbers) => {
        const sorted = numbers.sort((a, b) => a - b);
        const set = parseSequenceSet(formatSet(sorted));
        const back = set?.saved === false ? normalizeRanges(set.ranges, 200) : [];
        expect(back.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i))).toEqual(sorted);
      }),
    );
  });
});

describe('dates', () => {
  it('reads dates', () => {
    expect(isoDay(parseDate('1-feb-2024') as number)).toBe('2024-02-01');
    expect(isoDay((parseDate('29-Feb-2024') as number) + 1)).toBe('2024-03-01');
    for (const text of ['29-Feb-2025', '0-Jan-2025', '32-Jan-2025', '1-Foo-2025', '1-Jan-25'])
      expect(parseDate(text)).toBeUndefined();
  });

  it('reads date-times with zones', () => {
    expect(parseDateTime('17-Jul-1996 02:44:25 -0700')).toBe(Date.parse('1996-07-17T09:44:25Z'));
    expect(parseDateTime(' 1-Jan-2025 00:00:00 +0700')).toBe(Date.parse('2024-12-31T17:00:00Z'));
    for (const text of ['1-Jan-2025 00:00:00 +0700', ' 1-Jan-2025 24:00:00 +0000', ' 1-Jan-2025 00:00:00 +0060'])
      expect(parseDateTime(text)).toBeUndefined();
  });

  it('reads back what it writes, in any zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e12, max: 8e12 }), fc.integer({ min: -720, max: 840 }), (ms, offset) => {
        const seconds = Math.floor(ms / 1000) * 1000;
        const text = new DateTimeFormat(offset).quoted(seconds);
        expect(parseDateTime(text.slice(1, -1))).toBe(seconds);
      }),
    );
    expect(new DateTimeFormat(420).quoted(Date.parse('2025-06-01T20:00:00Z'))).toBe('" 2-Jun-2025 03:00:00 +0700"');
    expect(new DateTimeFormat().quoted(Number.NaN)).toBe('" 1-Jan-1970 00:00:00 +0000"');
  });
});

describe('rendering', () => {
  it('writes names as the client reads them', () => {
    expect(mailboxName('INBOX', false)).toBe('INBOX');
    expect(mailboxName('Thư đi', false)).toBe('"Th&AbA- &ARE-i"');
    expect(Buffer.from(mailboxName('Thư đi', true), 'latin1').toString()).toBe('"Thư đi"');
    expect(mailboxName('a"b', true)).toBe('"a\\"b"');
  });

  it('writes what can not be quoted as a literal', () => {
    expect(string('a\r\nb')).toBe('{4}\r\na\r\nb');
    expect(string('ă')).toBe(`{2}\r\n${Buffer.from('ă').toString('latin1')}`);
  });
});

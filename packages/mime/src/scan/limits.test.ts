import { describe, expect, test } from 'vitest';
import { walkParts } from '../body/classify.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { searchText } from '../search/search-text.ts';
import { checkMessage } from '../testing/check-index.ts';
import { indexMessage } from './index-message.ts';

const MB = 1024 * 1024;
const repeat = (text: string, size: number) => Buffer.from(text.repeat(Math.ceil(size / text.length)), 'latin1');
const parts = (raw: Buffer) => [...walkParts(indexMessage(raw).root)];

/** Far above what it takes (under 150 ms), far below what a square of the size would take (minutes). */
function quick(raw: Buffer): void {
  const start = performance.now();
  const index = indexMessage(raw);
  searchText(raw, index);
  expect(performance.now() - start).toBeLessThan(3000);
}

test('a thousand levels: fifty are read', () => {
  const multipart = Array.from(
    { length: 1000 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('');
  const enclosed = 'Content-Type: message/rfc822\r\n\r\n'.repeat(1000);
  for (const raw of [Buffer.from(multipart), Buffer.from(enclosed)]) {
    const all = parts(raw);
    expect(all).toHaveLength(51);
    expect(all.at(-1)).toMatchObject({ type: 'application', subtype: 'octet-stream' });
    expect(indexMessage(raw).defects).toContain('structure: nested too deep');
    checkMessage(raw);
  }
});

test('no setting makes it deeper than 200', () => {
  const raw = Buffer.from('Content-Type: message/rfc822\r\n\r\n'.repeat(100_000));
  expect([...walkParts(indexMessage(raw, { depth: 1e9 }).root)]).toHaveLength(201);
});

test('five thousand parts: a thousand are read', () => {
  const raw = Buffer.from(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(5000)}--b--\r\n`,
  );
  expect(parts(raw)).toHaveLength(DEFAULT_LIMITS.parts);
  expect(indexMessage(raw).defects).toEqual(['structure: too many parts']);
  checkMessage(raw);
});

test('too many header fields, and too long a header: the body is still found', () => {
  for (const [field, defect] of [
    ['X: y\r\n', 'header: too many fields'],
    [`X-${'a'.repeat(70)}: ${'b'.repeat(900)}\r\n`, 'header: too long'],
  ] as const) {
    const raw = Buffer.concat([
      Buffer.from('Subject: s\r\n'),
      repeat(field, MB),
      Buffer.from('Subject: late\r\n\r\nthe body'),
    ]);
    const index = indexMessage(raw);
    expect(index).toMatchObject({ preview: 'the body', envelope: { subject: 's' }, defects: [defect] });
    checkMessage(raw);
  }
});

test('one field of megabytes is cut', () => {
  const raw = Buffer.concat([
    Buffer.from('Subject: '),
    repeat('a', 2 * MB),
    Buffer.from('\r\nDate: 1 Jan 2024 0:0\r\n\r\nx'),
  ]);
  const index = indexMessage(raw);
  expect(index.envelope.subject!.length).toBeLessThanOrEqual(DEFAULT_LIMITS.headerBytes);
  expect(index).toMatchObject({ preview: 'x', defects: ['header: too long'] });
});

test('a header beyond the limit that a boundary ends', () => {
  const raw = Buffer.concat([
    Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'),
    repeat('X: y\r\n', MB / 2),
    Buffer.from('--b\r\n\r\nsecond\r\n--b--'),
  ]);
  expect(indexMessage(raw).root.parts).toHaveLength(2);
  expect(indexMessage(raw).preview).toBe('second');
});

describe('no input is slow', () => {
  const multipart = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';
  const nested = Array.from(
    { length: 49 },
    (_, i) => `Content-Type: multipart/mixed; boundary=${'b'.repeat(60)}${i}\r\n\r\n--${'b'.repeat(60)}${i}\r\n`,
  ).join('');
  test.each([
    ['fields', '', 'X-A: y\r\n'],
    ['NUL', '', '\0'],
    ['line feeds', '', '\n'],
    ['folding', 'Subject: ', 'a\r\n '],
    ['blanks and an octet', 'Subject: =?\xe9', ' '],
    ['lines without a colon', 'a:b\n', 'junk\n'],
    ['dashes', multipart, '\n--'],
    ['boundaries', multipart, '--b\r\n'],
    ['nearly boundaries', nested, `\n--${'b'.repeat(60)}x`],
    ['parts with long headers', multipart, `--b\r\n${'a: b\r\n'.repeat(45_000)}`],
    ['addresses', 'To: ', '<\\">'],
    ['quotes', 'To: ', '"\\"'],
    ['comments', 'To: ', '('],
    ['encoded words', 'Subject: ', '=?a?q?'],
    ['parameters', 'Content-Type: a/b', ';a*0=b'],
    ['tags', 'Content-Type: text/html\r\n\r\n', '<'],
    ['open elements', 'Content-Type: text/html\r\n\r\n', '<svg>'],
    ['open quotes', 'Content-Type: text/html\r\n\r\n', '<a b=\'"'],
    ['comments in HTML', 'Content-Type: text/html\r\n\r\n', '<!--'],
    ['eight-bit', 'Content-Type: text/plain\r\n\r\n', '\xe9'],
    ['TCVN3 capitals', 'Content-Type: text/plain; charset=tcvn3\r\n\r\n', 'A\xb5'],
    ['quoted-printable blanks', 'Content-Transfer-Encoding: quoted-printable\r\n\r\n', '= '],
  ])('%s', (_, start, unit) => {
    quick(Buffer.concat([Buffer.from(start, 'latin1'), repeat(unit, 3 * MB)]));
  });
});

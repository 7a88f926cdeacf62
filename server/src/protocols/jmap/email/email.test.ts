import { indexMessage } from '@congvu/mime';
import { describe, expect, test } from 'vitest';
import { parseBlobId, partBlobId, wholeBlobId } from '../blob/blob-id.ts';
import { disposition } from '../download.ts';
import { readEventSourceOptions } from '../eventsource.ts';
import { mediaType } from '../upload.ts';
import { truncate } from './body-values.ts';
import { readEmailSort } from './comparator.ts';
import { readEmailCondition } from './condition.ts';
import { formatDate, parseJmapDate, utcDate } from './dates.ts';
import { addBody } from './email.ts';
import { highlight, snippet, wantedWords } from './highlight.ts';
import { withCrlf } from './import-email.ts';
import { keywordsOf, normalKeyword } from './keywords.ts';
import { looksLikeMessage } from './looks-like-message.ts';
import { defaultProperties, readWanted } from './wanted.ts';

const message = Buffer.from(
  [
    'Received: from b; Mon, 16 Nov 2026 08:00:01 +0700',
    'Received: from a; Mon, 16 Nov 2026 08:00:00 +0700',
    'From: =?utf-8?b?U+G7nyBZIHThur8=?= <syt@tiengiang.test>',
    'To: Ban: a@x.test, B <b@x.test>;, c@x.test',
    'Date: Mon, 16 Nov 2026 08:30:00 +0700',
    'List-Unsubscribe: <https://x.test/u>, (or) <mailto:u@x.test>',
    'References: <1@x> <2@x>',
    'X-Folded: one',
    ' two',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Kính gửi',
  ].join('\r\n'),
);

function get(...properties: string[]): Record<string, unknown> {
  const email: Record<string, unknown> = {};
  const source = { octets: message, hash: 'f'.repeat(64), base: 0 };
  addBody(
    email,
    source,
    readWanted({ properties, bodyProperties: ['partId', 'blobId', 'size', 'type', 'charset'] }, []),
    true,
  );
  return email;
}

describe('header properties (RFC 8621 §4.1.2)', () => {
  test.each([
    ['header:From', ' =?utf-8?b?U+G7nyBZIHThur8=?= <syt@tiengiang.test>'],
    ['header:from:asAddresses', [{ name: 'Sở Y tế', email: 'syt@tiengiang.test' }]],
    [
      'header:To:asGroupedAddresses',
      [
        {
          name: 'Ban',
          addresses: [
            { name: null, email: 'a@x.test' },
            { name: 'B', email: 'b@x.test' },
          ],
        },
        { name: null, addresses: [{ name: null, email: 'c@x.test' }] },
      ],
    ],
    ['header:Date:asDate', '2026-11-16T08:30:00+07:00'],
    ['header:List-Unsubscribe:asURLs', ['https://x.test/u', 'mailto:u@x.test']],
    ['header:References:asMessageIds', ['1@x', '2@x']],
    ['header:X-Folded:asText', 'one two'],
    ['header:X-Folded', ' one\r\n two'],
    ['header:Received:all', [' from b; Mon, 16 Nov 2026 08:00:01 +0700', ' from a; Mon, 16 Nov 2026 08:00:00 +0700']],
    ['header:Received', ' from a; Mon, 16 Nov 2026 08:00:00 +0700'],
    ['header:X-Absent:asText', null],
    ['header:X-Absent:asText:all', []],
    ['subject', null],
    ['sentAt', '2026-11-16T08:30:00+07:00'],
  ])('%s', (property, expected) => {
    expect(get(property)[property]).toEqual(expected);
  });

  test.each([
    'header:',
    'header:Subject:asAddresses',
    'header:From:asDate',
    'header:X y',
    'header:X:asX',
    'subjects',
  ])('no such property: %s', (property) => {
    expect(() => get(property)).toThrow(expect.objectContaining({ type: 'invalidArguments' }));
  });

  test('the body part of a message that is one part', () => {
    const part = { partId: '1', size: 11, type: 'text/plain', charset: 'utf-8' };
    const { bodyStart } = indexMessage(message);
    expect(get('bodyStructure').bodyStructure).toEqual({
      ...part,
      blobId: `P${'f'.repeat(64)}_${bodyStart}_11_n`,
    });
  });
});

describe('what is asked for decides what is read', () => {
  test.each([
    [['id', 'keywords', 'mailboxIds', 'threadId', 'size', 'receivedAt'], false, false],
    [['from', 'subject', 'preview', 'blobId'], true, false],
    [['bodyValues'], true, false],
    [['textBody'], true, true],
    [['header:X-A'], true, true],
  ])('%j', (properties, summary, octets) => {
    const wanted = readWanted({ properties }, defaultProperties);
    expect([wanted.needsSummary, wanted.needsOctets]).toEqual([summary, octets]);
  });
});

describe('conditions and comparators', () => {
  test.each([
    [{ inMailbox: 1 }, 'invalidArguments'],
    [{ before: '2026-01-01' }, 'invalidArguments'],
    [{ minSize: -1 }, 'invalidArguments'],
    [{ hasKeyword: 'a b' }, 'invalidArguments'],
    [{ header: [] }, 'invalidArguments'],
    [{ header: ['a:b'] }, 'invalidArguments'],
    [{ hasAttachment: 'yes' }, 'invalidArguments'],
    [{ colour: 'red' }, 'unsupportedFilter'],
    [{ constructor: 'x' }, 'unsupportedFilter'],
  ])('refused: %j', (condition, type) => {
    expect(() => readEmailCondition(condition as never)).toThrow(expect.objectContaining({ type }));
  });

  test('an id that can be no Mailbox matches nothing', () => {
    expect(readEmailCondition({ inMailbox: 'x' }).inMailbox).toBe(0);
  });

  test.each([
    [{ property: 'colour' }, 'unsupportedSort'],
    [{ property: 'subject', collation: 'i;octet' }, 'unsupportedSort'],
    [{ property: 'hasKeyword' }, 'invalidArguments'],
  ])('refused: %j', (comparator, type) => {
    expect(() => readEmailSort([comparator])).toThrow(expect.objectContaining({ type }));
  });
});

describe('small things', () => {
  test('keywords', () => {
    expect(keywordsOf(1 | 8 | 16, ['hẹn'])).toEqual({ $seen: true, $draft: true, hẹn: true });
    expect(normalKeyword('$Forwarded')).toBe('$forwarded');
    for (const bad of ['', 'a b', 'a(', '\\seen', 'hẹn', 'x'.repeat(256)]) expect(normalKeyword(bad)).toBeUndefined();
  });

  test('dates', () => {
    expect(utcDate(0)).toBe('1970-01-01T00:00:00Z');
    expect(utcDate(1500)).toBe('1970-01-01T00:00:01.500Z');
    expect(formatDate(0, -90)).toBe('1969-12-31T22:30:00-01:30');
    expect(parseJmapDate('2026-11-16T08:30:00+07:00')).toEqual({ time: Date.UTC(2026, 10, 16, 1, 30), offset: 420 });
    expect(parseJmapDate('2026-11-16 08:30')).toBeUndefined();
  });

  test('blob ids', () => {
    const hash = 'a'.repeat(64);
    expect(parseBlobId(wholeBlobId(hash))).toEqual({ hash });
    expect(parseBlobId(partBlobId(hash, 10, 20, 'base64'))).toEqual({
      hash,
      part: { start: 10, length: 20, encoding: 'b' },
    });
    for (const id of ['', 'G', `G${hash}0`, `P${hash}_1_2`, `P${hash}_-1_2_b`, '../../etc'])
      expect(parseBlobId(id)).toBeUndefined();
    expect(partBlobId(hash, 9_999_999_999, 9_999_999_999, 'base64')).toMatch(/^[A-Za-z0-9_-]{1,255}$/);
  });

  test('names of downloads', () => {
    expect(disposition('a.pdf')).toBe('attachment; filename="a.pdf"');
    expect(disposition('Báo cáo "quý".pdf')).toBe(
      `attachment; filename="Bao cao _quy_.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%22qu%C3%BD%22.pdf`,
    );
    expect(disposition('../a\r\nSet-Cookie: x')).toBe('attachment; filename=".._a__Set-Cookie: x"');
    expect(disposition('\ud800')).toContain('attachment; filename=');
  });

  test('media types', () => {
    expect(mediaType('text/html; charset=utf-8')).toBe('text/html; charset=utf-8');
    for (const bad of [undefined, '', 'x', 'a/b\r\nc: d', 'a b/c'])
      expect(mediaType(bad)).toBe('application/octet-stream');
  });

  test('truncated texts end with whole characters and tags', () => {
    expect(truncate('ấấấ', 7, false)).toBe('ấấ');
    expect(truncate('abc', 0, false)).toBe('abc');
    expect(truncate('<p>ab<b class="x">', 12, true)).toBe('<p>ab');
  });

  test('snippets are escaped, marked, at most 255 octets', () => {
    const wanted = wantedWords('bao cao');
    expect(highlight('Báo cáo <b>', wanted)).toBe('<mark>Báo</mark> <mark>cáo</mark> &lt;b&gt;');
    expect(highlight('Không có', wanted)).toBeNull();
    expect(highlight('hợp thư', wantedWords('hộp'))).toBeNull();
    const long = `${'đầu '.repeat(300)}báo cáo & ${'đuôi '.repeat(300)}`;
    const cut = snippet(long, wanted)!;
    expect(cut).toContain('<mark>báo</mark> <mark>cáo</mark> &amp;');
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(255);
    expect(snippet('x'.repeat(5000), wantedWords('x'))).toBeNull();
  });

  test('messages of Unix files get the line ends that mail has', () => {
    expect(withCrlf(Buffer.from('a\nb\r\nc\n')).toString()).toBe('a\r\nb\r\nc\r\n');
    const good = Buffer.from('a\r\n');
    expect(withCrlf(good)).toBe(good);
    expect(looksLikeMessage(Buffer.from('Subject: x\n\nb'))).toBe(true);
    expect(looksLikeMessage(Buffer.from('no message at all'))).toBe(false);
  });

  test('the query of an event source', () => {
    expect(readEventSourceOptions({ types: 'Email,Mailbox', closeafter: 'state', ping: '1' })).toEqual({
      types: new Set(['Email', 'Mailbox']),
      closeAfter: 'state',
      ping: 5,
    });
    expect(readEventSourceOptions({})).toEqual({ types: undefined, closeAfter: 'no', ping: 0 });
    for (const bad of [{ closeafter: 'x' }, { ping: '-1' }, { types: ['a'] }])
      expect(readEventSourceOptions(bad)).toBeUndefined();
  });
});

import { classifyBody, decodePart, headerFields, headerValues, indexMessage, partSource } from '@congvu/mime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SetError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { composeEmail } from './compose.ts';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 13, 10]);
const context = { blobs: new Map([['Gpng', png]]), now: Date.UTC(2026, 10, 16, 1, 30), domain: 'tiengiang.test' };
const compose = (object: object) => composeEmail(object as JsonObject, context);
const plain = (value: string) => ({ bodyValues: { t: { value } }, textBody: [{ partId: 't', type: 'text/plain' }] });

function refusal(object: object): { type: string; properties?: string[] } {
  try {
    compose(object);
  } catch (error) {
    if (error instanceof SetError) return { type: error.type, ...error.details };
    throw error;
  }
  return { type: 'accepted' };
}

describe('header fields', () => {
  test('convenience properties, in Vietnamese', () => {
    const octets = compose({
      from: [{ name: 'Nguyễn Thị Ánh', email: 'anh@tiengiang.test' }],
      to: [{ name: 'Sở Y tế', email: 'syt@tiengiang.test' }, { email: 'b@x.test' }],
      subject: `Báo cáo ${'rất dài '.repeat(30)}`.trim(),
      inReplyTo: ['a@b'],
      references: ['x@y', 'a@b'],
      sentAt: '2026-11-16T08:30:00+07:00',
      ...plain('Kính gửi.'),
    });
    const { envelope } = indexMessage(octets);
    expect(envelope.from).toEqual([{ name: 'Nguyễn Thị Ánh', email: 'anh@tiengiang.test' }]);
    expect(envelope.to.map((a) => a.email)).toEqual(['syt@tiengiang.test', 'b@x.test']);
    expect(envelope.subject).toBe(`Báo cáo ${'rất dài '.repeat(30)}`.trim());
    expect(envelope.references).toEqual(['x@y', 'a@b']);
    expect(envelope.dateOffset).toBe(420);
    for (const line of octets.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    expect(octets.toString('latin1')).not.toMatch(/[\x80-\xff]/);
  });

  test('Date and Message-ID are completed', () => {
    const { envelope } = indexMessage(compose(plain('x')));
    expect(envelope.date).toBe(context.now);
    expect(envelope.messageId).toMatch(/^[\w-]{36}@tiengiang\.test$/);
  });

  test('header forms', () => {
    const octets = compose({
      'header:X-So-Hieu:asText': 'Số 05/KH-UBND',
      'header:X-Raw': ' một\r\n hai',
      'header:List-Post:asURLs': ['mailto:list@x.test'],
      'header:X-Ids:asMessageIds': ['a@b', 'c@d'],
      'header:X-Many:asText:all': ['1', '2'],
      'header:To:asGroupedAddresses': [{ name: 'Các sở', addresses: [{ name: null, email: 'a@x.test' }] }],
      ...plain('x'),
    });
    const fields = headerFields(octets, 0, octets.length);
    expect(headerValues(octets, fields, 'x-raw')).toHaveLength(1);
    expect(headerValues(octets, fields, 'x-many')).toEqual(['1', '2']);
    expect(headerValues(octets, fields, 'list-post')).toEqual(['<mailto:list@x.test>']);
    expect(headerValues(octets, fields, 'x-ids')).toEqual(['<a@b> <c@d>']);
    expect(indexMessage(octets).envelope.to).toEqual([{ name: null, email: 'a@x.test', group: 'Các sở' }]);
  });

  test.each([
    ['a line that begins another field', { 'header:X-A': ' a\r\nBcc: thief@x.test' }],
    ['a bare LF', { 'header:X-A': ' a\nBcc: thief@x.test' }],
    ['an address with a line break', { to: [{ email: 'a@x.test\r\nBcc: b@x.test' }] }],
    ['a message id with a space', { messageId: ['a b@c'] }],
    ['one field given twice', { subject: 'a', 'header:Subject:asText': 'b' }],
    ['a form the field has not', { 'header:Subject:asAddresses': [] }],
    ['Content-Type on the Email', { 'header:Content-Type': 'text/html' }],
    ['what the server sets', { id: 'e1' }],
    ['a property that is none', { colour: 'red' }],
    ['a date that is none', { sentAt: 'yesterday' }],
  ])('refused: %s', (_name, more) => {
    expect(refusal({ ...plain('x'), ...more }).type).toBe('invalidProperties');
  });

  test('a subject can never make a second field', () => {
    const octets = compose({ subject: 'a\r\nBcc: thief@x.test\r\n\r\nbody', ...plain('x') });
    const fields = headerFields(octets, 0, octets.length);
    expect(headerValues(octets, fields, 'bcc')).toEqual([]);
    expect(indexMessage(octets).envelope.subject).toBe('a Bcc: thief@x.test body');
  });
});

describe('bodies', () => {
  test('text, HTML, a picture in it, and an attachment', () => {
    const octets = compose({
      bodyValues: { t: { value: 'Kính gửi\nSở' }, h: { value: '<p>Kính gửi <img src="cid:a@b"></p>' } },
      textBody: [{ partId: 't' }],
      htmlBody: [{ partId: 'h' }],
      attachments: [
        { blobId: 'Gpng', type: 'image/png', cid: 'a@b' },
        { blobId: 'Gpng', type: 'image/png', name: `Bản đồ ${'dài '.repeat(40)}.png` },
      ],
    });
    const index = indexMessage(octets);
    const { textBody, htmlBody, attachments } = classifyBody(index.root);
    expect(index.defects).toEqual([]);
    expect(index.root.subtype).toBe('mixed');
    expect(partSource(octets, textBody[0]!)).toBe('Kính gửi\r\nSở');
    expect(partSource(octets, htmlBody[0]!)).toContain('cid:a@b');
    expect(attachments.map((p) => [p.disposition, p.contentId])).toEqual([
      ['inline', 'a@b'],
      ['attachment', null],
    ]);
    expect(attachments[1]!.filename).toBe(`Bản đồ ${'dài '.repeat(40)}.png`);
    for (const part of attachments) expect(decodePart(octets, part)).toEqual(png);
  });

  test('a structure of the client’s own', () => {
    const octets = compose({
      bodyValues: { a: { value: 'văn bản' }, b: { value: '<b>văn bản</b>' } },
      bodyStructure: {
        type: 'multipart/alternative',
        subParts: [
          { type: 'text/plain', partId: 'a' },
          { 'header:Content-Type': 'text/html', partId: 'b' },
        ],
      },
    });
    const { root } = indexMessage(octets);
    expect(root.subtype).toBe('alternative');
    expect(root.parts!.map((p) => [p.subtype, p.params.charset])).toEqual([
      ['plain', 'utf-8'],
      ['html', 'utf-8'],
    ]);
  });

  test.each([
    ['a body value that is not there', { textBody: [{ partId: 'x' }] }, 'invalidProperties'],
    [
      'a cut text',
      { bodyValues: { t: { value: 'x', isTruncated: true } }, textBody: [{ partId: 't' }] },
      'invalidProperties',
    ],
    ['a blob that is not there', { attachments: [{ blobId: 'Gx', type: 'image/png' }] }, 'blobNotFound'],
    [
      'HTML as text',
      { bodyValues: { t: { value: '' } }, textBody: [{ partId: 't', type: 'text/html' }] },
      'invalidProperties',
    ],
    ['two texts', { textBody: [{ partId: 't' }, { partId: 't' }] }, 'invalidProperties'],
    ['structure and text', { ...plain('x'), bodyStructure: { partId: 't' } }, 'invalidProperties'],
    ['a part without content', { bodyStructure: { type: 'text/plain' } }, 'invalidProperties'],
    ['a multipart without parts', { bodyStructure: { type: 'multipart/mixed', subParts: [] } }, 'invalidProperties'],
    [
      'an encoding of the client’s',
      {
        bodyValues: { t: { value: '' } },
        bodyStructure: { partId: 't', 'header:Content-Transfer-Encoding': 'binary' },
      },
      'invalidProperties',
    ],
    ['a type that is none', { attachments: [{ blobId: 'Gpng', type: 'image/png\r\nBcc: x' }] }, 'invalidProperties'],
    [
      'a name with a line break',
      { attachments: [{ blobId: 'Gpng', type: 'image/png', name: 'a\r\nb' }] },
      'invalidProperties',
    ],
  ])('refused: %s', (_name, object, type) => {
    expect(refusal(object).type).toBe(type);
  });

  test('any text comes back as it was, its line ends as CRLF', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    const lines = fc.array(
      fc.oneof(texts, fc.constantFrom('.', ' ', '\t', 'x'.repeat(1200), 'ấ'.repeat(400), 'From x')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.join('\n').toWellFormed().replaceAll('\0', '');
        const octets = compose(plain(text));
        const [part] = classifyBody(indexMessage(octets).root).textBody;
        expect(decodePart(octets, part!).toString('utf8')).toBe(text.replace(/\r\n?|\n/g, '\r\n'));
        for (const line of octets.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
      }),
      { numRuns: 200 },
    );
  });

  test('any octets come back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500_000 }), (bytes) => {
        const octets = composeEmail(
          { attachments: [{ blobId: 'G', type: 'application/octet-stream', name: 'a.bin' }] },
          { ...context, blobs: new Map([['G', Buffer.from(bytes)]]) },
        );
        const [part] = classifyBody(indexMessage(octets).root).attachments;
        expect(decodePart(octets, part!).equals(bytes)).toBe(true);
      }),
      { numRuns: 30, examples: [[new Uint8Array(57 * 4096)], [new Uint8Array(57 * 4096 + 1)], [new Uint8Array(0)]] },
    );
  });
});

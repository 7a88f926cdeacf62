import { describe, expect, test } from 'vitest';
import { crlf } from '../testing/crlf.ts';
import { sampleMessage } from '../testing/sample-messages.ts';
import { indexMessage } from './index-message.ts';

test('the envelope, decoded', () => {
  const { envelope } = indexMessage(
    crlf(
      'From: =?UTF-8?Q?S=E1=BB=9F_N=E1=BB=99i_v=E1=BB=A5?= <snv@tg.test>',
      'Sender: clerk@tg.test',
      'To: a@tg.test,',
      ' "B, C" <b@tg.test>',
      'Cc: ban: c@tg.test;',
      'Subject: =?UTF-8?B?S+G6vyBob+G6oWNo?= 05',
      'Date: Mon, 17 Nov 2025 08:15:30 +0700',
      'Message-ID: <1@tg.test>',
      'In-Reply-To: <0@tg.test>',
      'References: <a@tg.test>',
      '\t<0@tg.test>',
      '',
      'x',
    ),
  );
  expect(envelope).toEqual({
    date: Date.UTC(2025, 10, 17, 1, 15, 30),
    dateOffset: 420,
    subject: 'Kế hoạch 05',
    from: [{ name: 'Sở Nội vụ', email: 'snv@tg.test' }],
    sender: [{ name: null, email: 'clerk@tg.test' }],
    replyTo: [],
    to: [
      { name: null, email: 'a@tg.test' },
      { name: 'B, C', email: 'b@tg.test' },
    ],
    cc: [{ name: null, email: 'c@tg.test', group: 'ban' }],
    bcc: [],
    messageId: '1@tg.test',
    inReplyTo: ['0@tg.test'],
    references: ['a@tg.test', '0@tg.test'],
  });
});

test('an absent subject is null, an empty one is empty; of two the last counts', () => {
  expect(indexMessage(crlf('X: y', '', '')).envelope).toMatchObject({
    subject: null,
    date: undefined,
    messageId: null,
  });
  expect(indexMessage(crlf('Subject:', '', '')).envelope.subject).toBe('');
  expect(indexMessage(crlf('Subject: a', 'Subject: b', '', '')).envelope.subject).toBe('b');
});

test('recipients in several fields are taken together', () => {
  const index = indexMessage(crlf('To: a@x', 'To: ', 'To: b@x', 'From: c@x', 'From: d@x', '', ''));
  expect(index.envelope.to.map((each) => each.email)).toEqual(['a@x', 'b@x']);
  expect(index.envelope.from.map((each) => each.email)).toEqual(['d@x']);
  expect(index.imapEnvelope).toContain('((NIL NIL "a" "x")(NIL NIL "b" "x"))');
});

describe('parts', () => {
  const part = (...header: string[]) => indexMessage(crlf(...header, '', 'x')).root;

  test('file names', () => {
    expect(part("Content-Disposition: attachment; filename*=utf-8''K%E1%BA%BF.pdf").filename).toBe('Kế.pdf');
    expect(part('Content-Type: application/pdf; name="=?UTF-8?B?S+G6vw==?="').filename).toBe('Kế');
    expect(part('Content-Type: a/b; name=n', 'Content-Disposition: attachment; filename=05/KH-UBND.pdf').filename).toBe(
      '05/KH-UBND.pdf',
    );
    expect(part('Content-Type: a/b').filename).toBeNull();
    expect(part('Content-Disposition: filename=a.pdf')).toMatchObject({ disposition: 'attachment', filename: 'a.pdf' });
  });

  test('the other fields', () => {
    expect(
      part(
        'Content-Type: Text/HTML; Charset="UTF-8"',
        'Content-Transfer-Encoding: Quoted-Printable (really)',
        'Content-ID: <i@x>',
        'Content-Description: =?UTF-8?B?S+G6vw==?=',
        'Content-Language: vi, en (English)',
        'Content-Location: http://x.test/ a',
        'Content-Disposition: INLINE',
      ),
    ).toMatchObject({
      type: 'text',
      subtype: 'html',
      params: { charset: 'UTF-8' },
      encoding: 'quoted-printable',
      contentId: 'i@x',
      description: 'Kế',
      language: ['vi', 'en'],
      location: 'http://x.test/a',
      disposition: 'inline',
      filename: null,
    });
  });
});

describe('preview', () => {
  const preview = (type: string, body: string) => indexMessage(crlf(`Content-Type: ${type}`, '', body)).preview;

  test('of plain text and HTML', () => {
    expect(preview('text/plain; charset=utf-8', 'Kính gửi:\r\n\r\n  Sở   Nội vụ')).toBe('Kính gửi: Sở Nội vụ');
    expect(preview('text/html; charset=utf-8', '<style>p{}</style><p>Kính gửi&nbsp;<b>Sở</b></p>')).toBe('Kính gửi Sở');
  });

  test('at most 256 characters, pairs whole', () => {
    expect(preview('text/plain; charset=utf-8', 'á'.repeat(1000))).toBe('á'.repeat(256));
    expect(preview('text/plain; charset=utf-8', `a${'𝒳'.repeat(1000)}`)).toBe(`a${'𝒳'.repeat(127)}`);
  });

  test('quotations only when there is nothing else', () => {
    expect(preview('text/plain', '> cũ\r\n> cũ nữa\r\nmới')).toBe('mới');
    expect(preview('text/plain', '> chỉ có cũ')).toBe('> chỉ có cũ');
  });

  test('behind a long style sheet', () => {
    expect(preview('text/html', `<head><style>${'p { margin: 0 }\r\n'.repeat(2000)}</style></head><p>text</p>`)).toBe(
      'text',
    );
  });

  test('of HTML when the plain part is empty', () => {
    const raw = crlf(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      '',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>x</p>',
      '--b--',
    );
    expect(indexMessage(raw).preview).toBe('x');
  });
});

test('attachments that a reader would list', () => {
  expect(indexMessage(sampleMessage(5000)).hasAttachment).toBe(true);
  expect(indexMessage(crlf('Subject: x', '', 'y')).hasAttachment).toBe(false);
  const related = (...header: string[]) =>
    crlf(
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      'x',
      '--b',
      'Content-Type: image/png',
      ...header,
      '',
      'x',
      '--b--',
    );
  expect(indexMessage(related('Content-ID: <a@b>')).hasAttachment).toBe(false);
  expect(indexMessage(related('Content-Disposition: inline; filename=a.png')).hasAttachment).toBe(false);
  expect(indexMessage(related('Content-Disposition: attachment', 'Content-ID: <a@b>')).hasAttachment).toBe(true);
});

test('an unknown charset is a defect', () => {
  expect(indexMessage(crlf('Content-Type: text/plain; charset=x-nonsense', '', 'x')).defects).toEqual([
    'charset: x-nonsense unknown',
  ]);
  expect(indexMessage(crlf('Content-Type: text/plain; charset=x-viet-tcvn', '', 'x')).defects).toEqual([]);
});

test('a message of 5 KB takes well under a millisecond', () => {
  const raw = sampleMessage(5000);
  for (let i = 0; i < 300; i++) indexMessage(raw);
  const start = performance.now();
  for (let i = 0; i < 100; i++) indexMessage(raw);
  // Measured 0.06 ms; the bound leaves room for a busy machine.
  expect((performance.now() - start) / 100).toBeLessThan(1);
});

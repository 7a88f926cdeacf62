import { describe, expect, test } from 'vitest';
import { indexMessage } from '../scan/index-message.ts';
import { crlf } from '../testing/crlf.ts';
import { checkBody, checkEnvelope, readImapValue } from '../testing/imap-syntax.ts';

function imap(...lines: string[]) {
  const index = indexMessage(crlf(...lines));
  checkEnvelope(readImapValue(index.imapEnvelope));
  checkBody(readImapValue(index.imapBodyStructure), true);
  checkBody(readImapValue(index.imapBody), false);
  return index;
}

describe('ENVELOPE', () => {
  // The example of RFC 9051 §7.5.2.
  test('the RFC’s own', () => {
    expect(
      imap(
        'Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)',
        'From: Terry Gray <gray@cac.washington.edu>',
        'Subject: IMAP4rev2 WG mtg summary and minutes',
        'To: imap@cac.washington.edu',
        'cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>',
        'Message-Id: <B27397-0100000@cac.washington.edu>',
        '',
      ).imapEnvelope,
    ).toBe(
      '("Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "IMAP4rev2 WG mtg summary and minutes" ' +
        '(("Terry Gray" NIL "gray" "cac.washington.edu")) (("Terry Gray" NIL "gray" "cac.washington.edu")) ' +
        '(("Terry Gray" NIL "gray" "cac.washington.edu")) ((NIL NIL "imap" "cac.washington.edu")) ' +
        '((NIL NIL "minutes" "CNRI.Reston.VA.US")("John Klensin" NIL "KLENSIN" "MIT.EDU")) NIL NIL ' +
        '"<B27397-0100000@cac.washington.edu>")',
    );
  });

  test('absent is NIL, empty is ""; nothing at all', () => {
    expect(imap('X: y', '').imapEnvelope).toBe('(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)');
    expect(imap('Subject:', 'To:', 'In-Reply-To: ', '').imapEnvelope).toBe('(NIL "" NIL NIL NIL NIL NIL NIL "" NIL)');
  });

  test('encoded words as sent, unfolded; other octets as encoded words', () => {
    expect(imap('Subject: =?utf-8?Q?a?=', ' =?utf-8?Q?b?=', '').imapEnvelope).toContain(
      '"=?utf-8?Q?a?= =?utf-8?Q?b?="',
    );
    expect(imap('Subject: Kế hoạch', '').imapEnvelope).toContain('"=?UTF-8?B?S+G6vyBob+G6oWNo?="');
    expect(imap('Subject: Kế =?utf-8?Q?a?=', '').imapEnvelope).toContain('"=?UTF-8?B?S+G6vyA=?= =?utf-8?Q?a?="');
  });

  test('quoting', () => {
    expect(imap('Subject: a "b" \\ c\td', '').imapEnvelope).toContain('"a \\"b\\" \\\\ c\td"');
    expect(imap('From: "a \\"b\\"" <"x y"@z.test>', '').imapEnvelope).toContain('("a \\"b\\"" NIL "x y" "z.test")');
  });

  test('groups, routes, addresses without a host, domains beyond ASCII', () => {
    expect(imap('To: ban: a@b.test;, c@d.test', '').imapEnvelope).toContain(
      '((NIL NIL "ban" NIL)(NIL NIL "a" "b.test")(NIL NIL NIL NIL)(NIL NIL "c" "d.test"))',
    );
    expect(imap('To: undisclosed-recipients:;', '').imapEnvelope).toContain(
      '((NIL NIL "undisclosed-recipients" NIL)(NIL NIL NIL NIL))',
    );
    expect(imap('To: <@r.test:a@b.test>', '').imapEnvelope).toContain('((NIL "@r.test" "a" "b.test"))');
    expect(imap('To: root', '').imapEnvelope).toContain('((NIL NIL "root" ""))');
    expect(imap('To: a@thư.test', '').imapEnvelope).toContain('((NIL NIL "a" "xn--th-e0a.test"))');
  });
});

describe('BODYSTRUCTURE', () => {
  test('plain text without a type', () => {
    expect(imap('Subject: x', '', 'one', 'two', '')).toMatchObject({
      imapBody: '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 10 2)',
      imapBodyStructure: '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 10 2 NIL NIL NIL NIL)',
    });
  });

  test('all fields of a part', () => {
    expect(
      imap(
        'Content-Type: image/png; name="a \\"b\\".png"',
        'Content-ID: <i@x>',
        'Content-Description: a picture',
        'Content-Transfer-Encoding: BASE64',
        'Content-Disposition: Attachment; filename=a.png; size=3',
        'Content-Language: vi, en',
        'Content-Location: http://x.test/',
        '',
        'AAAA',
      ).imapBodyStructure,
    ).toBe(
      '("image" "png" ("name" "a \\"b\\".png") "<i@x>" "a picture" "base64" 4 NIL ' +
        '("attachment" ("filename" "a.png" "size" "3")) ("vi" "en") "http://x.test/")',
    );
  });

  test('parameters as sent, continuations joined, other octets as encoded words', () => {
    expect(imap("Content-Type: a/b; f*0*=utf-8''K%E1; f*1*=%BA%BF", '').imapBody).toContain(
      `("f*" "utf-8''K%E1%BA%BF")`,
    );
    expect(imap('Content-Type: a/b; name="=?utf-8?Q?x?="', '').imapBody).toContain('("name" "=?utf-8?Q?x?=")');
    expect(imap('Content-Type: a/b; name="Kế"', '').imapBody).toContain('("name" "=?UTF-8?B?S+G6vw==?=")');
  });

  test('a multipart with an enclosed message', () => {
    const { imapBodyStructure, imapBody } = imap(
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Language: vi',
      '',
      '--b',
      '',
      'x',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: in',
      'From: a@b.test',
      '',
      'y',
      '',
      '--b--',
    );
    const from = '((NIL NIL "a" "b.test"))';
    expect(imapBodyStructure).toBe(
      '(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 1 0 NIL NIL NIL NIL)' +
        `("message" "rfc822" NIL NIL NIL "7bit" 34 (NIL "in" ${from} ${from} ${from} NIL NIL NIL NIL NIL) ` +
        '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3 1 NIL NIL NIL NIL) 4 NIL NIL NIL NIL) ' +
        '"mixed" ("boundary" "b") NIL "vi" NIL)',
    );
    expect(imapBody).toContain('3 1) 4) "mixed")');
  });

  test('an empty multipart has valid syntax', () => {
    expect(imap('Content-Type: multipart/mixed; boundary=b', '', '--b--', '').imapBody).toBe(
      '(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0) "mixed")',
    );
  });

  test('an encoded message/rfc822 shows no envelope', () => {
    expect(
      imap('Content-Type: message/rfc822; name=m.eml', 'Content-Transfer-Encoding: base64', '', 'AAAA').imapBody,
    ).toBe('("application" "octet-stream" ("name" "m.eml") NIL NIL "base64" 4)');
  });
});

test('the checker of these tests finds slips', () => {
  for (const bad of ['(NIL', '("a"  NIL)', '("a"NIL)', '()', '("\u1ebf")', '("a\nb")', 'x', '(NIL) ', '("a\\b")']) {
    expect(() => readImapValue(bad)).toThrow();
  }
  expect(() => checkEnvelope(readImapValue('(NIL NIL NIL NIL NIL NIL NIL NIL NIL)'))).toThrow();
  expect(() => checkEnvelope(readImapValue('(NIL NIL ((NIL NIL "g" NIL)) NIL NIL NIL NIL NIL NIL NIL)'))).toThrow();
  expect(() => checkBody(readImapValue('("text" "plain" NIL NIL NIL "7bit" 3)'), false)).toThrow();
  expect(() => checkBody(readImapValue('("message" "rfc822" NIL NIL NIL "7bit" 3)'), false)).toThrow();
});

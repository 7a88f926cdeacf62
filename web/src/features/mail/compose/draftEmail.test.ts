import { describe, expect, test } from 'vitest';
import { draftEmail, draftHtml, draftText, filesOf, sentPatch, submission, totalSize } from './draftEmail.ts';
import { type DraftFile, isBlank, newWindow } from './model.ts';
import type { Sender } from './recipients.ts';

const sender: Sender = {
  key: 'k',
  name: 'Lê Minh Hiếu',
  email: 'hieu@x.vn',
  accountId: 'a1',
  ownerId: 'a1',
  identityId: 'i1',
  mailFrom: 'hieu@x.vn',
  replyTo: null,
  bcc: null,
  signature: '',
};
const file = (more: Partial<DraftFile>): DraftFile => ({
  key: 'f',
  name: 'Báo cáo.pdf',
  type: 'application/pdf',
  size: 10,
  blobId: 'G1',
  accountId: 'a1',
  cid: null,
  progress: 1,
  failed: false,
  ...more,
});
const at = (email: string) => ({ name: null, email });

describe('the draft', () => {
  test('holds what was written, and nothing empty', () => {
    const content = newWindow({
      to: [at('a@x.vn'), at('A@x.vn'), at('anh Ba')],
      subject: ' Họp ',
      body: '<p>Chào</p>',
    });
    expect(draftEmail(content, sender, 'm1')).toEqual({
      mailboxIds: { m1: true },
      keywords: { $draft: true, $seen: true },
      from: [{ name: 'Lê Minh Hiếu', email: 'hieu@x.vn' }],
      to: [at('a@x.vn')],
      subject: 'Họp',
      bodyValues: { text: { value: 'Chào' }, html: { value: draftHtml(content) } },
      textBody: [{ partId: 'text', type: 'text/plain' }],
      htmlBody: [{ partId: 'html', type: 'text/html' }],
    });
  });

  test('keeps the thread, Reply-To and files', () => {
    const content = newWindow({ inReplyTo: ['b@x'], references: ['a@x', 'b@x'], files: [file({})] });
    const email = draftEmail(content, { ...sender, replyTo: [at('vanthu@x.vn')] }, 'm1');
    expect(email).toMatchObject({ inReplyTo: ['b@x'], references: ['a@x', 'b@x'], replyTo: [at('vanthu@x.vn')] });
    expect(email.attachments).toEqual([
      { blobId: 'G1', type: 'application/pdf', name: 'Báo cáo.pdf', disposition: 'attachment' },
    ]);
  });

  test('an image goes as long as the text shows it', () => {
    const image = file({ cid: 'x1', type: 'image/png' });
    expect(filesOf({ body: '<img src="cid:x1">', quote: '', files: [image] })).toEqual([image]);
    expect(filesOf({ body: '', quote: '<img src="cid:x1">', files: [image] })).toEqual([image]);
    expect(filesOf({ body: '<p></p>', quote: '', files: [image, file({ blobId: null })] })).toEqual([]);
  });

  test('looks are written into the HTML', () => {
    const html = draftHtml({ body: '<p style="text-align: center">a</p><p></p>', quote: '<p>q</p>' });
    expect(html).toContain(
      '<p style="margin:0 0 8px;text-align: center">a</p><p style="margin:0 0 8px"><br></p></div>',
    );
    expect(html).toContain('<div class="congvu-quote"><p>q</p></div>');
  });

  test('pictures of the editor become parts of the message', () => {
    const html = draftHtml({ body: '<p><img alt="a" data-src="cid:x1"><img data-src="cid:x2"></p>', quote: '' });
    expect(html).toContain('<img alt="a" src="cid:x1"><img src="cid:x2">');
  });

  test('the text has the quote below', () => {
    const quote = '<p>Lan đã viết:</p><blockquote><p>q</p></blockquote>';
    expect(draftText({ body: '<p>a</p>', quote })).toBe('a\n\nLan đã viết:\n\n> q');
    expect(draftText({ body: '<p></p>', quote: '' })).toBe('');
  });
});

test('the envelope names everyone once', () => {
  const content = newWindow({ to: [at('a@x.vn')], cc: [at('b@x.vn')], bcc: [at('A@x.vn'), at('c@x.vn')] });
  expect(submission(content, sender, 'e1')).toEqual({
    identityId: 'i1',
    emailId: 'e1',
    envelope: {
      mailFrom: { email: 'hieu@x.vn', parameters: null },
      rcptTo: ['a@x.vn', 'b@x.vn', 'c@x.vn'].map((email) => ({ email, parameters: null })),
    },
  });
});

test('sent: out of Drafts, into Sent, no draft any more', () => {
  expect(sentPatch('d', 's')).toEqual({
    'mailboxIds/d': null,
    'mailboxIds/s': true,
    'keywords/$draft': null,
    'keywords/$seen': true,
  });
});

test('a failed file weighs nothing', () => {
  expect(totalSize([file({}), file({ failed: true }), file({ blobId: null })])).toBe(20);
});

test.each([
  ['<p></p>', true],
  ['<p>&nbsp; <br></p>', true],
  ['<p>a</p>', false],
  ['<p><img src="cid:x"></p>', false],
])('%s is blank: %s', (body, blank) => {
  expect(isBlank(body)).toBe(blank);
});

import { expect, test } from 'vitest';
import type { BodyPart, EmailContent } from '../../../api/jmap/types.ts';
import { bareCid, bodyOf, listedAttachments } from './bodies.ts';

const part = (over: Partial<BodyPart>): BodyPart => ({
  partId: null,
  blobId: 'b',
  size: 1,
  name: null,
  type: 'text/plain',
  charset: null,
  disposition: null,
  cid: null,
  ...over,
});
const content = (over: Partial<EmailContent>) =>
  ({ htmlBody: [], textBody: [], attachments: [], bodyValues: {}, ...over }) as unknown as EmailContent;

test('HTML is shown where there is any; text between is escaped', () => {
  const htmlBody = [part({ partId: '1', type: 'text/html' }), part({ partId: '2' })];
  const bodyValues = { 1: { value: '<p>x</p>' }, 2: { value: 'a < b', isTruncated: true } };
  const body = bodyOf(content({ htmlBody, bodyValues }));
  expect(body).toMatchObject({ kind: 'html', truncated: true, encodingProblem: false });
  expect(body.value).toBe('<p>x</p><div style="white-space:pre-wrap">a &lt; b</div>');
});

test('a message of plain text only', () => {
  const htmlBody = [part({ partId: '1' })];
  expect(bodyOf(content({ htmlBody, bodyValues: { 1: { value: 'xin chào' } } }))).toMatchObject({
    kind: 'text',
    value: 'xin chào',
  });
});

test('pictures shown in the text are not listed again, other parts are', () => {
  const htmlBody = [part({ partId: '1', type: 'text/html' })];
  const bodyValues = { 1: { value: '<img src="cid:logo@x">' } };
  const shown = part({ cid: '<logo@x>', type: 'image/png', disposition: 'attachment' });
  const unused = part({ cid: 'other@x', type: 'image/png', disposition: 'inline' });
  const file = part({ name: 'a.pdf', type: 'application/pdf', disposition: 'attachment' });
  const got = listedAttachments(content({ htmlBody, bodyValues, attachments: [shown, unused, file] }));
  expect(got).toEqual([unused, file]);
  expect(bareCid(' <a@b> '.trim())).toBe('a@b');
});

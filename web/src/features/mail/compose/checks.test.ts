import { expect, test } from 'vitest';
import { doubts, obstacle } from './checks.ts';
import { type DraftFile, newWindow, type Window } from './model.ts';

const at = (email: string) => ({ name: null, email });
const file = {
  key: 'f',
  name: 'a.pdf',
  type: 'application/pdf',
  size: 1,
  blobId: 'G',
  cid: null,
  failed: false,
} as DraftFile;
const good: Partial<Window> = { to: [at('a@x.vn')], subject: 'Họp', body: '<p>Kính gửi</p>' };

test('a finished message goes', () => {
  expect(obstacle(newWindow(good))).toBeNull();
  expect(doubts(newWindow(good))).toEqual([]);
});

test.each<[string, Partial<Window>, RegExp]>([
  ['nobody', { to: [] }, /ít nhất một người nhận/],
  ['no address', { cc: [at('anh Ba')] }, /không đúng dạng/],
  ['a file on its way', { files: [{ ...file, blobId: null }] }, /chờ các tệp/],
  ['a file that failed', { files: [{ ...file, blobId: null, failed: true }] }, /chưa tải lên được/],
])('not with %s', (_, change, reason) => {
  expect(obstacle(newWindow({ ...good, ...change }))).toMatch(reason);
});

test.each<[string, Partial<Window>, RegExp]>([
  ['no subject', { subject: ' ' }, /chủ đề/],
  ['a promised file', { body: '<p>Em gửi kèm báo cáo</p>' }, /“gửi kèm”/],
  ['a promise in the subject', { subject: 'Đính kèm dự thảo' }, /“Đính kèm”/],
  ['no text', { body: '<p></p>' }, /nội dung/],
  ['many people', { to: Array.from({ length: 51 }, (_, i) => at(`a${i}@x.vn`)) }, /51 người nhận/],
])('asks about %s', (_, change, question) => {
  const found = doubts(newWindow({ ...good, ...change }));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(question);
});

test('a promised file that is there is no question, nor one promised in the quote', () => {
  expect(doubts(newWindow({ ...good, body: '<p>đính kèm</p>', files: [file] }))).toEqual([]);
  expect(doubts(newWindow({ ...good, quote: '<p>đính kèm</p>' }))).toEqual([]);
});

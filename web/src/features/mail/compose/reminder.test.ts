import { expect, test } from 'vitest';
import { promisesFile } from './reminder.ts';

test.each([
  ['Em gửi kèm báo cáo.', 'gửi kèm'],
  ['Xem văn bản ĐÍNH KÈM', 'ĐÍNH KÈM'],
  ['van ban dinh kem', 'dinh kem'],
  ['Please find attached', 'attached'],
  ['Xem file đính kèm'.normalize('NFD'), 'đính kèm'],
])('%s', (text, word) => {
  expect(promisesFile(text)).toBe(word);
});

test.each(['Kính gửi anh', 'họ rất gắn kết', 'unattachable', ''])('%s promises nothing', (text) => {
  expect(promisesFile(text)).toBeNull();
});

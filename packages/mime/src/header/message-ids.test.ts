import { expect, test } from 'vitest';
import { messageIds } from './message-ids.ts';

test.each([
  ['<a@b>', ['a@b']],
  ['<a@b> <c@d>\r\n\t<e@f>', ['a@b', 'c@d', 'e@f']],
  ['<a@b><a@b>', ['a@b']],
  ['<a@\r\n b>', ['a@b']],
  ['Your message of Monday <a@b> (comment)', ['a@b']],
  ['<<a@b>', ['a@b']],
  ['<a@b', ['a@b']],
  ['a@b, c@d', ['a@b', 'c@d']],
  ['no identifier', []],
  ['<>', []],
  ['', []],
])('%s', (text, ids) => {
  expect(messageIds(text)).toEqual(ids);
});

test('the last thousand', () => {
  const ids = messageIds(Array.from({ length: 1500 }, (_, i) => `<${i}@x>`).join(' '));
  expect(ids).toHaveLength(1000);
  expect(ids.at(-1)).toBe('1499@x');
});

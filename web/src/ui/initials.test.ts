import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './initials.ts';

test.each([
  ['Nguyễn Thị Ánh Đào', 'ÁĐ'],
  ['Văn phòng UBND', 'PU'],
  ['ke.hoach@tiengiang.test', 'KH'],
  ['lan', 'L'],
  ['“?”', '?'],
  ['', '?'],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('one sender keeps one colour', () => {
  expect(hueOf('Lan@a.vn')).toBe(hueOf('lan@a.vn'));
  expect(hueOf('a@a.vn')).not.toBe(hueOf('b@a.vn'));
});

import { expect, test } from 'vitest';
import { fold, foldWords } from './fold.ts';
import { beginsWith, endsWith, wordsOf } from './words.ts';

test('the letters of Vietnamese fold, composed, decomposed, and with the wrong Ð', () => {
  expect(fold('Đặng Thị Hồng Ánh')).toBe('dang thi hong anh');
  expect(fold('Đặng Thị Hồng Ánh'.normalize('NFD'))).toBe('dang thi hong anh');
  expect(fold('Ðào')).toBe('dao');
  expect(foldWords('Phòng Tài chính - Kế hoạch')).toEqual(['phong', 'tai', 'chinh', 'ke', 'hoach']);
});

test('words of kind are told from names that only look like them', () => {
  const begins = (name: string, prefix: string) => beginsWith(wordsOf(name), wordsOf(prefix));
  expect(begins('Xã Mỹ Phước', 'xã')).toBe(true);
  expect(begins('XÃ MỸ PHƯỚC', 'xã')).toBe(true);
  expect(begins('Xa My Phuoc', 'xã')).toBe(true);
  expect(begins('Xá Nhè', 'xã')).toBe(false);
  expect(begins('Uỷ ban nhân dân', 'Ủy ban nhân dân')).toBe(true);
  expect(begins('Ủy ban nhân dân'.normalize('NFD'), 'Uỷ ban')).toBe(true);
  expect(begins('Ðoàn Thanh niên', 'Đoàn')).toBe(true);
  expect(begins('Sở', 'Sở Y tế')).toBe(false);
  expect(endsWith(wordsOf('Sở Y tế tỉnh Tiền Giang'), wordsOf('tỉnh Tiền Giang'))).toBe(true);
});

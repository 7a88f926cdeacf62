import { expect, test } from 'vitest';
import { foldCase, markedWords, readWords } from './words.ts';

test('words are folded; those typed with marks are kept beside', () => {
  expect(readWords(' Lê Minh  Hiếu ')).toMatchObject({
    folded: ['le', 'minh', 'hieu'],
    marked: ['lê', 'hiếu'].map((word) => word.normalize('NFD')),
    digits: null,
  });
  expect(readWords('le minh hieu').marked).toEqual([]);
  expect(readWords('Đỗ').marked).toEqual(['đỗ'.normalize('NFD')]);
});

test('what is half typed begins the whole word', () => {
  const whole = markedWords('Hiếu')[0]!;
  for (const typed of ['hi', 'hie', 'hiê', 'hiế']) expect(whole.startsWith(markedWords(typed)[0]!), typed).toBe(true);
});

test('the domain of an address is no word', () => {
  expect(readWords('leminhhieu@tiengiang.gov.vn')).toMatchObject({
    folded: ['leminhhieu'],
    raw: 'leminhhieu@tiengiang.gov.vn',
  });
  expect(readWords('@x').folded).toEqual([]);
});

test.each([
  ['0273 3873.001', '02733873001'],
  ['+84 273 3873 001', '02733873001'],
  ['(0273) 387-3001', '02733873001'],
  ['001', '001'],
])('a telephone number is its digits: %s', (typed, digits) => {
  expect(readWords(typed)).toMatchObject({ digits, folded: [digits] });
});

test.each(['12', 'phòng 12', '30/4', 'H58.12'])('no telephone number: %s', (typed) => {
  expect(readWords(typed).digits).toBeNull();
});

test('whatever is typed, words are few and plain', () => {
  for (const typed of ['', "'", '&|!:*()', '\\', '%_', 'a'.repeat(10_000), 'a b '.repeat(1000), '\u0300', '🙂']) {
    const { folded, marked } = readWords(typed);
    expect(folded.length).toBeLessThanOrEqual(8);
    for (const word of folded) expect(word).toMatch(/^[a-z0-9]+$/);
    for (const word of marked) expect(word).toMatch(/^(?:[a-z0-9đ]|[\u0300-\u036f])+$/);
  }
});

test('lower case with marks, whatever the script form', () => {
  for (const text of ['ĐẶNG Ý', 'ĐẶNG Ý'.normalize('NFD'), 'Ðặng ý'])
    expect(foldCase(text)).toBe('đặng ý'.normalize('NFD'));
});

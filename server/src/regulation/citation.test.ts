import { expect, test } from 'vitest';
import { citationText } from './citation.ts';

test('parts that the text does not number are called paragraph and item', () => {
  const common = {
    code: 'X',
    kind: 'Quyết định',
    number: '1',
    title: 'T',
    issuer: 'I',
    issued: null,
    from: '2020-01-01',
  };
  const instrument = { ...common, counted: ['8', '5.1'], paragraphs: ['9.4'] };
  const texts = ['X 8.2b', 'X 8c', 'X 5.1a', 'X 5.1', 'X 9.3', 'X 9.4', 'X 9.3a'].map(
    (ref) => citationText(ref, [instrument])!.text.split(',')[0],
  );
  expect(texts).toEqual([
    'Điều 8 đoạn 2 ý b',
    'Điều 8 ý c',
    'Điều 5 khoản 1 ý a',
    'Điều 5 khoản 1',
    'Điều 9 khoản 3',
    'Điều 9 đoạn 4',
    'Điều 9 khoản 3 điểm a',
  ]);
});

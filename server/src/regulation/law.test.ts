import { expect, test } from 'vitest';
import { parseLaw } from './law.ts';

const page = parseLaw(`# Tỉnh: \`TN\`

Mở đầu, không thuộc điều nào.

## <a id="x"></a>Chương I. Chung

### <a id="1"></a>Điều 1. Phạm vi (scope)
Một câu,
và một câu nữa.

### <a id="2"></a>Điều 2. Tên (names of all)
- <a id="2.1"></a>**2.1** Khoản một
  còn tiếp:
  - <a id="2.1a"></a>**a)** Điểm a.
  - <a id="2.1b"></a>**b)** Điểm \`b\`.
- <a id="2.2"></a>**2.2** Khoản hai.

## Chương II. Thi hành

Lời dẫn.

### <a id="tns-3"></a>Điều 3
Hết.
`);

test('articles, clauses and points, each with its own words', () => {
  expect(page.articles.map(({ anchor, label, english, chapter }) => [anchor, label, english, chapter])).toEqual([
    ['1', 'Điều 1. Phạm vi', 'scope', 'Chương I. Chung'],
    ['2', 'Điều 2. Tên', 'names of all', 'Chương I. Chung'],
    ['tns-3', 'Điều 3', null, 'Chương II. Thi hành'],
  ]);
  expect(page.articles[0]!.text).toBe('Một câu, và một câu nữa.');
  expect(page.articles[1]!.parts.map((part) => [part.label, part.text, part.parts.length])).toEqual([
    ['2.1', 'Khoản một còn tiếp:', 2],
    ['2.2', 'Khoản hai.', 0],
  ]);
  expect(page.provisions.get('2.1b')).toMatchObject({ label: 'b)', text: 'Điểm `b`.' });
  expect([...page.provisions.keys()]).toEqual(['1', '2', '2.1', '2.1a', '2.1b', '2.2', 'tns-3']);
});

test('no page has no articles', () => {
  expect(parseLaw('')).toEqual({ articles: [], provisions: new Map() });
});

import { expect, test } from 'vitest';
import { snippetParts } from './snippet.ts';

test('marks are parts, entities are text, other tags are text too', () => {
  expect(snippetParts('Kế <mark>hoạch</mark> 5 &lt; 6 &amp;lt; <b>x</b>')).toEqual([
    { text: 'Kế ', found: false },
    { text: 'hoạch', found: true },
    { text: ' 5 < 6 &lt; <b>x</b>', found: false },
  ]);
});

test('an open mark reaches to the end', () => {
  expect(snippetParts('a<mark>b')).toEqual([
    { text: 'a', found: false },
    { text: 'b', found: true },
  ]);
});

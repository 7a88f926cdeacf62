import { expect, test } from 'vitest';
import { foldRuns } from './foldRuns.ts';

const show = (ids: string, open: string) =>
  foldRuns([...ids], new Set(open)).map((i) => (i.kind === 'message' ? i.id : `+${i.ids.join('')}`));

test.each([
  ['abcdefg', 'g', ['a', '+bcde', 'f', 'g']],
  ['abcd', 'd', ['a', 'b', 'c', 'd']],
  ['abcdefghij', 'ej', ['a', '+bc', 'd', 'e', 'f', '+gh', 'i', 'j']],
  ['ab', 'ab', ['a', 'b']],
  ['abcd', '', ['a', '+bc', 'd']],
  ['', '', []],
])('%s with %s open', (ids, open, drawn) => expect(show(ids, open)).toEqual(drawn));

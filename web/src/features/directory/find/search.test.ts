import { expect, test } from 'vitest';
import { readFindSearch } from './search.ts';

test('the address of the results is taken as far as it says something', () => {
  expect(readFindSearch({ q: ' lê ', kind: 'person', position: 'giám đốc', within: 7 })).toEqual({
    q: 'lê',
    kind: 'person',
    position: 'giám đốc',
    within: 7,
  });
  expect(readFindSearch({ q: 2026 })).toEqual({ q: '2026' });
  expect(readFindSearch({ q: ['x'], kind: 'cat', within: -1, position: ' ' })).toEqual({});
});

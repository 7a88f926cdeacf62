import { expect, test } from 'vitest';
import { compareValues } from './compare-values.ts';

test.each([
  ['the same', { bytes: 1 }, { bytes: 1 }, []],
  ['a number', { bytes: 1 }, { bytes: 2 }, [{ path: '/bytes', before: 1, after: 2 }]],
  ['a key that comes', {}, { a: 1 }, [{ path: '/a', after: 1 }]],
  ['no value before', undefined, { a: 1 }, [{ path: '', after: { a: 1 } }]],
  ['a word put first', ['b'], ['a', 'b'], [{ path: '/a', after: 'a' }]],
  ['words in another order', ['a', 'b'], ['b', 'a'], [{ path: '/#', before: 'a, b', after: 'b, a' }]],
  [
    'an entry told by its kind',
    [
      { kind: 'x', n: 1 },
      { kind: 'y', n: 1 },
    ],
    [{ kind: 'y', n: 2 }],
    [
      { path: '/x', before: { kind: 'x', n: 1 } },
      { path: '/y/n', before: 1, after: 2 },
    ],
  ],
  [
    'entries told by two keys',
    [
      { event: 'created', subject: 'personal', form: 'mail' },
      { event: 'created', subject: 'organisation', form: 'mail' },
    ],
    [
      { event: 'created', subject: 'personal', form: 'letter' },
      { event: 'created', subject: 'organisation', form: 'mail' },
    ],
    [{ path: '/created personal/form', before: 'mail', after: 'letter' }],
  ],
  ['entries told by nothing', [{ a: [1] }, { a: [2] }], [{ a: [1] }], [{ path: '/1', before: { a: [2] } }]],
])('%s', (_, before, after, changes) => {
  expect(compareValues(before, after)).toEqual(changes);
});

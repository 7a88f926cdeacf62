import { expect, test } from 'vitest';
import { mailboxSearch } from './route.ts';

test('the address of the list holds only what it knows', () => {
  expect(
    mailboxSearch({ q: 2026, kind: 'personal', state: 'locked', in: 7, inName: 'Sở Y tế', over: 90, unused: 6 }),
  ).toEqual({
    q: '2026',
    kind: 'personal',
    state: 'locked',
    in: 7,
    inName: 'Sở Y tế',
    over: 90,
    unused: 6,
  });
  expect(mailboxSearch({ q: {}, kind: 'x', state: 1, in: -3, inName: 'x', over: 1.5, unused: 1e9 })).toEqual({});
});

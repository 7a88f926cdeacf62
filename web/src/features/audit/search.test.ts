import { expect, test } from 'vitest';
import { auditParams, auditSearch } from './search.ts';

test('only what means something is taken from an address', () => {
  expect(
    auditSearch({
      from: '2026-03-01',
      until: 'x',
      group: 'role',
      text: 2026,
      actor: 7,
      actorName: 'A',
      person: -1,
      personName: 'B',
      in: '3',
    }),
  ).toEqual({ from: '2026-03-01', group: 'role', text: '2026', actor: 7, actorName: 'A' });
  expect(auditSearch({ group: 'toString', from: '2026-99-99' })).toEqual({});
});

test('days are those of Việt Nam, the last one whole', () => {
  expect([...auditParams({ from: '2026-02-28', until: '2026-02-28', in: 3, inName: 'x' })]).toEqual([
    ['from', '2026-02-28T00:00:00+07:00'],
    ['until', '2026-03-01T00:00:00+07:00'],
    ['organisation', '3'],
  ]);
});

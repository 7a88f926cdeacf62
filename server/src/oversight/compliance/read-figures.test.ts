import { expect, test } from 'vitest';
import { createLog, type Queryable } from '../../platform/index.ts';
import { loadRegulation } from '../../regulation/index.ts';
import type { Figure } from './figure.ts';
import { createFigureReader } from './read-figures.ts';

const regulation = loadRegulation();
const log = createLog({ level: 'silent' });
const label = { vi: 'Thử', en: 'Test' };

function readerOf(registry: Record<string, Figure['read']>, now?: () => number) {
  const figures = Object.entries(registry).map(([name, read]) => [name, { label, unit: 'mailbox', aim: null, read }]);
  const deps = { db: {} as Queryable, regulation, log, registry: Object.fromEntries(figures), ...(now ? { now } : {}) };
  return createFigureReader(deps);
}

test('a figure is counted once a minute, however many look', async () => {
  let counted = 0;
  let clock = 0;
  const reader = readerOf({ one: async () => ({ value: ++counted }) }, () => clock);
  await Promise.all([reader.read('tien-giang', ['one', 'one']), reader.read('tien-giang', ['one'])]);
  expect(counted).toBe(1);
  clock += 59_000;
  expect((await reader.read('tien-giang', ['one'])).one?.asOf).toBe('1970-01-01T00:00:00.000Z');
  clock += 2_000;
  expect((await reader.read('tien-giang', ['one'])).one).toMatchObject({ value: 2, of: null, parts: [], remark: null });
  expect((await reader.read('cao-bang', ['one'])).one?.value).toBe(3);
});

test('one that fails, is unknown or has nothing to count is left out', async () => {
  const reader = readerOf({
    good: async () => ({ value: 1, of: 2 }),
    bad: async () => {
      throw new Error('no such table');
    },
    nothing: async () => undefined,
  });
  const found = await reader.read('tien-giang', ['bad', 'good', 'unknown', 'nothing', 'constructor']);
  expect(Object.keys(found)).toEqual(['good']);
});

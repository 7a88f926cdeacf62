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
  const one = async (province: string) => (await reader.read(province, ['one'])).figures.one;
  expect((await one('tien-giang'))?.asOf).toBe('1970-01-01T00:00:00.000Z');
  clock += 2_000;
  expect(await one('tien-giang')).toMatchObject({ value: 2, of: null, parts: [], remark: null });
  expect((await one('cao-bang'))?.value).toBe(3);
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
  expect(Object.keys(found.figures)).toEqual(['good']);
  expect(found.counting).toEqual([]);
});

test('who asks does not wait for what takes long; the next one finds it', async () => {
  let done = (_: { value: number }) => {};
  let begun = 0;
  const reader = readerOf({
    quick: async () => ({ value: 1 }),
    slow: () => {
      begun++;
      return new Promise((resolve) => {
        done = resolve;
      });
    },
  });
  const first = await reader.read('tien-giang', ['slow', 'quick'], 20);
  expect(Object.keys(first.figures)).toEqual(['quick']);
  expect(first.counting).toEqual(['slow']);
  expect((await reader.read('tien-giang', ['slow'], 1)).counting).toEqual(['slow']);
  done({ value: 7 });
  await reader.settled();
  expect((await reader.read('tien-giang', ['slow'], 1)).figures.slow?.value).toBe(7);
  expect(begun).toBe(1);
});

test('two are counted at once, of all who ask together', async () => {
  let running = 0;
  let most = 0;
  const read: Figure['read'] = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return { value: 1 };
  };
  const reader = readerOf({ a: read, b: read, c: read, d: read });
  const found = await Promise.all([
    reader.read('tien-giang', ['a', 'b', 'c', 'd']),
    reader.read('cao-bang', ['a', 'b']),
  ]);
  expect(found.map((one) => Object.keys(one.figures).length)).toEqual([4, 2]);
  expect(most).toBe(2);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { sqlState } from './database-errors.ts';
import { createDedicated, type Dedicated } from './dedicated.ts';
import { createLog } from './log.ts';

const database = testDatabase({ migrated: false });
const log = createLog({ level: 'silent' });
let line: Dedicated;

beforeAll(async () => {
  line = await createDedicated(database.url, { log, patience: 3000 });
});
afterAll(() => line.end());
beforeEach(async () => {
  await database.pools.query('CREATE TABLE item (id int PRIMARY KEY, name text, bytes bytea)');
});
afterEach(async () => {
  await database.pools.query('DROP TABLE item');
});

async function ids(): Promise<number[]> {
  return (await database.pools.query<{ id: number }>('SELECT id FROM item ORDER BY id')).rows.map((row) => row.id);
}

const insert = (id: number) => ({ name: 'insert', text: 'INSERT INTO item (id) VALUES ($1)', values: [id] });

test('statements go out without waiting, named ones prepared once, answers in order', async () => {
  const pauses = [0.05, 0, 0.02].map((seconds) => ({ name: 'pause', text: 'SELECT pg_sleep($1)', values: [seconds] }));
  const order: number[] = [];
  await Promise.all(pauses.map((pause, index) => line.query(pause).then(() => order.push(index))));
  expect(order).toEqual([0, 1, 2]);
  await Promise.all([...Array(100).keys()].map((id) => line.query(insert(id))));
  const prepared = await line.query({
    text: "SELECT generic_plans + custom_plans AS used FROM pg_prepared_statements WHERE name = 'insert'",
  });
  expect(prepared.rows).toEqual([{ used: 100 }]);
});

test('tells how much is under way, so that the least busy of several can be taken', async () => {
  expect(line.pending).toBe(0);
  const waiting = [line.query({ text: 'SELECT pg_sleep(0.05)' }), line.transaction([insert(1), insert(2)])];
  expect(line.pending).toBe(2);
  await Promise.all(waiting);
  expect(line.pending).toBe(0);
  await expect(line.query({ text: 'SELECT 1/0' })).rejects.toThrow();
  expect(line.pending).toBe(0);
});

test('many values of every kind', async () => {
  const values = [7, 'it\'s {"a\\b"}', Buffer.from([0, 92, 255])];
  await line.query({ text: 'INSERT INTO item VALUES ($1, $2, $3)', values });
  const { rows } = await line.query({ text: 'SELECT * FROM item', rowMode: 'array' });
  expect(rows).toEqual([values]);
  const arrays = await line.query({
    text: 'SELECT $1::text[] AS t, $2::bytea[] AS b, $3::int8[] AS i, $4::jsonb AS j, $5::timestamptz AS d, $6::text AS n, $7::bool AS o',
    values: [['a"b', '\\', null, ''], [Buffer.from([1, 255])], [1n, 2], { a: [1] }, new Date(0), undefined, true],
  });
  expect(arrays.rows).toEqual([
    {
      t: ['a"b', '\\', null, ''],
      b: [Buffer.from([1, 255])],
      i: [1, 2],
      j: { a: [1] },
      d: new Date(0),
      n: null,
      o: true,
    },
  ]);
});

test('a transaction is whole or nothing, and others do not come between', async () => {
  const [first, second] = await Promise.all([
    line.transaction([insert(1), { text: 'SELECT count(*) AS n FROM item' }]),
    line.transaction([insert(1), insert(2)]).catch((error: unknown) => error),
    line.query(insert(3)),
  ]);
  expect((first as { rows: unknown[] }[])[1]!.rows).toEqual([{ n: 1 }]);
  expect(sqlState(second)).toBe('23505');
  expect(await ids()).toEqual([1, 3]);
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  await expect(line.transaction([insert(4), { text: 'SELECT $1::jsonb', values: [circular] }])).rejects.toThrow(
    /circular/,
  );
  await expect(line.transaction([insert(5), { name: 'insert', text: 'SELECT 1' }])).rejects.toThrow(/named insert/);
  expect(await ids()).toEqual([1, 3]);
});

test('a named statement whose first use fails before it is prepared does not harm those behind it', async () => {
  const fresh = (id: number) => ({
    name: 'fresh',
    text: 'INSERT INTO item (id, name) VALUES ($1, $2)',
    values: [id, 'x'],
  });
  const [failed, ...rest] = await Promise.allSettled([
    line.transaction([{ text: 'SELECT 1/0' }, fresh(1)]),
    line.transaction([fresh(2)]),
    line.query(fresh(3)),
  ]);
  expect(failed.status === 'rejected' && sqlState(failed.reason)).toBe('22012');
  expect(rest.map((answer) => answer.status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await ids()).toEqual([2, 3]);
});

test('a deadlock runs again', async () => {
  await database.pools.query('INSERT INTO item (id) VALUES (1), (2)');
  const touch = (id: number) => ({ text: 'UPDATE item SET name = $2 WHERE id = $1', values: [id, 'x'] });
  const pause = { text: 'SELECT pg_sleep(0.05)' };
  const other = await createDedicated(database.url, { log });
  try {
    await Promise.all([line.transaction([touch(1), pause, touch(2)]), other.transaction([touch(2), pause, touch(1)])]);
  } finally {
    await other.end();
  }
});

test('a lost connection fails what is under way and is made again', async () => {
  const slow = line.query({ text: 'SELECT pg_sleep(10)' });
  const lost = expect(slow).rejects.toMatchObject({ code: 'database.unavailable' });
  await sleep(50);
  await database.pools.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(10)' AND pid <> pg_backend_pid()",
  );
  await lost;
  expect((await line.query({ text: 'SELECT 1 AS one' })).rows).toEqual([{ one: 1 }]);
  await line.query(insert(1));
  expect(await ids()).toEqual([1]);
});

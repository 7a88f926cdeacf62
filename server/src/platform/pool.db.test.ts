import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { isRetryable, sqlState, violatedConstraint } from './database-errors.ts';
import { createLog } from './log.ts';
import { createPools } from './pool.ts';

const database = testDatabase({ migrated: false });
const log = createLog({ level: 'silent' });

afterEach(async () => {
  await database.pools.query('DROP TABLE IF EXISTS item');
});

test('values arrive as what they are', async () => {
  const { rows } = await database.pools.query(
    `SELECT 9007199254740991::int8 AS big, ARRAY[1,NULL]::int8[] AS many, '2026-02-01'::date AS day, '\\x00ff'::bytea AS bytes,
       '2026-02-01T00:00:00+07'::timestamptz AS at, ARRAY['2026-02-01']::date[] AS days, 'Mỹ Tho' AS text`,
  );
  expect(rows).toEqual([
    {
      big: 9007199254740991,
      many: [1, null],
      day: '2026-02-01',
      bytes: Buffer.from([0, 255]),
      at: new Date('2026-01-31T17:00:00Z'),
      days: ['2026-02-01'],
      text: 'Mỹ Tho',
    },
  ]);
  await expect(database.pools.query('SELECT 9007199254740993::int8')).rejects.toThrow(RangeError);
});

test('a transaction commits, and on an error leaves nothing', async () => {
  await database.pools.query('CREATE TABLE item (id int PRIMARY KEY)');
  const answer = await database.pools.transaction(async (tx) => {
    await tx.query('INSERT INTO item VALUES ($1)', [1]);
    await sql`INSERT INTO item VALUES (2)`.execute(tx.db);
    return 'done';
  });
  expect(answer).toBe('done');
  const failing = database.pools.transaction(async (tx) => {
    await tx.query('INSERT INTO item VALUES (3)');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const swallowing = database.pools.transaction(async (tx) => {
    await tx.query('INSERT INTO item VALUES (1)').catch(() => {});
  });
  await expect(swallowing).rejects.toThrow(/rolled back/);
  expect((await database.pools.query('SELECT id FROM item ORDER BY id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
});

test('a transaction that gives its locks back before the sync is on the disk when it answers', async () => {
  await database.pools.query('CREATE TABLE item (id int PRIMARY KEY)');
  const commit = (id: number) =>
    database.pools.transaction(async (tx) => {
      tx.unlockBeforeSync();
      await tx.query('INSERT INTO item VALUES ($1)', [id]);
      const { rows } = await tx.query<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at');
      return rows[0]!.at;
    });
  for (let id = 1; id <= 5; id++) {
    const written = await commit(id);
    const { rows } = await database.pools.query(
      `SELECT pg_current_wal_flush_lsn() > $1::pg_lsn AS synced, current_setting('synchronous_commit') AS setting`,
      [written],
    );
    expect(rows).toEqual([{ synced: true, setting: 'on' }]);
  }
  await expect(commit(1)).rejects.toMatchObject({ code: '23505' });
  await Promise.all([6, 7, 8, 9].map(commit));
  expect((await database.pools.query('SELECT count(*) FROM item')).rows).toEqual([{ count: 9 }]);
});

test('a deadlock or a serialization failure runs again, boundedly', async () => {
  await database.pools.query('CREATE TABLE item (id int PRIMARY KEY, n int)');
  await database.pools.query('INSERT INTO item VALUES (1, 0), (2, 0)');
  let runs = 0;
  const add = (first: number, second: number) =>
    database.pools.transaction(async (tx) => {
      runs++;
      await tx.query('UPDATE item SET n = n + 1 WHERE id = $1', [first]);
      await tx.query('SELECT pg_sleep(0.05)');
      await tx.query('UPDATE item SET n = n + 1 WHERE id = $1', [second]);
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  expect(runs).toBeGreaterThan(2);
  expect((await database.pools.query('SELECT n FROM item')).rows).toEqual([{ n: 2 }, { n: 2 }]);
  let attempts = 0;
  const hopeless = database.pools.transaction(
    async (tx) => {
      attempts++;
      await tx.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    },
    { attempts: 3 },
  );
  await expect(hopeless).rejects.toSatisfy(isRetryable);
  expect(attempts).toBe(3);
});

test('errors keep their SQLSTATE and constraint', async () => {
  await database.pools.query('CREATE TABLE item (id int CONSTRAINT item_id PRIMARY KEY)');
  await database.pools.query('INSERT INTO item VALUES (1)');
  const error = await database.pools.query('INSERT INTO item VALUES (1)').catch((e: unknown) => e);
  expect(sqlState(error)).toBe('23505');
  expect(violatedConstraint(error)).toBe('item_id');
});

test('a database that is away, and one that comes back', async () => {
  await expect(createPools('postgres://x@127.0.0.1:1/x', log)).rejects.toMatchObject({ code: 'database.unavailable' });
  const pools = await createPools(database.url, log, { max: 2, warm: 2 });
  try {
    const slow = pools.query('SELECT pg_sleep(10)');
    const expected = expect(slow).rejects.toMatchObject({ code: 'database.unavailable' });
    const broken = pools.transaction(async (tx) => {
      await database.pools.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()',
      );
      await tx.query('SELECT 1');
    });
    await expect(broken).rejects.toMatchObject({ code: 'database.unavailable' });
    await expected;
    expect((await pools.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  } finally {
    await pools.end();
  }
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { createLog } from './log.ts';

const database = testDatabase({ migrated: false });
const log = createLog({ level: 'silent' });
let jobs: Jobs;
let ran: unknown[];

beforeEach(async () => {
  ran = [];
  jobs = await createJobs(database.url, log);
  jobs.register('note', async (payload) => void ran.push(payload));
});

afterEach(async () => {
  await jobs.stop();
  await database.pools.query('DROP SCHEMA graphile_worker CASCADE');
});

async function until(count: number): Promise<void> {
  for (let tries = 0; tries < 500 && ran.length < count; tries++) await sleep(10);
}

test('a job runs once, soon after it was added', async () => {
  await jobs.start();
  // By then it listens; until then it looks every two seconds.
  await jobs.add('note', { account: 6 });
  await until(1);
  await sleep(100);
  const began = Date.now();
  await jobs.add('note', { account: 7 });
  await until(2);
  expect(Date.now() - began).toBeLessThan(1500);
  await sleep(50);
  expect(ran).toEqual([{ account: 6 }, { account: 7 }]);
});

test('one with the same key replaces what waits; a later time is kept', async () => {
  await jobs.add('note', 1, { jobKey: 'k' });
  await jobs.add('note', 2, { jobKey: 'k' });
  await jobs.add('note', 3, { runAt: new Date(Date.now() + 3_600_000) });
  await jobs.start();
  await until(1);
  await sleep(100);
  expect(ran).toEqual([2]);
});

test('one added in a transaction exists only if that commits', async () => {
  await jobs.start();
  const undone = database.pools.transaction(async (tx) => {
    await jobs.add('note', 'undone', { tx });
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  await database.pools.transaction((tx) => jobs.add('note', 'done', { tx }));
  await until(1);
  expect(ran).toEqual(['done']);
});

test('a failed job is tried again', async () => {
  jobs.register('fail', async (_, { attempt }) => {
    ran.push(attempt);
    if (attempt === 1) throw new Error('not yet');
  });
  await jobs.add('fail', null);
  await jobs.start();
  await until(1);
  await sleep(50);
  await database.pools.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await jobs.add('note', 'x');
  await until(3);
  expect(ran.filter((item) => typeof item === 'number')).toEqual([1, 2]);
});

test('a job that a killed process had begun is taken up again; one of a living process is not', async () => {
  await jobs.add('note', 'orphan');
  await jobs.add('note', 'busy', { jobKey: 'busy' });
  await database.pools.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead' WHERE key IS NULL",
  );
  await database.pools.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'alive' WHERE key = 'busy'",
  );
  const other = await database.pools.pool.connect();
  await other.query("SELECT pg_advisory_lock(7201, hashtext('alive'))");
  try {
    await jobs.start();
    await until(1);
    await sleep(50);
    expect(ran).toEqual(['orphan']);
  } finally {
    other.release(true);
  }
});

test('goes on after the database was away', async () => {
  await jobs.start();
  await database.pools.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()',
  );
  await sleep(100);
  await jobs.add('note', 'after');
  await until(1);
  expect(ran).toEqual(['after']);
}, 15_000);

/** Ends our own connections only: one of autovacuum's may not be ended. */
async function away(name: string): Promise<void> {
  await database.pools.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
  await database.pools.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()',
  );
}

async function databaseName(): Promise<string> {
  const { rows } = await database.pools.query<{ name: string }>('SELECT current_database() AS name');
  return rows[0]!.name;
}

test('a job that ends while the database is away is noted once it is back', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on('unhandledRejection', note);
  const begun = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  jobs.register('interrupted', async (fails) => {
    ran.push(fails);
    if (ran.length === 2) begun.resolve();
    await gone.promise;
    if (fails) throw new Error('the database was away');
  });
  try {
    await jobs.add('interrupted', true);
    await jobs.add('interrupted', false);
    await jobs.start();
    await begun.promise;
    const name = await databaseName();
    await away(name);
    gone.resolve();
    await sleep(500);
    await database.pools.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    const left = async () =>
      (await database.pools.query('SELECT last_error, locked_by FROM graphile_worker._private_jobs')).rows;
    for (let tries = 0; tries < 100 && (await left()).some((row) => row.locked_by); tries++) await sleep(100);
    expect(await left()).toEqual([{ last_error: 'the database was away', locked_by: null }]);
    expect(uncaught).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
}, 20_000);

test('a stop does not wait for a database that is away', async () => {
  const begun = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  jobs.register('interrupted', async () => {
    begun.resolve();
    await gone.promise;
  });
  await jobs.add('interrupted', null);
  await jobs.start();
  await begun.promise;
  const name = await databaseName();
  await away(name);
  try {
    gone.resolve();
    // Long enough for what runs by itself to notice.
    await sleep(3000);
    const began = Date.now();
    await jobs.stop();
    expect(Date.now() - began).toBeLessThan(12_000);
  } finally {
    await database.pools.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
  }
}, 30_000);

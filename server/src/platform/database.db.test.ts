import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, startDatabase } from './database.ts';
import { createLog } from './log.ts';

const log = createLog({ level: 'silent' });
let dataDir: string;
let running: Database[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'database-'));
});

afterEach(async () => {
  for (const database of running) await database.stop();
  running = [];
  rmSync(dataDir, { recursive: true });
});

async function start(url: string | null = null): Promise<Database> {
  const database = await startDatabase({ dataDir, database: { url, user: null, durable: false } }, log);
  running.push(database);
  return database;
}

async function query<T>(database: Database, text: string): Promise<T[]> {
  const client = new Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error(`still not: ${what}`);
}

/** Arguments for a process of its own that starts the database on `dataDir` and stays. */
function startScript(): string[] {
  const code = `
    const { startDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'database.ts'))});
    const { createLog } = await import(${JSON.stringify(join(import.meta.dirname, 'log.ts'))});
    const input = { dataDir: ${JSON.stringify(dataDir)}, database: { url: null, user: null, durable: false } };
    const database = await startDatabase(input, createLog({ level: 'silent' }));
    console.log(database.pid());
    setInterval(() => {}, 1000);`;
  return ['--input-type=module', '-e', code];
}

async function startElsewhere(): Promise<{ child: ChildProcess; postgres: number }> {
  const child = spawn(process.execPath, startScript(), { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout! })) return { child, postgres: Number(line) };
  throw new Error('it did not start');
}

test('keeps its data over a restart, in UTF-8 and code point order, under a role that is no superuser', async () => {
  const first = await start();
  await query(first, 'CREATE TABLE kept AS SELECT 1 AS one');
  await first.stop();
  const second = await start();
  expect(await query(second, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  const facts = await query(
    second,
    `SELECT current_setting('server_encoding') AS encoding, rolsuper AS super, 'Z' < 'a' AS "byPoint", lower('Đ') AS lower,
       current_setting('listen_addresses') AS listen FROM pg_roles WHERE rolname = current_user`,
  );
  expect(facts).toEqual([{ encoding: 'UTF8', super: false, byPoint: true, lower: 'đ', listen: '' }]);
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, 'secrets/database')).mode & 0o777).toBe(0o600);
});

test('asks for the password', async () => {
  const { url } = await start();
  const client = new Client({ connectionString: url.replace(/:[0-9a-f]{48}@/, ':wrong@') });
  await expect(client.connect()).rejects.toThrow(/password authentication failed/);
});

test('refuses a second server on the folder, and leaves the first alone', async () => {
  const first = await start();
  await expect(start()).rejects.toMatchObject({ code: 'data.in-use' });
  expect(await query(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const elsewhere = spawn(process.execPath, startScript(), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  for await (const chunk of elsewhere.stderr) said += chunk;
  expect(said).toContain(`data folder. ${dataDir} is held by process ${process.pid}`);
});

test('a server that is killed leaves no PostgreSQL behind', async () => {
  const { child, postgres } = await startElsewhere();
  expect(isAlive(postgres)).toBe(true);
  child.kill('SIGKILL');
  await until(() => !existsSync(join(dataDir, 'postgres/postmaster.pid')), 'ended by its watcher');
});

test('the next start ends a PostgreSQL left behind, also when its watcher is gone', async () => {
  const { child, postgres } = await startElsewhere();
  // Stopped, neither it nor the watcher's request can do anything until the new start kills it.
  process.kill(postgres, 'SIGSTOP');
  child.kill('SIGKILL');
  await until(() => !isAlive(child.pid!) || child.signalCode !== null, 'the server is dead');
  setTimeout(() => process.kill(postgres, 'SIGCONT'), 300);
  const next = await start();
  expect(next.pid()).not.toBe(postgres);
  expect(await query(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a stale process file that names some other living process does not hinder it', async () => {
  const first = await start();
  await first.stop();
  const file = join(dataDir, 'postgres/postmaster.pid');
  writeFileSync(file, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n\n\nready   \n`);
  const second = await start();
  expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('PostgreSQL killed is started again and what was committed is there', async () => {
  const database = await start();
  await query(database, 'CREATE TABLE kept AS SELECT 1 AS one');
  const pid = database.pid()!;
  process.kill(pid, 'SIGKILL');
  await until(() => database.pid() !== null && database.pid() !== pid, 'started again');
  expect(await query(database, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

test('an outside database is used, by several at once, and never stopped', async () => {
  const inside = await start();
  const one = await start(inside.url);
  const two = await start(inside.url);
  expect(one.pid()).toBeNull();
  await one.stop();
  await one.exited;
  expect(await query(two, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await expect(start('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'database.unavailable' });
});

test('says what is wrong: another version, settings PostgreSQL refuses', async () => {
  const first = await start();
  await first.stop();
  writeFileSync(join(dataDir, 'postgres/local.conf'), "shared_buffers = 'much'\n", { mode: 0o644 });
  await expect(start()).rejects.toMatchObject({ code: 'database.start', message: expect.stringContaining('much') });
  writeFileSync(join(dataDir, 'postgres/local.conf'), '');
  const version = join(dataDir, 'postgres/PG_VERSION');
  const kept = readFileSync(version);
  writeFileSync(version, '12\n');
  await expect(start()).rejects.toMatchObject({ code: 'database.version', message: expect.stringContaining('12') });
  writeFileSync(version, kept);
  await start();
});

test('a data folder that cannot be made is said so', async () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');
  const input = { dataDir: join(file, 'data'), database: { url: null, user: null, durable: false } };
  await expect(startDatabase(input, log)).rejects.toMatchObject({ code: 'data.not-reachable' });
});

test('a long path puts the socket elsewhere', async () => {
  const short = dataDir;
  dataDir = join(short, 'x'.repeat(90));
  mkdirSync(dataDir, { mode: 0o711 });
  try {
    const database = await start();
    expect(await query(database, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.stop();
    const socket = new URL(database.url).searchParams.get('host')!;
    expect(existsSync(socket)).toBe(false);
  } finally {
    dataDir = short;
  }
});

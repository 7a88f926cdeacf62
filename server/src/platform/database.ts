/**
 * The database: PostgreSQL from npm as a supervised child process by default, or an outside one by DATABASE_URL.
 *
 * - The child never outlives the server (see `postgres/process.ts`), and one left over all the same is ended at start.
 * - If the child dies, it is started again, with growing pauses; clients meanwhile see `database.unavailable`.
 * - It listens on a Unix socket in a folder of its own only, and asks for a password.
 */
import { chownSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Config } from './config.ts';
import { lockDataFolder } from './data-lock.ts';
import { PlatformError } from './errors.ts';
import type { Log } from './log.ts';
import { findBinaries } from './postgres/binaries.ts';
import { clusterPassword, ensureCluster, socketFolder, superuser } from './postgres/cluster.ts';
import { endLeftover } from './postgres/leftover.ts';
import { chooseOwner, runAs } from './postgres/owner.ts';
import { type PostgresProcess, startPostgres } from './postgres/process.ts';
import { postgresSettings } from './postgres/settings.ts';

export interface Database {
  /** For `pg`; holds a password: never log it. */
  url: string;
  /** The embedded PostgreSQL's process; null for an outside one, and while it is being started again. */
  pid(): number | null;
  stop(): Promise<void>;
  /** Resolves when the database was stopped for good, by `stop`. */
  exited: Promise<void>;
}

export type DatabaseInput = Pick<Config, 'dataDir' | 'database'>;

/** The name of the embedded database, and of the role that owns it. That role is no superuser. */
const name = 'congvu';

/**
 * @throws PlatformError `data.in-use`, `data.not-reachable`, `database.start`, `database.full`, `database.version`, or
 * `database.unavailable` for an outside one.
 */
export async function startDatabase(input: DatabaseInput, log: Log): Promise<Database> {
  if (input.database.url) return useOutside(input.database.url);
  const folder = join(input.dataDir, 'postgres');
  const owner = chooseOwner(folder, input.database.user);
  makeDataFolder(input.dataDir, owner !== null);
  const lock = await lockDataFolder(input.dataDir);
  try {
    const binaries = await findBinaries();
    const as = await runAs(owner, binaries.postgres, input.dataDir);
    const password = clusterPassword(input.dataDir);
    await endLeftover(folder, log);
    await ensureCluster(folder, binaries, as, password, input.database.durable);
    const socket = socketFolder(folder, owner);
    const settings = join(folder, 'congvu.conf');
    const { blocks, bsize } = statfsSync(input.dataDir);
    const { durable } = input.database;
    writeFileSync(settings, postgresSettings({ socketDir: socket.path, durable, disk: blocks * bsize }));
    if (owner) chownSync(settings, owner.uid, owner.gid);
    const supervised = await supervise(() => startPostgres(binaries.postgres, folder, as, log), log);
    const url = (user: string, database: string) =>
      `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(socket.path)}&port=5432`;
    const stop = async () => {
      await supervised.stop();
      if (socket.temporary) rmSync(socket.path, { recursive: true, force: true });
      await lock.release();
    };
    await ensureDatabase(url(superuser, 'postgres'), password).catch(async (error) => {
      await stop();
      throw error;
    });
    const own = url(name, name);
    writeFileSync(urlFile(input.dataDir), own, { mode: 0o600 });
    return { url: own, pid: supervised.pid, stop, exited: supervised.exited };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Where the server that holds the data folder leaves the address of its database, for the command line. */
const urlFile = (dataDir: string): string => join(dataDir, 'secrets', 'database-url');

/**
 * The database for a command that may run beside the server: the running server's, or else started for the command.
 * @throws PlatformError as `startDatabase`
 */
export async function reachDatabase(input: DatabaseInput, log: Log): Promise<Pick<Database, 'url' | 'stop'>> {
  try {
    return await startDatabase(input, log);
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'data.in-use') throw error;
    let url: string;
    try {
      url = readFileSync(urlFile(input.dataDir), 'utf8').trim();
    } catch {
      throw error;
    }
    return { url, stop: async () => {} };
  }
}

function makeDataFolder(dataDir: string, passable: boolean): void {
  try {
    // PostgreSQL's user must pass through it; everything inside is private by itself.
    mkdirSync(dataDir, { recursive: true, mode: passable ? 0o711 : 0o700 });
  } catch (cause) {
    throw new PlatformError('data.not-reachable', (cause as Error).message, { cause });
  }
}

async function useOutside(url: string): Promise<Database> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; encoding: string }>(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
    );
    const { version, encoding } = rows[0]!;
    if (version < 150_000) throw new PlatformError('database.version', 'PostgreSQL 15 or later is needed.');
    if (encoding !== 'UTF8') throw new PlatformError('database.version', 'The database must be encoded in UTF8.');
  } catch (cause) {
    if (cause instanceof PlatformError) throw cause;
    throw new PlatformError('database.unavailable', (cause as Error).message, { cause });
  } finally {
    await client.end().catch(() => {});
  }
  const gone = Promise.withResolvers<void>();
  return { url, pid: () => null, stop: async () => gone.resolve(), exited: gone.promise };
}

/** Makes the role and the database on a new cluster. */
async function ensureDatabase(url: string, password: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await client.query(
      'SELECT (SELECT 1 FROM pg_roles WHERE rolname = $1) AS role, (SELECT 1 FROM pg_database WHERE datname = $1) AS database',
      [name],
    );
    if (!found.rows[0].role) await client.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}' IN ROLE pg_monitor`);
    if (!found.rows[0].database) await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  } catch (cause) {
    throw new PlatformError('database.start', (cause as Error).message, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

interface Supervised {
  pid(): number | null;
  stop(): Promise<void>;
  exited: Promise<void>;
}

/** Starts it once, and again whenever it ends unasked. */
async function supervise(start: () => Promise<PostgresProcess>, log: Log): Promise<Supervised> {
  const stopping = new AbortController();
  let current: PostgresProcess | null = await start();
  const loop = async () => {
    for (let pause = 50; !stopping.signal.aborted; ) {
      if (current) {
        const began = Date.now();
        const said = await current.ended;
        current = null;
        if (stopping.signal.aborted) break;
        log.error({ said }, 'PostgreSQL ended unasked; starting it again');
        if (Date.now() - began > 30_000) pause = 50;
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) break;
      pause = Math.min(pause * 2, 10_000);
      current = await start().catch((err) => {
        log.error({ err }, 'PostgreSQL does not start; trying again');
        return null;
      });
      if (current) log.info('PostgreSQL is back');
      if (stopping.signal.aborted) await current?.stop();
    }
  };
  const exited = loop();
  return {
    pid: () => current?.pid ?? null,
    exited,
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await exited;
    },
  };
}

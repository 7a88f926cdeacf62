import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { mapDatabaseError } from './database-errors.ts';
import { PlatformError } from './errors.ts';
import type { Log } from './log.ts';
import { connectionConfig } from './pool.ts';

export interface Migration {
  version: number;
  name: string;
  sql: string;
  /** SHA-256 of the file, hexadecimal. */
  checksum: string;
}

export const migrationsFolder = resolve(import.meta.dirname, '../../migrations');

/** Reads `000001_name.sql`, `000002_…` in order. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const migrations = files.sort().map((file) => {
    const [, version, name] = /^(\d{6})_([a-z0-9_-]+)\.sql$/.exec(file) ?? [];
    if (!version || !name) throw new PlatformError('migration.failed', `${file} is not named like 000001_name.sql.`);
    const bytes = readFileSync(join(folder, file));
    const checksum = createHash('sha256').update(bytes).digest('hex');
    return { version: Number(version), name, sql: bytes.toString('utf8'), checksum };
  });
  for (const [index, migration] of migrations.entries()) {
    if (migration.version !== migrations[index - 1]?.version) continue;
    throw new PlatformError('migration.failed', `Two files have the number of ${fileName(migration)}.`);
  }
  return migrations;
}

/** Any number; the same in every process of ours. */
const lockKey = 7_201_846_311;

/**
 * Brings the database up to the newest migration, one transaction each, one process at a time. Forward only.
 * @returns how many were applied.
 * @throws PlatformError `migration.newer`, `migration.altered`, `migration.failed` (naming file and line; that migration
 * has left nothing), or `database.…`.
 */
export async function migrate(url: string, log: Log, migrations: Migration[] = readMigrations()): Promise<number> {
  const client = new Client(connectionConfig(url));
  client.on('error', () => {});
  try {
    await client.connect();
    await lock(client, log);
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      version integer PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
    const { rows } = await client.query<Applied>(
      'SELECT version, name, checksum FROM schema_migration ORDER BY version',
    );
    const pending = pendingMigrations(rows, migrations);
    for (const [index, migration] of pending.entries()) {
      await apply(client, migration);
      log.info({ migration: fileName(migration), step: `${index + 1}/${pending.length}` }, 'database migrated');
    }
    return pending.length;
  } catch (error) {
    throw mapDatabaseError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
}

function pendingMigrations(applied: Applied[], migrations: Migration[]): Migration[] {
  for (const row of applied) {
    const known = migrations.find((migration) => migration.version === row.version);
    if (!known) {
      throw new PlatformError(
        'migration.newer',
        `It has ${fileName(row)}, which this software does not know. Start the newer version, or restore a backup.`,
      );
    }
    if (known.checksum !== row.checksum) throw new PlatformError('migration.altered', `${fileName(known)}.`);
  }
  const newest = applied.at(-1)?.version ?? 0;
  const pending = migrations.filter((migration) => !applied.some((row) => row.version === migration.version));
  if (pending[0] && pending[0].version < newest) {
    throw new PlatformError('migration.failed', `${fileName(pending[0])} is older than what the database has.`);
  }
  return pending;
}

async function lock(client: Client, log: Log): Promise<void> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [lockKey]);
  if (rows[0].taken) return;
  log.info('waiting for another process that migrates the database');
  await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query('INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const mapped = mapDatabaseError(cause);
    if (mapped instanceof PlatformError) throw mapped;
    const { position, message } = cause as Error & { position?: string };
    const line = position ? ` line ${migration.sql.slice(0, Number(position)).split('\n').length}` : '';
    throw new PlatformError('migration.failed', `${fileName(migration)}${line}: ${message}.`, { cause });
  }
}

function fileName(migration: { version: number; name: string }): string {
  return `${String(migration.version).padStart(6, '0')}_${migration.name}.sql`;
}

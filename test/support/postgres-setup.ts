/**
 * Before the first database test: one embedded PostgreSQL in a temporary folder, without fsync, and in it a migrated
 * database that `testDatabase` copies.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startDatabase } from '../../server/src/platform/database.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { migrate } from '../../server/src/platform/migrate.ts';

export const templateName = 'congvu_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the tests' PostgreSQL. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'congvu-test-'));
  const log = createLog({ level: 'error' });
  const database = await startDatabase({ dataDir, database: { url: null, user: null, durable: false } }, log);
  const stop = async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    // The superuser has the same password; tests make databases.
    const admin = new Client({ connectionString: database.url.replace('//congvu:', '//postgres:') });
    await admin.connect();
    await admin.query('ALTER ROLE congvu CREATEDB');
    await admin.query(`CREATE DATABASE ${templateName} OWNER congvu`);
    await admin.end();
    await migrate(databaseUrl(database.url, templateName), log);
    project.provide('postgresUrl', database.url);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same server and role, another database. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

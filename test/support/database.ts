import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { createLog } from '../../server/src/platform/log.ts';
import { createPools, type Pools } from '../../server/src/platform/pool.ts';
import { databaseUrl, templateName } from './postgres-setup.ts';

export interface TestDatabase {
  /** Set from the first `beforeAll` on. */
  readonly url: string;
  /** Connections for the test, opened at first use and closed after the last test. */
  readonly pools: Pools;
}

/**
 * A migrated database for one test file (or one `describe`), made before its first test and dropped after its last.
 * Whatever the tests opened on it they must close: a connection left open fails the file.
 */
export function testDatabase(options: { migrated?: boolean } = {}): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  let url: string | null = null;
  let pools: Pools | null = null;

  beforeAll(async () => {
    const template = options.migrated === false ? 'template0' : templateName;
    await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    url = databaseUrl(inject('postgresUrl'), name);
    pools = await createPools(url, createLog({ level: 'error' }), { warm: 1 });
  });

  afterAll(async () => {
    await pools?.end();
    const leaked = url ? await leakedConnections(name) : [];
    if (url) await drop(name);
    if (leaked.length > 0) throw new Error(`Connections were left open; they ran last: ${leaked.join(' | ')}`);
  });

  const ready = <T>(value: T | null): T => {
    if (value === null) throw new Error('The test database is there from beforeAll on.');
    return value;
  };
  return {
    get url() {
      return ready(url);
    },
    get pools() {
      return ready(pools);
    },
  };
}

/** While autovacuum is at work in it, which a plain owner may not end, it can't be dropped; that ends by itself soon. */
async function drop(name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || attempt >= 20) throw error;
      await sleep(250);
    }
  }
}

async function administer<R>(text: string, values: unknown[] = []): Promise<R[]> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as R[];
  } finally {
    await client.end();
  }
}

/** What the connections still open ran last. Those just closed take a moment to go. */
async function leakedConnections(name: string): Promise<string[]> {
  let open: { query: string }[] = [];
  for (let wait = 10; wait < 1000; wait *= 2) {
    open = await administer(
      "SELECT query FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [name],
    );
    if (open.length === 0) return [];
    await sleep(wait);
  }
  return open.map((row) => row.query);
}

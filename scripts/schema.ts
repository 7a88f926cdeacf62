/** Writes `server/schema.sql` and the table types from the migrations, by way of a database made for it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startDatabase } from '../server/src/platform/database.ts';
import { createLog } from '../server/src/platform/log.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { createPools } from '../server/src/platform/pool.ts';
import { dumpSchema } from '../server/src/platform/schema/dump.ts';
import { generateTypes } from '../server/src/platform/schema/types.ts';

const server = resolve(import.meta.dirname, '../server');
const dataDir = mkdtempSync(join(tmpdir(), 'congvu-schema-'));
const log = createLog({ level: 'warn', format: 'text' });
try {
  const database = await startDatabase({ dataDir, database: { url: null, user: null, durable: false } }, log);
  try {
    await migrate(database.url, log);
    const pools = await createPools(database.url, log, { max: 1, warm: 1 });
    writeFileSync(join(server, 'schema.sql'), await dumpSchema(pools));
    writeFileSync(join(server, 'src/platform/db-types.ts'), await generateTypes(pools));
    await pools.end();
  } finally {
    await database.stop();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

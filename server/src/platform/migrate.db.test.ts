import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { createLog } from './log.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';

const database = testDatabase({ migrated: false });
const log = createLog({ level: 'silent' });

function steps(...texts: string[]): Migration[] {
  return texts.map((sql, index) => {
    return { version: index + 1, name: 'step', sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

const one = 'CREATE TABLE one (id int); INSERT INTO one VALUES (1);';
const two = 'ALTER TABLE one ADD name text;\nUPDATE one SET name = $$x$$;';

beforeEach(async () => {
  await database.pools.query('DROP TABLE IF EXISTS one, schema_migration');
});

test('applies what is missing, in order, once', async () => {
  expect(await migrate(database.url, log, steps(one))).toBe(1);
  expect(await migrate(database.url, log, steps(one, two))).toBe(1);
  expect(await migrate(database.url, log, steps(one, two))).toBe(0);
  expect((await database.pools.query('SELECT * FROM one')).rows).toEqual([{ id: 1, name: 'x' }]);
});

test('many processes at once apply each migration once', async () => {
  const counts = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, log, steps(one, two))));
  expect(counts.toSorted()).toEqual([0, 0, 0, 2]);
});

test('a failed migration leaves nothing of itself and names its line', async () => {
  const bad = steps(one, 'CREATE TABLE half (id int);\n\nSELECT nonsense;');
  await expect(migrate(database.url, log, bad)).rejects.toMatchObject({
    code: 'migration.failed',
    message: expect.stringMatching(/000002_step\.sql line 3: .*nonsense/),
  });
  const { rows } = await database.pools.query(
    "SELECT to_regclass('half') AS half, max(version) AS version FROM schema_migration",
  );
  expect(rows).toEqual([{ half: null, version: 1 }]);
});

test('refuses an altered migration and a newer database', async () => {
  await migrate(database.url, log, steps(one, two));
  await expect(migrate(database.url, log, steps(`${one} `, two))).rejects.toMatchObject({ code: 'migration.altered' });
  await expect(migrate(database.url, log, steps(one))).rejects.toMatchObject({ code: 'migration.newer' });
});

test('a database that is away is said so', async () => {
  await expect(migrate('postgres://x@127.0.0.1:1/x', log, [])).rejects.toMatchObject({ code: 'database.unavailable' });
});

test('a migration that comes late is refused', async () => {
  const [first, second, third] = steps(one, two, 'SELECT 3');
  await migrate(database.url, log, [first!, third!]);
  const late = migrate(database.url, log, [first!, second!, third!]);
  await expect(late).rejects.toMatchObject({
    code: 'migration.failed',
    message: expect.stringContaining('000002_step.sql'),
  });
});

test('the files of the server follow each other without a gap', () => {
  const versions = readMigrations().map((migration) => migration.version);
  expect(versions).toEqual([...versions.keys()].map((index) => index + 1));
});

test('two files with one number, or a strange name, are refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  try {
    writeFileSync(join(folder, '000001_first.sql'), 'SELECT 1');
    writeFileSync(join(folder, '000001_other.sql'), 'SELECT 1');
    expect(() => readMigrations(folder)).toThrow(/number of 000001_other\.sql/);
    writeFileSync(join(folder, '1.sql'), 'SELECT 1');
    expect(() => readMigrations(folder)).toThrow(/1\.sql is not named/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

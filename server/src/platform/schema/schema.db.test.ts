import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { dumpSchema } from './dump.ts';
import { generateTypes } from './types.ts';

describe('what is generated from the migrations is up to date (npm run schema)', () => {
  const database = testDatabase();

  test('server/schema.sql', async () => {
    const committed = readFileSync(resolve(import.meta.dirname, '../../../schema.sql'), 'utf8');
    expect(await dumpSchema(database.pools)).toBe(committed);
  });

  test('db-types.ts', async () => {
    const committed = readFileSync(resolve(import.meta.dirname, '../db-types.ts'), 'utf8');
    expect(await generateTypes(database.pools)).toBe(committed);
  });
});

describe('of any schema', () => {
  const database = testDatabase({ migrated: false });

  test('the dump names everything that matters, and the types follow', async () => {
    await database.pools.query(`
      CREATE TYPE colour AS ENUM ('red', 'blue');
      CREATE SEQUENCE number_seq;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TABLE parent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE CHECK (name <> ''));
      CREATE TABLE child_item (
        parent_id bigint NOT NULL REFERENCES parent ON DELETE CASCADE,
        colours colour[] NOT NULL DEFAULT '{}',
        colour colour,
        at timestamptz NOT NULL DEFAULT now(),
        day date,
        data jsonb,
        bytes bytea NOT NULL,
        length int GENERATED ALWAYS AS (octet_length(bytes)) STORED
      ) WITH (fillfactor = 70);
      CREATE INDEX child_by_day ON child_item (day) WHERE day IS NOT NULL;
      CREATE TRIGGER child_touch BEFORE UPDATE ON child_item FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE VIEW red AS SELECT parent_id FROM child_item WHERE colour = 'red'`);
    const dump = await dumpSchema(database.pools);
    for (const part of [
      "CREATE TYPE colour AS ENUM ('red', 'blue');",
      'CREATE SEQUENCE number_seq AS bigint INCREMENT 1 ',
      'CREATE OR REPLACE FUNCTION public.touch()',
      '  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,',
      "  CONSTRAINT parent_name_check CHECK ((name <> ''::text))",
      '  CONSTRAINT child_item_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES parent(id) ON DELETE CASCADE',
      "  colours colour[] NOT NULL DEFAULT '{}'::colour[],",
      '  length integer GENERATED ALWAYS AS (octet_length(bytes)) STORED,',
      ') WITH (fillfactor=70);',
      'CREATE INDEX child_by_day ON public.child_item USING btree (day) WHERE (day IS NOT NULL);',
      'CREATE TRIGGER child_touch BEFORE UPDATE',
      'CREATE VIEW red AS',
    ]) {
      expect(dump).toContain(part);
    }
    expect(await generateTypes(database.pools)).toContain(`export interface ChildItemTable {
  parent_id: number;
  colours: Generated<('red' | 'blue')[]>;
  colour: 'red' | 'blue' | null;
  at: Generated<Timestamp>;
  day: string | null;
  data: unknown;
  bytes: Buffer;
  length: GeneratedAlways<number | null>;
}`);
  });
});

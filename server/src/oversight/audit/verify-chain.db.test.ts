import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { system, writeAudit, writeAudits } from '../../directory/index.ts';
import { createLog, type Transaction } from '../../platform/index.ts';
import { anchorFile, startAnchors, writeAnchor } from './anchors.ts';
import { verifyChain } from './verify-chain.ts';

const database = testDatabase();
const log = createLog({ level: 'error' });
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'congvu-audit-'));
  await asOwner("truncate audit_event, audit_chain; update audit_head set seq = 0, hash = ''");
  for (let i = 0; i < 3; i++) await write(10);
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const write = (n: number) =>
  database.pools.transaction((tx) =>
    writeAudits(
      tx,
      system,
      Array.from({ length: n }, (_, i) => ({
        kind: 'person.changed',
        before: { i },
        after: { i: i + 1, name: 'Nguyễn' },
      })),
    ),
  );
/** What somebody with all rights in the database could do. */
const asOwner = (sql: string) =>
  database.pools.transaction(async (tx) => {
    const triggers = (state: string) =>
      tx.query(`alter table audit_event ${state} trigger user; alter table audit_chain ${state} trigger user`);
    await triggers('disable');
    await tx.query(sql);
    await triggers('enable');
  });
const eventOf = async (seq: number) =>
  (await database.pools.query<{ event_id: number }>('select event_id from audit_chain where seq = $1', [seq])).rows[0]!
    .event_id;
const verify = (options: object = {}) => verifyChain(database.pools, { dataDir, ...options });
const anchor = () => writeAnchor({ pools: database.pools, dataDir, log });
const fault = async () => (await verify()).fault;

test('a chain as it was written is whole, and grows with what commits', async () => {
  expect(await verify()).toMatchObject({ from: 1, until: 30, head: { seq: 30 }, anchors: 0, fault: null });
  await expect(
    database.pools.transaction(async (tx) => {
      await writeAudit(tx, system, { kind: 'audit.viewed' });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await database.pools.query("insert into audit_event (actor, kind) values ('system', 'alone')");
  expect(await verify()).toMatchObject({ until: 31, fault: null });
  const { rows } = await database.pools.query("select 1 from audit_event where kind = 'audit.viewed'");
  expect(rows).toEqual([]);
});

test('many at once, in long and short transactions and with savepoints, make one chain in the order of commits', async () => {
  const slow = Promise.withResolvers<void>();
  const long = database.pools.transaction(async (tx) => {
    await writeAudit(tx, system, { kind: 'sample.started' });
    await slow.promise;
    await writeAudit(tx, system, { kind: 'sample.finished' });
  });
  const one = async (tx: Transaction) => {
    await writeAudit(tx, system, { kind: 'person.changed' });
    await tx.query('savepoint s');
    await writeAudit(tx, system, { kind: 'person.changed' });
    await tx.query('rollback to savepoint s');
    await writeAudit(tx, system, { kind: 'person.changed' });
    await tx.query('set constraints all immediate');
    await writeAudit(tx, system, { kind: 'person.changed' });
  };
  await Promise.all(Array.from({ length: 20 }, () => database.pools.transaction(one)));
  slow.resolve();
  await long;
  expect(await verify()).toMatchObject({ until: 30 + 60 + 2, fault: null });
  const { rows } = await database.pools.query<{ kind: string }>(
    'select kind from audit_chain join audit_event using (event_id) order by seq desc limit 2',
  );
  expect(rows.map((row) => row.kind)).toEqual(['sample.finished', 'sample.started']);
});

test('a transaction that saw an older end runs again', async () => {
  let runs = 0;
  await database.pools.transaction(
    async (tx) => {
      runs++;
      await tx.query('select count(*) from audit_head');
      if (runs === 1) await write(1);
      await writeAudit(tx, system, { kind: 'person.changed' });
    },
    { isolation: 'repeatable read' },
  );
  expect(runs).toBe(2);
  expect(await fault()).toBeNull();
});

describe('what somebody with all rights does to the tables is found', () => {
  const changes = [
    'after = \'{"i": 99}\'',
    'before = null',
    "at = at - interval '1 day'",
    "kind = 'person.left'",
    'account_id = 5',
    'organisation_id = 5',
    'person_id = 5',
    "province_id = 'xa'",
    "remote_address = '10.0.0.1'",
    "actor = 'person'",
    'data = \'{"x": 1}\'',
  ];
  test.each(changes)('altered: %s', async (change) => {
    await asOwner(`update audit_event set ${change} where event_id = ${await eventOf(12)}`);
    expect(await fault()).toMatchObject({ kind: 'altered', seq: 12, eventId: await eventOf(12) });
  });

  test('not even one character', async () => {
    await asOwner(
      "update audit_event set after = jsonb_set(after, '{name}', '\"Nguyên\"') where event_id = (select max(event_id) from audit_event)",
    );
    expect(await fault()).toMatchObject({ kind: 'altered', seq: 30 });
  });

  test('an event deleted, with and without its link', async () => {
    const eventId = await eventOf(7);
    await asOwner(`delete from audit_event where event_id = ${eventId}`);
    expect(await fault()).toMatchObject({ kind: 'missing', seq: 7, eventId });
    await asOwner('delete from audit_chain where seq = 7');
    expect(await fault()).toMatchObject({ kind: 'missing', seq: 7 });
    await asOwner('update audit_chain set seq = seq - 1 where seq > 7');
    expect(await fault()).toMatchObject({ kind: 'altered', seq: 7 });
  });

  test('the first ones deleted', async () => {
    await asOwner('delete from audit_event where event_id in (select event_id from audit_chain where seq <= 3)');
    await asOwner('delete from audit_chain where seq <= 3');
    expect(await fault()).toMatchObject({ kind: 'missing', seq: 3 });
  });

  test('two in each other’s place', async () => {
    const [a, b] = [await eventOf(14), await eventOf(20)];
    await asOwner(`update audit_chain set event_id = -2 where seq = 14`);
    await asOwner(`update audit_chain set event_id = ${a} where seq = 20`);
    await asOwner(`update audit_chain set event_id = ${b} where seq = 14`);
    expect(await fault()).toMatchObject({ kind: 'reordered', seq: 14 });
  });

  test('one put in, and one whose link was taken away', async () => {
    await asOwner("insert into audit_event (actor, kind, at) values ('system', 'forged', now() - interval '1 hour')");
    expect(await fault()).toMatchObject({ kind: 'unlinked', seq: null });
  });

  test('the end cut off: by what the head remembers, or by an anchor if that was put back', async () => {
    await anchor();
    await asOwner('delete from audit_event where event_id in (select event_id from audit_chain where seq > 25)');
    await asOwner('delete from audit_chain where seq > 25');
    expect(await fault()).toMatchObject({ kind: 'cut', seq: 26 });
    await asOwner(
      'update audit_head h set seq = c.seq, hash = c.hash from (select * from audit_chain order by seq desc limit 1) c',
    );
    expect(await fault()).toMatchObject({ kind: 'cut', seq: 30 });
    // Without anchors nobody could know.
    rmSync(anchorFile(dataDir));
    expect(await fault()).toBeNull();
  });

  test('all of it written anew', async () => {
    await anchor();
    await asOwner("truncate audit_event, audit_chain; update audit_head set seq = 0, hash = ''");
    await write(40);
    expect(await fault()).toMatchObject({ kind: 'rewritten', seq: 30 });
  });

  test('the head changed, or the anchors', async () => {
    await asOwner("update audit_head set hash = sha256('x')");
    expect(await fault()).toMatchObject({ kind: 'head', seq: 30 });
    await asOwner('update audit_head h set hash = c.hash from audit_chain c where c.seq = h.seq');
    await anchor();
    appendFileSync(anchorFile(dataDir), 'nothing\n');
    expect(await fault()).toMatchObject({ kind: 'anchor', line: 2 });
    const text = readFileSync(anchorFile(dataDir), 'utf8');
    writeFileSync(anchorFile(dataDir), text.replace('nothing\n', 'half a line, as a crash leaves it'));
    expect(await fault()).toBeNull();
  });

  test('without the triggers’ help nobody gets that far', async () => {
    for (const sql of [
      'update audit_event set kind = kind',
      'delete from audit_event',
      'truncate audit_chain',
      'delete from audit_chain',
    ]) {
      await expect(database.pools.query(sql)).rejects.toMatchObject({ code: '23000' });
    }
  });
});

test('a part of the time may be looked at alone; the end always is', async () => {
  const { rows } = await database.pools.query<{ at: Date }>('select distinct at from audit_event order by at');
  const from = rows[1]!.at;
  await asOwner(`update audit_event set kind = 'other' where event_id = ${await eventOf(5)}`);
  expect(await verify({ from })).toMatchObject({ from: 11, until: 30, fault: null });
  expect(await verify({ until: from })).toMatchObject({ from: 1, until: 10, fault: { kind: 'altered', seq: 5 } });
  await asOwner('delete from audit_event where event_id in (select event_id from audit_chain where seq > 28)');
  await asOwner('delete from audit_chain where seq > 28');
  expect((await verify({ from, until: rows[2]!.at })).fault).toMatchObject({ kind: 'cut', seq: 29 });
});

test('the server anchors at its start and its stop, each head once', async () => {
  const lines = () =>
    readFileSync(anchorFile(dataDir), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[1]);
  const stop = await startAnchors({ pools: database.pools, dataDir, log });
  expect(lines()).toEqual(['30']);
  await anchor();
  expect(lines()).toEqual(['30']);
  await write(2);
  await stop();
  expect(lines()).toEqual(['30', '32']);
  expect(await verify()).toMatchObject({ anchors: 2, fault: null });
});

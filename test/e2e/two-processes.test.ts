/** Two processes of the server on one database and one folder of messages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClient } from '../../packages/imap/src/testing/client.ts';
import { type Database, startDatabase } from '../../server/src/platform/database.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { deliver } from '../support/deliver.ts';
import { startServer, type TestServer } from '../support/server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'congvu-shared-'));
const databaseDir = mkdtempSync(join(tmpdir(), 'congvu-shared-database-'));
let database: Database;
let a: TestServer;
let b: TestServer;
let one: string;

beforeAll(async () => {
  const input = { dataDir: databaseDir, database: { url: null, user: null, durable: true } };
  database = await startDatabase(input, createLog({ level: 'silent' }));
  a = await startServer({ dataDir, env: { DATABASE_URL: database.url } });
  b = await startServer({ dataDir, env: { DATABASE_URL: database.url } });
  one = a.ready.jmapTest[0]!;
}, 180_000);

afterAll(async () => {
  await a?.stop().catch(() => {});
  await b?.stop();
  await database?.stop();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(databaseDir, { recursive: true, force: true });
});

async function signedIn(server: TestServer): Promise<TestClient> {
  const client = await TestClient.connect(server.ready.imaps, { tls: true });
  await client.greeting();
  await client.ok(`LOGIN "${one}" `, Buffer.from(server.password));
  await client.ok('SELECT INBOX');
  return client;
}

const message = (n: number) => `Subject: thu ${n}\r\nMessage-ID: <${n}@ngoai.test>\r\n\r\nx`;

test('what one delivers, a client of the other hears of at once', async () => {
  const client = await signedIn(b);
  client.write('idle IDLE\r\n');
  await client.next(/^\+ /);
  const late: number[] = [];
  for (let n = 1; n <= 30; n++) {
    const told = client.next(new RegExp(`^\\* ${n} EXISTS`));
    expect(await deliver(a.ready.lmtp, one, message(n))).toMatch(/^250 /);
    const after = performance.now();
    await told;
    late.push(performance.now() - after);
  }
  client.write('DONE\r\n');
  await client.reply('idle');
  late.sort((x, y) => x - y);
  expect(late[15], 'median in milliseconds').toBeLessThan(100);
  expect((await client.ok('UID FETCH 30 (BODY.PEEK[])')).untagged.join()).toContain('Subject: thu 30');
  client.close();
});

test('flags, new folders and expunged messages go over too, in both directions', async () => {
  const [left, right] = [await signedIn(a), await signedIn(b)];
  await left.ok('UID STORE 1 +FLAGS (\\Flagged)');
  await expect.poll(async () => (await right.ok('UID FETCH 1 (FLAGS)')).untagged.join()).toContain('\\Flagged');
  await right.ok('UID STORE 2 +FLAGS (\\Deleted)');
  await right.ok('EXPUNGE');
  await expect.poll(async () => (await left.ok('UID SEARCH UID 2')).untagged.join()).toBe('SEARCH');
  await left.ok('CREATE Chung');
  await expect.poll(async () => (await right.ok('LIST "" Chung')).untagged.length).toBe(1);
  left.close();
  right.close();
});

test('both deliver at once, and no UID is given twice', async () => {
  const from = 100;
  await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const reply = await deliver((i % 2 === 0 ? a : b).ready.lmtp, one, message(from + i));
      expect(reply).toMatch(/^250 /);
    }),
  );
  const client = await signedIn(b);
  const { untagged } = await client.ok('UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])');
  const ids = untagged.flatMap((line) => /<(\d+)@ngoai\.test>/.exec(line)?.[1] ?? []);
  expect(ids).toHaveLength(new Set(ids).size);
  expect(ids.filter((id) => Number(id) >= from)).toHaveLength(100);
  client.close();
});

test('one goes on when the other is killed', async () => {
  await a.kill9();
  expect(await deliver(b.ready.lmtp, one, message(999))).toMatch(/^250 /);
  const client = await signedIn(b);
  expect((await client.ok('UID SEARCH SUBJECT "thu 999"')).untagged.join()).toMatch(/^SEARCH \d+$/);
  client.close();
});

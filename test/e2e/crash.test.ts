/**
 * A server killed at random moments under load loses nothing it acknowledged, and has nothing twice. `CONGVU_CRASHES`
 * says how often it is killed; the default suits `npm test`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imapClient } from '../support/imap-client.ts';
import { runOk } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Ledger } from './crash/ledger.ts';
import { startLoad } from './crash/writers.ts';

const crashes = Number(process.env.CONGVU_CRASHES ?? 10);
/** A queued message whose attempt died with its process is taken up again when the lease has run out. */
const lease = 150_000;

let dataDir: string;
let server: TestServer;
let people: [string, string];
const ledger = new Ledger();

const start = async () => {
  server = await startServer({ dataDir });
};
const boxes = () => [
  { address: people[0], mailbox: 'INBOX' },
  { address: people[1], mailbox: 'INBOX' },
  { address: people[0], mailbox: 'Crash' },
];
const check = async () => {
  const env = { CONGVU_DATA: dataDir, CONGVU_LOG: 'error' };
  const ran = await runOk(process.execPath, ['server/src/cli/main.ts', 'check', '--json'], { env, timeout: 300_000 });
  return JSON.parse(ran.stdout) as { faults: unknown[]; messages: number };
};

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'congvu-crash-'));
  await start();
  people = server.ready.jmapTest as [string, string];
  const client = await imapClient(server.ready.imaps, { address: people[0], password: server.password });
  await client.mailboxCreate('Crash');
  await client.logout();
});

afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test(`killed ${crashes} times`, { timeout: 60_000 + crashes * 15_000 + lease }, async () => {
  const before = ledger.acknowledged;
  for (let n = 1; n <= crashes; n++) {
    const load = startLoad(server, ledger, people);
    await sleep(30 + Math.random() * 900);
    await server.kill9();
    await load.stop();
    if (n % 5 === 0) {
      // Also while it starts, with the database perhaps still on its way down.
      await startServer({ dataDir, timeout: 100 + Math.random() * 900 }).then(
        (early) => early.kill9(),
        () => {},
      );
    }
    await start();
    expect(await ledger.faults(server, boxes(), ['lmtp', 'append']), `after crash ${n}`).toEqual([]);
    if (n % 20 === 0) {
      expect((await check()).faults, `after crash ${n}`).toEqual([]);
      console.log(`${n} crashes, ${ledger.acknowledged} of ${ledger.sent} messages acknowledged, all there once`);
    }
  }
  expect(ledger.acknowledged - before).toBeGreaterThan(crashes * 5);
  expect(await ledger.eventualFaults(server, boxes(), ['submit'], lease)).toEqual([]);
  expect(await ledger.faults(server, boxes(), ['lmtp', 'append', 'submit'], true)).toEqual([]);
  expect((await check()).faults).toEqual([]);
  console.log(`${crashes} crashes, ${ledger.acknowledged} of ${ledger.sent} messages acknowledged, all there once`);
});

test('PostgreSQL killed while the server lives', { timeout: 60_000 + lease }, async () => {
  const load = startLoad(server, ledger, people);
  await sleep(500);
  const postmaster = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(postmaster, 'SIGKILL');
  await sleep(300);
  const down = load.acknowledged;
  for (const deadline = Date.now() + 30_000; load.acknowledged < down + 50; await sleep(50)) {
    if (Date.now() > deadline) throw new Error(`Work does not go on.\n${server.log()}`);
  }
  await load.stop();
  expect(Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])).not.toBe(postmaster);
  expect(await ledger.eventualFaults(server, boxes(), ['lmtp', 'append', 'submit'], lease)).toEqual([]);
  expect((await check()).faults).toEqual([]);
});

/** What goes away and comes back: the database, the disk. Senders are told to try later, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../../packages/imap/src/testing/client.ts';
import { type Database, startDatabase } from '../../server/src/platform/database.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { deliver } from '../support/deliver.ts';
import { eventually, run, runOk } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Talk } from '../support/talk.ts';

const message = (subject: string, text = 'x') => `From: a@ngoai.test\r\nSubject: ${subject}\r\n\r\n${text}`;

async function signedIn(server: TestServer, address: string): Promise<TestClient> {
  const client = await TestClient.connect(server.ready.imaps, { tls: true });
  await client.greeting();
  await client.ok(`LOGIN "${address}" `, Buffer.from(server.password));
  return client;
}

/** Subjects in a mailbox, oldest first. */
async function subjects(server: TestServer, address: string): Promise<string[]> {
  const client = await signedIn(server, address);
  await client.ok('SELECT INBOX');
  const { untagged } = await client.ok('UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])');
  client.close();
  return untagged.flatMap((line) => /Subject: ([^\r]*)/.exec(line)?.[1] ?? []);
}

const check = async (dataDir: string, env: Record<string, string> = {}) => {
  const ran = await run(process.execPath, ['server/src/cli/main.ts', 'check', '--json'], {
    env: { CONGVU_DATA: dataDir, CONGVU_LOG: 'error', ...env },
    timeout: 60_000,
  });
  return (JSON.parse(ran.stdout) as { faults: unknown[] }).faults;
};

describe('an outside database that goes away and comes back', () => {
  let dataDir: string;
  let databaseDir: string;
  const log = createLog({ level: 'silent' });
  const begin = () => startDatabase({ dataDir: databaseDir, database: { url: null, user: null, durable: true } }, log);
  let database: Database;
  let url: string;
  let server: TestServer;
  let one: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'congvu-away-'));
    databaseDir = mkdtempSync(join(tmpdir(), 'congvu-away-database-'));
    database = await begin();
    url = database.url;
    server = await startServer({ dataDir, env: { DATABASE_URL: url } });
    one = server.ready.jmapTest[0]!;
  });

  afterAll(async () => {
    await server?.stop();
    await database?.stop();
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(databaseDir, { recursive: true, force: true });
  });

  test('everybody is told to try later, and then goes on', async () => {
    expect(await deliver(server.ready.lmtp, one, message('truoc'))).toMatch(/^250 /);
    const reader = await signedIn(server, one);
    await reader.ok('SELECT INBOX');

    await database.stop();
    expect(await deliver(server.ready.lmtp, one, message('khong duoc nhan'))).toMatch(/^451 4\.3\.0 /);
    const store = await reader.send('UID STORE 1 +FLAGS (\\Flagged)');
    expect([store.status, store.code]).toEqual(['NO', 'UNAVAILABLE']);
    const append = await reader.send('APPEND INBOX ', Buffer.from(message('khong duoc giu')));
    expect([append.status, append.code]).toEqual(['NO', 'UNAVAILABLE']);
    const stranger = await TestClient.connect(server.ready.imaps, { tls: true });
    await stranger.greeting();
    const login = await stranger.send(`LOGIN "${server.ready.accounts[0]}" `, Buffer.from(server.password));
    expect([login.status, login.code]).toEqual(['NO', 'UNAVAILABLE']);
    stranger.close();
    const submission = Talk.tls(server.ready.submissions);
    await submission.reply();
    await submission.say('EHLO khach.test');
    const token = Buffer.from(`\0${server.ready.accounts[1]}\0${server.password}`).toString('base64');
    expect(await submission.say(`AUTH PLAIN ${token}`)).toMatch(/^454 4\.7\.0 /);
    submission.close();
    const me = await fetch(`http://127.0.0.1:${server.ready.http}/api/auth/me`, {
      headers: { cookie: 'congvu_session=khong-biet' },
    });
    expect([401, 503]).toContain(me.status);
    const session = await fetch(`http://127.0.0.1:${server.ready.http}/jmap/session`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${server.ready.accounts[2]}:${server.password}`).toString('base64')}`,
      },
    });
    expect(session.status).toBe(503);

    database = await begin();
    expect(database.url).toBe(url);
    await eventually(
      async () => ((await deliver(server.ready.lmtp, one, message('sau'))).startsWith('250 ') ? true : undefined),
      'mail is taken again',
    );
    await eventually(
      async () => ((await reader.send('UID STORE 1 +FLAGS (\\Flagged)')).status === 'OK' ? true : undefined),
      'the session that was open works again',
    );
    expect((await reader.send('APPEND INBOX ', Buffer.from(message('giu duoc')))).status).toBe('OK');
    reader.close();
    expect(await subjects(server, one)).toEqual(['truoc', 'sau', 'giu duoc']);
    expect(await check(dataDir, { DATABASE_URL: url })).toEqual([]);
  });

  test('a database that only hangs for a while loses nothing either', async () => {
    const pids = execFileSync('pgrep', ['-P', String(database.pid()), '-d', ' '], { encoding: 'utf8' }).trim();
    const all = [database.pid()!, ...pids.split(' ').map(Number)];
    for (const pid of all) process.kill(pid, 'SIGSTOP');
    const waiting = deliver(server.ready.lmtp, one, message('trong khi treo'));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    for (const pid of all) process.kill(pid, 'SIGCONT');
    expect(await waiting).toMatch(/^250 /);
    expect((await subjects(server, one)).filter((subject) => subject === 'trong khi treo')).toHaveLength(1);
  });
});

/** Mounting needs root, and a kernel that lets it. */
const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

describe.skipIf(!canMount)('a full disk under the messages', () => {
  let dataDir: string;
  let blobs: string;
  let server: TestServer;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'congvu-full-'));
    blobs = join(dataDir, 'blobs');
    mkdirSync(blobs, { recursive: true });
    await runOk('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', blobs]);
    server = await startServer({ dataDir });
  });

  afterAll(async () => {
    await server?.stop();
    await run('umount', [blobs]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('452 while it is full, and on as soon as there is room', async () => {
    const one = server.ready.jmapTest[0]!;
    const taken: string[] = [];
    let refused = '';
    for (let n = 0; n < 60 && !refused; n++) {
      // No two alike, or they would be kept once.
      const text = `${n} ${'đầy đĩa '.repeat(60)}\r\n`.repeat(1500);
      const reply = await deliver(server.ready.lmtp, one, message(`day ${n}`, text));
      if (reply.startsWith('250 ')) taken.push(`day ${n}`);
      else refused = reply;
    }
    expect(refused).toMatch(/^452 4\.3\.1 /);
    const client = await signedIn(server, one);
    const append = await client.send('APPEND INBOX ', Buffer.from(message('cung khong', 'y'.repeat(2 << 20))));
    expect([append.status, append.code]).toEqual(['NO', 'UNAVAILABLE']);
    client.close();
    expect(await subjects(server, one)).toEqual(taken);

    await runOk('mount', ['-o', 'remount,size=64m', blobs]);
    const again = message('lai co cho', 'lại có chỗ\r\n'.repeat(1 << 16));
    // The store rests for half a second after a disk was full.
    await eventually(
      async () => ((await deliver(server.ready.lmtp, one, again)).startsWith('250 ') ? true : undefined),
      'mail is taken again',
    );
    expect(await subjects(server, one)).toEqual([...taken, 'lai co cho']);
    expect(await check(dataDir)).toEqual([]);
  });
});

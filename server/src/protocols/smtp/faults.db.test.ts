/** What the server says while its own parts are away, and that nothing is lost or half done. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import type { TestPerson } from '../../directory/testing.ts';
import { createDirectory } from '../../mail/queue/index.ts';
import { PlatformError, type PlatformErrorCode, type Queryable } from '../../platform/index.ts';
import { authPlain, outsideMessage, type TestServer, talk, testPassword, testServer } from './testing.ts';

const database = testDatabase();
const another = testDatabase();
let server: TestServer;
let hieu: TestPerson;
/** What is wrong now. */
const fault: { directory?: PlatformErrorCode; store?: PlatformErrorCode } = {};

beforeAll(async () => {
  const db: Queryable = {
    query: ((...args: unknown[]) =>
      fault.directory
        ? Promise.reject(new PlatformError(fault.directory))
        : (database.pools.query as (...a: unknown[]) => unknown)(...args)) as Queryable['query'],
  };
  server = await testServer(database, {
    outbound: { mode: 'held' },
    queue: { directory: createDirectory({ db, defaultQuota: () => 1e9, ttl: 0 }) },
    wrapMail: (mail) => ({
      ...mail,
      deliver: (...args) => (fault.store ? Promise.reject(new PlatformError(fault.store)) : mail.deliver(...args)),
      putContent: (...args) =>
        fault.store ? Promise.reject(new PlatformError(fault.store)) : mail.putContent(...args),
    }),
    limits: { memory: 100_000 },
  });
  hieu = await server.person('Lê Minh Hiếu');
});
afterAll(() => server.stop());

async function send(message = outsideMessage()): Promise<string> {
  const client = await talk(server.ports.smtp);
  await client.say('MAIL FROM:<ngoai@example.com>');
  const rcpt = await client.say(`RCPT TO:<${hieu.address}>`);
  if (!rcpt.startsWith('250')) return rcpt;
  await client.say('DATA');
  client.write(message);
  const reply = await client.say('.');
  client.end();
  return reply;
}

describe('“try later”', () => {
  it('is said at RCPT when the database is away', async () => {
    fault.directory = 'database.unavailable';
    expect(await send()).toMatch(/^451 4\.3\.0/);
    delete fault.directory;
    expect(await send()).toMatch(/^250/);
  });

  it.each([
    ['database.unavailable', /^451 4\.3\.0/],
    ['blobs.unavailable', /^451 4\.3\.0/],
    ['database.full', /^452 4\.3\.1/],
    ['blobs.full', /^452 4\.3\.1/],
  ] as const)('is said after the message: %s', async (code, reply) => {
    fault.store = code;
    expect(await send()).toMatch(reply);
    const client = await talk(server.ports.submissions, { tls: true });
    await client.say(authPlain(hieu.address));
    await client.say(`MAIL FROM:<${hieu.address}>`);
    await client.say(`RCPT TO:<${hieu.address}>`);
    await client.say('DATA');
    client.write('Subject: x\r\n\r\nx\r\n');
    expect(await client.say('.')).toMatch(reply);
    client.end();
    delete fault.store;
    expect((await database.pools.query('select from queue_message')).rowCount).toBe(0);
    expect(await send()).toMatch(/^250/);
  });

  it('is said when messages on their way in fill the memory set aside for them', async () => {
    const big = outsideMessage([], `${'x'.repeat(78)}\r\n`.repeat(1500));
    expect(await send(big)).toMatch(/^452 4\.3\.1/);
    expect(await send()).toMatch(/^250/);
    // What was taken is given back also by those who hang up.
    for (let i = 0; i < 5; i++) {
      const client = await talk(server.ports.smtp);
      await client.say('MAIL FROM:<ngoai@example.com>');
      await client.say(`RCPT TO:<${hieu.address}>`);
      await client.say('DATA');
      client.write(`Subject: x\r\n\r\n${'x'.repeat(60_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      client.end();
      await client.closed;
    }
    await eventually(() => send(outsideMessage([], `${'y'.repeat(78)}\r\n`.repeat(900)))).toMatch(/^250/);
  });
});

describe('closing', () => {
  it('tells idle clients, and lets a message under way be finished', async () => {
    const other = await testServer(another);
    const binh = await other.person('Trần Văn Bình');
    const idle = await talk(other.ports.smtp);
    const busy = await talk(other.ports.smtp);
    await busy.say('MAIL FROM:<ngoai@example.com>');
    await busy.say(`RCPT TO:<${binh.address}>`);
    await busy.say('DATA');
    busy.write('Subject: cuoi cung\r\n\r\n');
    const closing = other.smtp.close(3000);
    expect(await idle.reply()).toMatch(/^421 4\.3\.2/);
    busy.write('x\r\n');
    expect(await busy.say('.')).toMatch(/^250/);
    expect(await busy.reply()).toMatch(/^421|closed/);
    await closing;
    expect((await other.messages(binh.accountId)).at(-1)).toContain('Subject: cuoi cung');
    await other.stop();
  });
});

describe.skipIf(!existsSync('/usr/bin/swaks'))('swaks', () => {
  const swaks = (...args: string[]) =>
    new Promise<{ status: number | null; said: string }>((resolve) => {
      const child = spawn('/usr/bin/swaks', ['--helo', 'client.example', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stdout.on('data', (chunk) => (said += chunk));
      child.stderr.on('data', (chunk) => (said += chunk));
      child.on('close', (status) => resolve({ status, said }));
    });

  it('delivers by SMTP with STARTTLS and by LMTP', async () => {
    const at = (port: number) => ['--server', `127.0.0.1:${port}`, '--from', 'ngoai@example.com', '--to', hieu.address];
    expect(await swaks(...at(server.ports.smtp), '-tls', '--header', 'Subject: swaks tls')).toMatchObject({
      status: 0,
    });
    expect(
      await swaks(...at(server.ports.lmtp), '--protocol', 'LMTP', '--header', 'Subject: swaks lmtp'),
    ).toMatchObject({ status: 0 });
    const messages = await server.messages(hieu.accountId);
    expect(messages.filter((m) => /^Subject: swaks (tls|lmtp)\r$/m.test(m)).length).toBe(2);
    expect(messages.find((m) => m.includes('Subject: swaks tls'))).toContain('with ESMTPS');
  });

  it('submits signed in, and is refused without', async () => {
    const common = ['--from', hieu.address, '--to', hieu.address, '--header', 'Subject: swaks gui'];
    const user = ['--auth-user', hieu.address, '--auth-password', testPassword];
    const starttls = ['--server', `127.0.0.1:${server.ports.submission}`, '-tls'];
    expect(await swaks(...common, ...starttls, ...user, '--auth', 'LOGIN')).toMatchObject({ status: 0 });
    expect(
      await swaks(...common, '--server', `127.0.0.1:${server.ports.submissions}`, '-tlsc', ...user, '--auth', 'PLAIN'),
    ).toMatchObject({ status: 0 });
    const refused = await swaks(...common, ...starttls);
    expect(refused.status).not.toBe(0);
    expect(refused.said).toContain('530 5.7.0');
    expect((await server.messages(hieu.accountId)).filter((m) => m.includes('Subject: swaks gui')).length).toBe(2);
  });
});

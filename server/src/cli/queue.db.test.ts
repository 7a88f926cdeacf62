/** `congvu queue` and `congvu dns` as an operator runs them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { type TestQueue, testQueue } from '../mail/queue/testing.ts';
import { commandLine } from './testing.ts';

const database = testDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'congvu-cli-'));
let test: TestQueue;

beforeAll(async () => {
  test = await testQueue(database);
});
afterAll(async () => {
  await test.stop();
  rmSync(dataDir, { recursive: true });
});

const run = commandLine(() => ({
  DATABASE_URL: database.url,
  CONGVU_DATA: dataDir,
  CONGVU_HOSTNAME: 'mx.tiengiang.test',
}));
const congvu = (...words: string[]) => run(words);

it('lists, shows, lets go, holds and drops', async () => {
  const queue = await test.create({ outbound: { mode: 'held', relay: null, dns: [] } });
  const first = await test.send(queue, ['a@example.com', 'b@example.com'], { subject: 'Báo cáo\x1b[2J' });
  await test.send(queue, ['c@other.example']);
  const list = await congvu('queue', 'list');
  expect(list.out).toContain(`held     <${test.sender.address}> -> a@example.com +1  Báo cáo`);
  expect(list.out).not.toContain('\x1b');
  expect(list.out).toMatch(/2 messages\n$/);
  const json = await congvu('queue', 'list', '--json', '--domain', 'other.example');
  expect(JSON.parse(json.out)).toMatchObject({ recipients: [{ address: 'c@other.example', state: 'held' }] });
  const id = String(first.queueId);
  expect((await congvu('queue', 'show', id)).out).toMatch(/a@example\.com {2}held\n {2}attempts {2}0\n/);
  expect(await congvu('queue', 'retry', id)).toEqual({ status: 0, out: 'retry: 2 recipients\n', err: '' });
  expect((await congvu('queue', 'list', '--state', 'queued')).out).toContain('next ');
  expect((await congvu('queue', 'hold', '--domain', 'example.com')).out).toBe('hold: 2 recipients\n');
  expect((await congvu('queue', 'drop', '--all')).out).toBe('drop: 3 recipients\n');
  expect((await congvu('queue', 'list')).out).toBe('0 messages\n');
});

it('says what was wrong', async () => {
  expect(await congvu('queue', 'drop')).toMatchObject({
    status: 1,
    err: expect.stringContaining('(queue.nothing-chosen)'),
  });
  expect(await congvu('queue', 'list', '--state', 'lost')).toMatchObject({
    status: 1,
    err: expect.stringContaining('(queue.state)'),
  });
  expect(await congvu('queue', 'show', '99')).toMatchObject({
    status: 1,
    err: expect.stringContaining('(queue.not-found)'),
  });
  expect(await congvu('queue', 'retry', 'x')).toMatchObject({
    status: 1,
    err: expect.stringContaining('(queue.number)'),
  });
  expect(await congvu('queue', 'retry', '99')).toMatchObject({ status: 1, out: 'retry: 0 recipients\n' });
  expect(await congvu('dns', 'example.org')).toMatchObject({
    status: 1,
    err: expect.stringContaining('(domain.not-found)'),
  });
});

it('prints the records to publish, with a key that stays', async () => {
  const { status, out } = await congvu('dns');
  expect(status).toBe(0);
  expect(out).toContain('tiengiang.test. IN MX 10 mx.tiengiang.test.\n');
  expect(out).toContain('tiengiang.test. IN TXT "v=spf1 mx -all"\n');
  expect(out).toMatch(/^cv\d{6}\._domainkey\.tiengiang\.test\. IN TXT "v=DKIM1; k=rsa; p=[^"]+" "[^"]+"$/m);
  expect(out).toMatch(/^_jmap\._tcp\.tiengiang\.test\. IN SRV 0 1 443 mx\.tiengiang\.test\.$/m);
  expect((await congvu('dns')).out).toBe(out);
  const { rows } = await database.pools.query<{ dkim_key_pem: string }>('select dkim_key_pem from domain');
  expect(out).not.toContain(rows[0]!.dkim_key_pem.split('\n')[1]);
});

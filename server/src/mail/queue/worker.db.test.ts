import { domainToUnicode } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { startDns, type TestDns } from '../../../../test/support/dns.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { type SmtpSink, startSink } from '../../../../test/support/smtp-sink.ts';
import { PlatformError, type Pools } from '../../platform/index.ts';
import { DeliveryConflict } from '../errors.ts';
import { deliverLocal } from './deliver-local.ts';
import type { Queue, QueueOptions } from './queue.ts';
import { type TestQueue, testQueue } from './testing.ts';

const database = testDatabase();
let dns: TestDns;
let sink: SmtpSink;
let test: TestQueue;
const running: Queue[] = [];

beforeAll(async () => {
  dns = await startDns({
    'example.com': { mx: [[10, 'mx.example.com']] },
    'mx.example.com': { a: ['127.0.0.1'] },
    'relay.example': { a: ['127.0.0.1'] },
  });
  test = await testQueue(database);
});
afterAll(async () => {
  await test.stop();
  await dns.close();
});
beforeEach(async () => {
  sink = await startSink('127.0.0.1', { size: 1_000_000 });
  test.clock.now = Date.now();
});
afterEach(async () => {
  for (const queue of running.splice(0)) await queue.stop(500);
  await sink.close();
  await database.pools.query('delete from queue_message');
});

async function begin(options: Partial<QueueOptions> = {}, start = true): Promise<Queue> {
  const queue = await test.create({
    mxPort: sink.port,
    outbound: { mode: 'direct', relay: null, dns: [dns.server] },
    ...options,
    worker: { pollMs: 200, ...options.worker },
  });
  running.push(queue);
  if (start) await queue.start();
  return queue;
}

const minute = 60_000;
const state = async (queue: Queue, sent: Parameters<TestQueue['recipients']>[1]) =>
  (await test.recipients(queue, sent)).map((r) => r.state);

describe('retries', () => {
  it('come after 5, 15, 30, 60, 120, 240 minutes, then every 240, and end after five days', async () => {
    const queue = await begin();
    sink.onRcpt = () => [451, '4.7.1 Greylisted'];
    const began = test.clock.now;
    const sent = await test.send(queue, ['a@example.com'], { subject: 'Chậm' });
    const pauses = [5, 15, 30, 60, 120, 240, 240];
    let due = began;
    for (const [i, pause] of pauses.entries()) {
      await eventually(async () => (await test.recipients(queue, sent))[0]!.attempts).toBe(i + 1);
      await eventually(() => state(queue, sent)).toEqual(['queued']);
      const [recipient] = await test.recipients(queue, sent);
      expect(recipient).toMatchObject({
        lastStatus: '4.7.1',
        lastReply: '451 4.7.1 Greylisted',
        remoteMta: 'mx.example.com',
      });
      due += pause * minute;
      expect(recipient!.nextAttemptAt.getTime()).toBe(due);
      test.clock.now = due;
      queue.worker.wake();
    }
    const delays = async () => (await test.inbox(test.sender)).filter((m) => m.includes('Action: delayed'));
    await eventually(async () => (await delays()).length).toBe(1);
    const late = await delays();
    expect(late[0]).toMatch(/Status: 4\.7\.1[\s\S]*Will-Retry-Until: /);
    test.clock.now = began + 5 * 24 * 60 * minute;
    queue.worker.wake();
    await eventually(() => test.recipients(queue, sent)).toMatchObject([{ state: 'failed' }]);
    await eventually(async () => (await test.inbox(test.sender)).at(-1)).toMatch(
      /Action: failed\r\nStatus: 5\.4\.7[\s\S]*451 4\.7\.1 Greylisted/,
    );
    expect((await test.inbox(test.sender)).filter((m) => m.includes('Action: delayed')).length).toBe(1);
  });

  it('wait when nobody answers, and do not come for a refusal', async () => {
    const queue = await begin({ mxPort: 1 });
    const sent = await test.send(queue, ['a@example.com']);
    await eventually(async () => (await test.recipients(queue, sent))[0]).toMatchObject({
      state: 'queued',
      attempts: 1,
      lastStatus: '4.4.1',
    });
    await queue.stop();
    const other = await begin();
    sink.onData = () => [554, '5.7.1 Spam'];
    const refused = await test.send(other, ['a@example.com', 'b@example.com']);
    await eventually(() => state(other, refused)).toEqual(['failed', 'failed']);
  });

  it('begin at once on NOTIFY from another process', async () => {
    const submitting = await begin({}, false);
    await begin({ worker: { pollMs: 60_000 } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await test.send(submitting, ['a@example.com']);
    await eventually(() => sink.caught.length).toBe(1);
  });
});

describe('one owner at a time', () => {
  it('two processes send many messages once each', async () => {
    const queues = [await begin(), await begin()];
    const sent = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        test.send(queues[i % 2]!, [`r${i}@example.com`, test.reader.address], { body: `thư ${i}` }),
      ),
    );
    await eventually(() => sink.caught.length).toBe(40);
    await eventually(async () =>
      (await Promise.all(sent.map((s) => state(queues[0]!, s)))).flat().every((s) => s === 'sent'),
    ).toBe(true);
    expect(new Set(sink.caught.map((c) => c.to[0])).size).toBe(40);
    expect(sink.most).toBeLessThanOrEqual(10);
    const read = (await test.inbox(test.reader)).filter((m) => /thư \d+/.test(m));
    expect(read.length).toBe(40);
  });

  it('keeps to its limit of sessions with one destination', async () => {
    const queue = await begin({ worker: { perDestination: 2 } });
    sink.onData = () => new Promise((resolve) => setTimeout(resolve, 50, undefined));
    await Promise.all(Array.from({ length: 12 }, (_, i) => test.send(queue, [`r${i}@example.com`])));
    await eventually(() => sink.caught.length).toBe(12);
    expect(sink.most).toBeLessThanOrEqual(2);
  });

  it('takes over when a lease runs out, and the old owner can do no more', async () => {
    // What a process leaves that dies right after it accepted a message.
    const broken = await begin(
      { mail: { ...test.store.mail, deliver: () => new Promise(() => {}) }, worker: { leaseMs: 400 } },
      false,
    );
    const sent = await test.send(broken, [test.reader.address, 'late@example.com'], { subject: 'Tiếp quản' });
    expect(sent.recipients.map((r) => r.state)).toEqual(['queued', 'queued']);
    const [left] = await test.recipients(broken, sent);
    expect(left).toMatchObject({ state: 'sending' });
    const before = (await test.inbox(test.reader)).length;
    const heir = await begin();
    await eventually(() => state(heir, sent)).toEqual(['sent', 'sent']);
    expect((await test.inbox(test.reader)).length).toBe(before + 1);
    expect(sink.caught.length).toBe(1);
    // The one that was thought dead wakes up and delivers with its old lease.
    const { message } = (await heir.operator.show(sent.queueId!))!;
    const content = await test.store.mail.putContent(Buffer.from('Subject: x\r\n\r\nx\r\n'));
    const deps = { mail: test.store.mail, directory: heir.directory, clock: () => test.clock.now };
    const results = await deliverLocal(
      deps as never,
      broken.worker.owner,
      { ...message, contentId: content.contentId },
      [left!],
    );
    expect(results).toEqual([]);
    expect((await test.inbox(test.reader)).length).toBe(before + 1);
  });

  it('begins at once with what a crash left, when nobody else can be at work', async () => {
    const broken = await begin(
      { mail: { ...test.store.mail, deliver: () => new Promise(() => {}) }, worker: { leaseMs: 60_000 } },
      false,
    );
    const sent = await test.send(broken, [test.reader.address]);
    const heir = await begin({ worker: { alone: true } });
    await eventually(() => state(heir, sent)).toEqual(['sent']);
  });

  it('does not begin again with what it has itself under way', async () => {
    const queue = await begin({ worker: { leaseMs: 60_000 } });
    sink.onData = () => new Promise((resolve) => setTimeout(resolve, 800, undefined));
    const sent = await test.send(queue, ['a@example.com']);
    await eventually(() => sink.open).toBe(1);
    await database.pools.query(
      "update queue_recipient set lease_until = now() - interval '1 s' where state = 'sending'",
    );
    queue.worker.wake();
    await eventually(() => state(queue, sent)).toEqual(['sent']);
    expect(sink.caught.length).toBe(1);
  });

  it('begins again with what is due, though the attempt before is still at its last words', async () => {
    const ending = Promise.withResolvers<void>();
    onTestFinished(() => ending.resolve());
    const query = async (statement: { name?: string; values?: unknown[] }) => {
      // Of one message, not the sweep's.
      if (statement.name === 'queue_finish' && statement.values![0]) await ending.promise;
      return database.pools.query(statement as never);
    };
    const queue = await begin({ pools: { ...database.pools, query } as Pools, worker: { leaseMs: 60_000 } });
    sink.onRcpt = () => [451, '4.7.1 Greylisted'];
    const sent = await test.send(queue, ['a@example.com']);
    await eventually(() => test.recipients(queue, sent)).toMatchObject([{ state: 'queued', attempts: 1 }]);
    sink.onRcpt = () => undefined;
    test.clock.now += 5 * minute;
    queue.worker.wake();
    await eventually(() => state(queue, sent)).toEqual(['sent']);
    expect(sink.caught.length).toBe(1);
  });

  it('rolls a delivery back whose lease is gone', async () => {
    const also = {
      text: 'update queue_recipient set attempts = attempts where queue_id = $1',
      values: [-1],
      expectRows: 1,
    };
    const before = (await test.inbox(test.reader)).length;
    await expect(
      test.store.mail.deliver(Buffer.from('Subject: y\r\n\r\ny\r\n'), [{ accountId: test.reader.accountId }], {
        alsoInTransaction: also,
      }),
    ).rejects.toBeInstanceOf(DeliveryConflict);
    expect((await test.inbox(test.reader)).length).toBe(before);
  });
});

describe('what is not lost', () => {
  it('is sent after a restart', async () => {
    const first = await begin({}, false);
    const sent = await test.send(first, ['a@example.com', test.reader.address]);
    expect(await state(first, sent)).toEqual(['queued', 'sent']);
    await first.stop();
    const second = await begin();
    await eventually(() => state(second, sent)).toEqual(['sent', 'sent']);
  });

  it('a 250 that can only be noted later is not asked for twice', async () => {
    let failures = 3;
    const pools: Pools = {
      ...database.pools,
      query: ((...args: unknown[]) => {
        if ((args[0] as { name?: string }).name === 'queue_settle' && failures-- > 0) {
          return Promise.reject(new PlatformError('database.unavailable'));
        }
        return (database.pools.query as (...a: unknown[]) => unknown)(...args);
      }) as Pools['query'],
    };
    const queue = await begin({ pools });
    const sent = await test.send(queue, ['a@example.com']);
    await eventually(() => state(queue, sent)).toEqual(['sent']);
    expect(sink.caught.length).toBe(1);
    expect(failures).toBeLessThan(0);
  });

  it('a stop lets transactions end, and gives back what was not begun', async () => {
    const queue = await begin({ worker: { perDestination: 1 } });
    sink.onData = () => new Promise((resolve) => setTimeout(resolve, 300, undefined));
    const sent = await Promise.all([1, 2, 3].map((i) => test.send(queue, [`r${i}@example.com`])));
    await eventually(() => sink.open).toBe(1);
    await queue.stop(2000);
    const states = (await Promise.all(sent.map((s) => state(queue, s)))).flat();
    expect(states.filter((s) => s === 'sent').length).toBe(sink.caught.length);
    expect(states.filter((s) => s === 'sending')).toEqual([]);
    expect(states.filter((s) => s === 'queued').length).toBe(3 - sink.caught.length);
  });

  it('an attempt that is cut off by a stop is deferred', async () => {
    const queue = await begin();
    sink.onData = () => new Promise(() => {});
    const sent = await test.send(queue, ['slow@example.com']);
    await eventually(() => sink.open).toBe(1);
    await queue.stop(200);
    expect(await state(queue, sent)).toEqual(['queued']);
  });

  it('local mail waits a short time when the store fails, then arrives', async () => {
    let failures = 1;
    const mail = {
      ...test.store.mail,
      deliver: (...args: Parameters<typeof test.store.mail.deliver>) =>
        failures-- > 0 ? Promise.reject(new PlatformError('blobs.unavailable')) : test.store.mail.deliver(...args),
    };
    const queue = await begin({ mail });
    const sent = await test.send(queue, [test.reader.address], { subject: 'Chờ' });
    expect(sent.recipients).toMatchObject([{ state: 'queued' }]);
    expect(await test.recipients(queue, sent)).toMatchObject([{ state: 'queued', lastStatus: '4.3.0' }]);
    test.clock.now += 15_000;
    queue.worker.wake();
    await eventually(() => state(queue, sent)).toEqual(['sent']);
  });
});

describe('what is said to other servers', () => {
  it('DSN parameters of each recipient, SIZE and 8BITMIME', async () => {
    const queue = await begin();
    await test.send(
      queue,
      [
        { address: 'a@example.com', notify: ['SUCCESS', 'FAILURE'], orcpt: 'rfc822;A+B@example.com' },
        { address: 'b@example.com', notify: ['NEVER'] },
        'c@example.com',
      ],
      { ret: 'HDRS', envid: 'id+1=x' },
    );
    await eventually(() => sink.caught.length).toBe(1);
    const [caught] = sink.caught;
    expect(caught).toMatchObject({
      from: test.sender.address,
      to: ['a@example.com', 'b@example.com', 'c@example.com'],
      notify: [['SUCCESS', 'FAILURE'], ['NEVER'], undefined],
      orcpt: ['rfc822;A+B@example.com', undefined, undefined],
      args: { RET: 'HDRS', ENVID: 'id+1=x', BODY: '8BITMIME' },
    });
    expect(Number(caught!.args.SIZE)).toBeGreaterThan(100);
  });

  it('tells the sender itself where the other server knows no DSN', async () => {
    await sink.close();
    sink = await startSink('127.0.0.1', { hideDSN: true });
    const queue = await begin();
    await test.send(queue, [{ address: 'a@example.com', notify: ['SUCCESS'] }], { subject: 'Tiếp' });
    await eventually(async () => (await test.inbox(test.sender)).at(-1)).toContain('Action: relayed\r\nStatus: 2.0.0');
  });

  it('A-labels of domains, whether written so or not', async () => {
    dns.zone['xn--qung-ninh-m86d.test'] = { a: ['127.0.0.1'] };
    const queue = await begin();
    const sent = await test.send(queue, [
      'a@xn--qung-ninh-m86d.test',
      `b@${domainToUnicode('xn--qung-ninh-m86d.test')}`,
    ]);
    await eventually(() => state(queue, sent)).toEqual(['sent', 'sent']);
    expect(sink.caught.flatMap((c) => c.to).map((to) => to.replace(/.*@/, '')).length).toBe(2);
    expect(sink.caught.map((c) => c.args.SMTPUTF8)).toEqual([undefined]);
  });

  it('fails what the other server can not take', async () => {
    await sink.close();
    sink = await startSink('127.0.0.1', { hideSMTPUTF8: true, size: 1000 });
    const queue = await begin();
    const utf8 = await test.send(queue, ['hiếu@example.com'], { smtpUtf8: true });
    const large = await test.send(queue, ['a@example.com'], { body: 'x'.repeat(2000) });
    await eventually(async () => (await test.recipients(queue, utf8))[0]).toMatchObject({
      state: 'failed',
      lastStatus: '5.6.7',
    });
    await eventually(async () => (await test.recipients(queue, large))[0]).toMatchObject({
      state: 'failed',
      lastStatus: '5.3.4',
    });
  });

  it('insists on TLS where told to, and does without where it may', async () => {
    await sink.close();
    sink = await startSink('127.0.0.1', { disabledCommands: ['STARTTLS'] });
    const strict = await begin({ requiresTls: (domain) => domain === 'example.com' });
    const sent = await test.send(strict, ['a@example.com']);
    await eventually(async () => (await test.recipients(strict, sent))[0]).toMatchObject({
      state: 'queued',
      attempts: 1,
    });
    expect(sink.caught).toEqual([]);
    await strict.stop();
    const lax = await begin();
    await test.send(lax, ['b@example.com']);
    await eventually(() => sink.caught.map((c) => c.secure)).toEqual([false]);
  });

  it('does without TLS where it is offered and broken', async () => {
    await sink.close();
    sink = await startSink('127.0.0.1', {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'PSK-AES128-CBC-SHA',
    });
    const queue = await begin();
    await test.send(queue, ['b@example.com']);
    await eventually(() => sink.caught.map((c) => c.secure)).toEqual([false]);
  });

  it('sends everything to the relay, signed in', async () => {
    await sink.close();
    sink = await startSink('127.0.0.1', { authOptional: false, allowInsecureAuth: true });
    const relay = {
      host: 'relay.example',
      port: sink.port,
      user: 'congvu',
      password: 'relay-password',
      tls: 'none' as const,
    };
    const queue = await begin({ outbound: { mode: 'relay', relay, dns: [dns.server] } });
    await test.send(queue, ['a@one.example', 'b@two.example']);
    await eventually(() => sink.caught.map((c) => [c.user, c.to])).toEqual([
      ['congvu', ['a@one.example', 'b@two.example']],
    ]);
    const wrong = await begin(
      { outbound: { mode: 'relay', relay: { ...relay, password: 'wrong' }, dns: [dns.server] } },
      false,
    );
    await queue.stop();
    await wrong.start();
    const sent = await test.send(wrong, ['c@one.example']);
    await eventually(async () => (await test.recipients(wrong, sent))[0]).toMatchObject({
      state: 'queued',
      attempts: 1,
      lastStatus: '4.7.8',
    });
  });
});

describe('an operator', () => {
  const actor = { kind: 'cli' } as const;

  it('lets held mail go, and drops it with or without a word', async () => {
    const queue = await begin({ outbound: { mode: 'held', relay: null, dns: [dns.server] } });
    const sent = await Promise.all(
      ['a', 'b', 'c'].map((name) => test.send(queue, [`${name}@example.com`], { subject: name })),
    );
    expect(sent.flatMap((s) => s.recipients.map((r) => r.state))).toEqual(['held', 'held', 'held']);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sink.caught).toEqual([]);
    expect((await queue.operator.list({ states: ['held'] })).length).toBe(3);
    expect(await queue.operator.retry({ queueIds: [sent[0]!.queueId!] }, actor)).toBe(1);
    await eventually(() => sink.caught.map((c) => c.to[0])).toEqual(['a@example.com']);
    expect(await queue.operator.drop({ queueIds: [sent[1]!.queueId!] }, actor)).toBe(1);
    expect(await queue.operator.drop({ queueIds: [sent[2]!.queueId!] }, actor, { tell: true })).toBe(1);
    expect(await queue.operator.drop({ queueIds: [sent[2]!.queueId!] }, actor)).toBe(0);
    await eventually(async () => (await test.inbox(test.sender)).at(-1)).toContain(
      'Removed from the queue by an operator',
    );
    const { rows } = await database.pools.query(
      "select kind, data from audit_event where kind like 'queue.%' order by event_id",
    );
    expect(rows.map((row) => row.kind)).toEqual(['queue.retry', 'queue.drop', 'queue.drop']);
  });

  it('holds what is queued, and makes what waits go now', async () => {
    const queue = await begin();
    sink.onRcpt = () => [450, '4.2.0 Later'];
    const sent = await test.send(queue, ['a@example.com']);
    await eventually(async () => (await test.recipients(queue, sent))[0]).toMatchObject({
      state: 'queued',
      attempts: 1,
    });
    expect(await queue.operator.hold({ domain: 'EXAMPLE.com' }, actor)).toBe(1);
    sink.onRcpt = () => undefined;
    test.clock.now += 60 * minute;
    queue.worker.wake();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await state(queue, sent)).toEqual(['held']);
    expect(await queue.operator.retry({ queueIds: [sent.queueId!] }, actor)).toBe(1);
    await eventually(() => state(queue, sent)).toEqual(['sent']);
  });
});

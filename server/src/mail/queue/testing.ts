/** For tests: a queue on a test database, one person who sends, and a clock that tests turn. */
import type { TestDatabase } from '../../../../test/support/database.ts';
import type { UsableAddress } from '../../accounts/index.ts';
import { type TestPerson, type TestProvince, testProvince } from '../../directory/testing.ts';
import { createLog, createNotifications } from '../../platform/index.ts';
import { type TestMail, testMail, testQuota } from '../testing.ts';
import type { Submitted } from './outbox.ts';
import { createQueue, type Queue, type QueueOptions } from './queue.ts';
import type { Envelope, QueuedRecipient } from './types.ts';

export interface TestQueue {
  province: TestProvince;
  store: TestMail;
  sender: TestPerson;
  reader: TestPerson;
  /** Another process: a queue of its own over the same database. */
  create(options: Partial<QueueOptions>): Promise<Queue>;
  /** Milliseconds that the clock is ahead. */
  clock: { now: number };
  send(
    queue: Queue,
    to: (string | Envelope['to'][number])[],
    more?: Partial<Envelope> & { subject?: string; body?: string },
  ): Promise<Submitted>;
  recipients(queue: Queue, submitted: Submitted): Promise<QueuedRecipient[]>;
  inbox(person: TestPerson): Promise<string[]>;
  stop(): Promise<void>;
}

export async function testQueue(database: TestDatabase): Promise<TestQueue> {
  const log = createLog({ level: (process.env.TEST_LOG as 'debug' | undefined) ?? 'silent' });
  const province = await testProvince(database.pools);
  const store = await testMail(database.url, database.pools);
  const notifications = await createNotifications(database.url, log);
  const sender = await province.person('Lê Minh Hiếu');
  const reader = await province.person('Trần Văn Bình');
  const usable = (person: TestPerson, name: string): UsableAddress[] => [
    { address: person.address, name, accountId: person.accountId, right: 'own', isPrimary: true },
  ];
  const clock = { now: Date.now() };
  const queues: Queue[] = [];
  return {
    province,
    store,
    sender,
    reader,
    clock,
    async create(options) {
      const queue = createQueue({
        pools: database.pools,
        mail: store.mail,
        access: {
          usableAddresses: async (personId) => (personId === sender.personId ? usable(sender, 'Lê Minh Hiếu') : []),
        },
        notifications,
        log,
        hostname: 'mx.tiengiang.test',
        defaultQuota: () => testQuota,
        outbound: { mode: 'direct', relay: null, dns: [] },
        timeouts: { connect: 1500, greeting: 1500, idle: 3000 },
        clock: () => clock.now,
        ...options,
      });
      queues.push(queue);
      return queue;
    },
    send: (queue, to, { subject = 'Thư', body = 'Kính gửi', ...more } = {}) =>
      queue.outbox.submit({
        actorPersonId: sender.personId,
        envelope: { from: sender.address, to: to.map((r) => (typeof r === 'string' ? { address: r } : r)), ...more },
        bytes: Buffer.from(
          [
            `From: ${sender.address}`,
            `Subject: =?utf-8?b?${Buffer.from(subject).toString('base64')}?=`,
            '',
            body,
            '',
          ].join('\r\n'),
        ),
      }),
    recipients: async (queue, submitted) => (await queue.operator.show(submitted.queueId!))!.recipients,
    async inbox(person) {
      const { rows } = await database.pools.query<{ content_id: number }>(
        `select m.content_id from message m join mailbox b using (account_id, mailbox_id)
         where m.account_id = $1 and b.role = 'inbox' order by m.uid`,
        [person.accountId],
      );
      return (await store.mail.contents.readMany(rows.map((row) => row.content_id))).map((bytes) => bytes!.toString());
    },
    async stop() {
      for (const queue of queues) await queue.stop(500);
      await notifications.end();
      await store.stop();
    },
  };
}

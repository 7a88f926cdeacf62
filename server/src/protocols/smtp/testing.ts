/** For tests: a whole mail server on a test database, and a client that says exactly what it is told. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TestDatabase } from '../../../../test/support/database.ts';
import { type Accounts, createAccounts, setPassword } from '../../accounts/index.ts';
import { system } from '../../directory/index.ts';
import { type TestPerson, type TestProvince, testDomain, testProvince } from '../../directory/testing.ts';
import { createQueue, type Queue, type QueueOptions } from '../../mail/queue/index.ts';
import { type TestMail, testMail, testQuota } from '../../mail/testing.ts';
import { createLog, createNotifications, type Notifications } from '../../platform/index.ts';
import { makeSelfSigned } from '../../platform/tls/self-signed.ts';
import { createSmtpService, type SmtpLimits, type SmtpListener, type SmtpService } from './index.ts';

export const testPassword = 'MatKhau#789';

export interface TestServer {
  province: TestProvince;
  store: TestMail;
  accounts: Accounts;
  queue: Queue;
  smtp: SmtpService;
  ports: Record<SmtpListener, number>;
  /** A person with a password that needn't be changed. */
  person(name: string, mustChange?: boolean): Promise<TestPerson>;
  /** The octets of everything in a mailbox, by role, oldest first. */
  messages(accountId: number, role?: string): Promise<string[]>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  dnsServers?: string[];
  outbound?: Partial<QueueOptions['outbound']>;
  queue?: Partial<QueueOptions>;
  limits?: Partial<SmtpLimits>;
  hostname?: string;
  /** The address and port of SMTP. */
  listen?: { host: string; port: number };
  isTrusted?: (address: string) => boolean;
  trustedSealers?: string[];
  /** Mail store that is used instead of the real one; gets the real one. */
  wrapMail?: (mail: TestMail['mail']) => TestMail['mail'];
  province?: TestProvince;
}

export async function testServer(database: TestDatabase, options: TestServerOptions = {}): Promise<TestServer> {
  const log = createLog({ level: (process.env.TEST_LOG as 'debug' | undefined) ?? 'silent' });
  const province = options.province ?? (await testProvince(database.pools));
  const store = await testMail(database.url, database.pools);
  const notifications: Notifications = await createNotifications(database.url, log);
  const trustedNetworks = { list: [], contains: options.isTrusted ?? (() => true) };
  const accounts = await createAccounts({
    pools: database.pools,
    notifications,
    regulation: province.regulation,
    config: { trustedNetworks },
  });
  const hostname = options.hostname ?? 'mx.tiengiang.test';
  const mail = options.wrapMail ? options.wrapMail(store.mail) : store.mail;
  const queue = createQueue({
    pools: database.pools,
    mail,
    access: accounts,
    notifications,
    log,
    hostname,
    defaultQuota: () => testQuota,
    outbound: { mode: 'direct', relay: null, dns: options.dnsServers ?? [], ...options.outbound },
    timeouts: { connect: 2000, greeting: 2000, idle: 5000 },
    ...options.queue,
  });
  await queue.start();
  const smtp = createSmtpService({
    mail,
    outbox: queue.outbox,
    directory: queue.directory,
    accounts,
    dns: queue.dns,
    tls: { current: certificate(hostname), onChange: () => {} },
    log,
    hostname,
    trustedNetworks,
    mainDomain: async () => testDomain,
    ...(options.limits && { limits: options.limits }),
    ...(options.trustedSealers && { trustedSealers: options.trustedSealers }),
  });
  const { host, port } = options.listen ?? { host: '127.0.0.1', port: 0 };
  const ports = await smtp.listen(host, { smtp: port, lmtp: 0, submission: 0, submissions: 0 });
  const hash = await accounts.hasher.hash(testPassword);
  return {
    province,
    store,
    accounts,
    queue,
    smtp,
    ports,
    async person(name, mustChange = false) {
      const person = await province.person(name);
      await database.pools.transaction((tx) =>
        setPassword(tx, { personId: person.personId, hash, mustChange }, system),
      );
      return person;
    },
    async messages(accountId, role = 'inbox') {
      const { rows } = await database.pools.query<{ content_id: number }>(
        `select m.content_id from message m join mailbox b using (account_id, mailbox_id)
         where m.account_id = $1 and b.role = $2 order by m.uid`,
        [accountId, role],
      );
      const contents = await store.mail.contents.readMany(rows.map((row) => row.content_id));
      return contents.map((bytes) => bytes!.toString());
    },
    async stop() {
      await smtp.close(500);
      await queue.stop(500);
      await accounts.stop();
      await notifications.end();
      await store.stop();
    },
  };
}

const day = 86_400_000;
const certificate = (hostname: string) =>
  makeSelfSigned({ hostname, from: new Date(Date.now() - day), until: new Date(Date.now() + day) });

export interface Talk {
  /** The next whole reply, its lines joined by `\n`. */
  reply(): Promise<string>;
  /** Sends octets as they are. */
  write(octets: string | Buffer): void;
  /** Sends a line and answers the reply to it. */
  say(line: string): Promise<string>;
  startTls(): Promise<void>;
  /** Resolves when the server has closed. */
  closed: Promise<void>;
  end(): void;
}

/** Connects, waits for the greeting and says EHLO (LHLO with `lmtp`). */
export async function talk(
  port: number,
  options: { tls?: boolean; lmtp?: boolean; hello?: string | null } = {},
): Promise<Talk> {
  const gone = Promise.withResolvers<void>();
  let buffer = '';
  let waiting: ((reply: string) => void) | null = null;
  let socket: Socket = options.tls
    ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    : connectTcp(port, '127.0.0.1');

  const take = () => {
    const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(buffer);
    if (!match || !waiting) return;
    buffer = buffer.slice(match[0].length);
    const give = waiting;
    waiting = null;
    give(match[0].trimEnd().replaceAll('\r\n', '\n'));
  };
  const listen = () => {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      take();
    });
    socket.on('error', () => gone.resolve());
    socket.on('close', () => {
      gone.resolve();
      waiting?.('closed');
    });
  };
  listen();
  const client: Talk = {
    closed: gone.promise,
    reply: () =>
      new Promise((resolve) => {
        waiting = resolve;
        take();
        if (socket.destroyed) resolve('closed');
      }),
    write: (octets) => void socket.write(octets),
    say(line) {
      socket.write(`${line}\r\n`);
      return client.reply();
    },
    async startTls() {
      const plain = socket;
      plain.removeAllListeners('data');
      socket = connectTls({ socket: plain, rejectUnauthorized: false });
      await new Promise<void>((resolve, reject) => socket.once('secureConnect', () => resolve()).once('error', reject));
      listen();
    },
    end: () => socket.destroy(),
  };
  await client.reply();
  if (options.hello !== null)
    await client.say(`${options.lmtp ? 'LHLO' : 'EHLO'} ${options.hello ?? 'client.example'}`);
  return client;
}

/** AUTH PLAIN for `say`. */
export function authPlain(user: string, password: string = testPassword): string {
  return `AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`;
}

/** A plain message of someone outside. */
export function outsideMessage(headers: string[] = [], body = 'Xin chao'): string {
  return [
    'From: Nguoi Ngoai <ngoai@example.com>',
    'To: ai@tiengiang.test',
    'Subject: Thu ngo',
    'Message-ID: <x1@example.com>',
    ...headers,
    '',
    body,
    '',
  ].join('\r\n');
}

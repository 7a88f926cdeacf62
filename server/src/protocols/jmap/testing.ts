/** For tests: JMAP over real HTTP, on the store, the queue and the accounts of a test database. */
import type { AddressInfo } from 'node:net';
import { accountPolicies, createAccounts, setPassword } from '../../accounts/index.ts';
import { grantDelegation, system } from '../../directory/index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testProvince } from '../../directory/testing.ts';
import type { Mail } from '../../mail/index.ts';
import { createQueue, type Queue } from '../../mail/queue/index.ts';
import { testMail, testQuota } from '../../mail/testing.ts';
import { createHttp, createLog, createNotifications, loadConfig, type Pools } from '../../platform/index.ts';
import { createServices, followQueue, jmapRoutes } from './index.ts';

export const testPassword = 'MatKhau#789';

export interface JmapUser {
  personId: number;
  /** JMAP id of their own mailbox. */
  accountId: string;
  address: string;
  authorization: string;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as deep as a test likes
export type Loose = any;
type Json = Record<string, Loose>;

/** An answer's body. */
export const bodyOf = async (answer: Response | Promise<Response>): Promise<Loose> => (await answer).json();
export type Answer = [name: string, args: Json, callId: string];

export interface TestJmap {
  mail: Mail;
  queue: Queue;
  province: TestProvince;
  /** `http://127.0.0.1:port` */
  origin: string;
  user(name: string): Promise<JmapUser>;
  organisation(name: string): Promise<TestOrganisation>;
  delegate(
    to: JmapUser,
    organisation: TestOrganisation,
    rights: Parameters<typeof grantDelegation>[1]['rights'],
  ): Promise<void>;
  request(path: string, user: JmapUser | undefined, init?: RequestInit): Promise<Response>;
  /** Several calls in one request. */
  calls(user: JmapUser, methodCalls: [string, Json, string?][], more?: Json): Promise<Answer[]>;
  /** One call; fails when it is answered by an error. */
  call(user: JmapUser, name: string, args?: Json): Promise<Json>;
  /** One call; the error it is answered by. */
  refused(user: JmapUser, name: string, args?: Json): Promise<Json>;
  upload(user: JmapUser, octets: Buffer | string, type?: string, accountId?: string): Promise<Json>;
  stop(): Promise<void>;
}

export const using = ['core', 'mail', 'submission', 'quota'].map((c) => `urn:ietf:params:jmap:${c}`);

export async function testJmap(url: string, pools: Pools): Promise<TestJmap> {
  const log = createLog({ level: 'error' });
  const province = await testProvince(pools);
  const { regulation } = province;
  const notifications = await createNotifications(url, log);
  const config = loadConfig({});
  const accounts = await createAccounts({ pools, notifications, regulation, config });
  const { mail, stop: stopMail } = await testMail(url, pools);
  const outbound = { ...config.outbound, mode: 'held' as const };
  const queueOptions = { pools, mail, access: accounts, notifications, log, outbound, hostname: 'mail.tiengiang.test' };
  const queue = createQueue({ ...queueOptions, defaultQuota: () => testQuota });
  await notifications.listen('congvu_change', (payload) => mail.hub.receive(payload));
  await queue.start();
  const follower = await followQueue({ pools, hub: mail.hub, notifications, log });
  const app = await createHttp({ config, log, webRoot: null, version: '1', policies: accountPolicies(accounts) });
  const services = createServices({
    pools,
    mail,
    queue,
    log,
    attachmentLimit: () => 5_000_000,
    maxMessage: (octets) => Math.ceil(octets * 1.4),
    quotaWarning: () => 90,
  });
  await app.register((scope) => jmapRoutes(scope, { services, accounts, publicUrl: null }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  const request: TestJmap['request'] = (path, user, init = {}) => {
    const headers = new Headers(init.headers);
    if (user) headers.set('authorization', user.authorization);
    return fetch(path.startsWith('http') ? path : `${origin}${path}`, { ...init, headers });
  };
  const calls: TestJmap['calls'] = async (user, methodCalls, more = {}) => {
    const body = JSON.stringify({
      using,
      methodCalls: methodCalls.map(([n, a, id], i) => [n, a, id ?? `c${i}`]),
      ...more,
    });
    const answer = await request('/jmap/api', user, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    const json = (await answer.json()) as Json;
    if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(json)}`);
    return json.methodResponses as Answer[];
  };
  const withAccount = (user: JmapUser, args: Json) => ({ accountId: user.accountId, ...args });

  return {
    mail,
    queue,
    province,
    origin,
    request,
    calls,
    async user(name) {
      const person: TestPerson = await province.person(name);
      const hash = await accounts.hasher.hash(testPassword);
      await pools.transaction((tx) => setPassword(tx, { personId: person.personId, hash, mustChange: false }, system));
      const authorization = `Basic ${Buffer.from(`${person.address}:${testPassword}`).toString('base64')}`;
      return { personId: person.personId, accountId: `a${person.accountId}`, address: person.address, authorization };
    },
    organisation: (name) => province.organisation(name, 'department'),
    async delegate(to, organisation, rights) {
      await pools.transaction((tx) =>
        grantDelegation(tx, { accountId: organisation.accountId, personId: to.personId, rights }, system),
      );
    },
    async call(user, name, args = {}) {
      const [first] = await calls(user, [[name, withAccount(user, args)]]);
      if (first?.[0] !== name) throw new Error(`${name}: ${JSON.stringify(first?.[1])}`);
      return first[1];
    },
    async refused(user, name, args = {}) {
      const [first] = await calls(user, [[name, withAccount(user, args)]]);
      if (first?.[0] !== 'error') throw new Error(`${name} was not refused: ${JSON.stringify(first?.[1])}`);
      return first[1];
    },
    async upload(user, octets, type = 'application/octet-stream', accountId = user.accountId) {
      const answer = await request(`/jmap/upload/${accountId}`, user, {
        method: 'POST',
        body: new Uint8Array(Buffer.from(octets as string)),
        headers: { 'content-type': type },
      });
      const json = (await answer.json()) as Json;
      if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(json)}`);
      return json;
    },
    async stop() {
      await app.close();
      await queue.stop();
      await follower.stop();
      await stopMail();
      await accounts.stop();
      await notifications.end();
    },
  };
}

/** A message of HTML, a PDF and an enclosed message. */
export const mixedMessage = [
  'From: Sở Y tế <syt@x.test>',
  'To: a@x.test',
  'Subject: =?utf-8?q?C=C3=B4ng_v=C4=83n?=',
  'Date: Mon, 16 Nov 2026 08:30:00 +0700',
  'Message-ID: <m@x>',
  'X-So: 05/KH',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Xin <b>chào</b></p>',
  '--b',
  'Content-Type: application/pdf; name=a.pdf',
  'Content-Disposition: attachment; filename=a.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0=',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Subject: inner',
  'From: i@x.test',
  'Content-Type: text/plain',
  '',
  'inside',
  '--b--',
  '',
].join('\r\n');

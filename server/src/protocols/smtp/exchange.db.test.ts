/** Two servers of ours that send each other mail by way of a DNS. */
import { indexMessage, walkParts } from '@congvu/mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { startDns, type TestDns } from '../../../../test/support/dns.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { setQuota, system } from '../../directory/index.ts';
import type { TestPerson } from '../../directory/testing.ts';
import { dkimRecord, type Envelope, type Submitted } from '../../mail/queue/index.ts';
import { type TestServer, testServer } from './testing.ts';

const here = testDatabase();
const there = testDatabase();
const port = 20_000 + Math.floor(Math.random() * 10_000);
let dns: TestDns;
let a: TestServer;
let b: TestServer;
let hieu: TestPerson;
let lan: TestPerson;
let lanAddress: string;

beforeAll(async () => {
  dns = await startDns({
    'tiengiang.test': { mx: [[10, 'mx.tiengiang.test']], txt: ['v=spf1 ip4:127.0.0.0/8 -all'] },
    'mx.tiengiang.test': { a: ['127.0.0.1'] },
    'quangninh.test': {
      mx: [
        [20, 'dead.quangninh.test'],
        [30, 'mx.quangninh.test'],
        [10, 'gone.quangninh.test'],
      ],
    },
    'mx.quangninh.test': { a: ['127.0.0.2'] },
    'dead.quangninh.test': { a: ['127.0.0.3'] },
    'nomx.quangninh.test': { a: ['127.0.0.2'] },
    'nomail.test': { mx: [[0, '.']] },
    'self.test': { mx: [[10, 'mx.tiengiang.test']] },
    'broken.test': { fails: true },
  });
  const common = {
    dnsServers: [dns.server],
    isTrusted: () => false,
    limits: { connectionsPerAddress: 100, errors: 1000 },
  };
  a = await testServer(here, { ...common, listen: { host: '127.0.0.1', port }, queue: { mxPort: port } });
  b = await testServer(there, {
    ...common,
    hostname: 'mx.quangninh.test',
    listen: { host: '127.0.0.2', port },
    queue: { mxPort: port },
  });
  hieu = await a.person('Lê Minh Hiếu');
  lan = await b.person('Phạm Thị Lan');
  await there.pools.query("update domain set name = 'quangninh.test'");
  await there.pools.query("update address set address = replace(address, 'tiengiang.test', 'quangninh.test')");
  lanAddress = lan.address.replace('tiengiang.test', 'quangninh.test');
  const key = await a.queue.ensureDkimKey('tiengiang.test');
  dns.zone[`${key!.selector}._domainkey.tiengiang.test`] = { txt: [dkimRecord(key!)] };
  dns.zone['_dmarc.tiengiang.test'] = { txt: ['v=DMARC1; p=reject'] };
});
afterAll(async () => {
  await Promise.all([a.stop(), b.stop()]);
  await dns.close();
});

const letter = (subject: string, headers: string[] = []) =>
  Buffer.from(
    [`From: ${hieu.address}`, `To: ${lanAddress}`, `Subject: ${subject}`, ...headers, '', 'Kính gửi', ''].join('\r\n'),
  );

const send = (subject: string, to: Envelope['to'], more: Partial<Envelope> = {}): Promise<Submitted> =>
  a.queue.outbox.submit({
    actorPersonId: hieu.personId,
    envelope: { from: hieu.address, to, ...more },
    bytes: letter(subject),
  });

const arrived = (subject: string) => async () =>
  (await b.messages(lan.accountId)).find((message) => message.includes(`Subject: ${subject}\r\n`));

/** The newest report in Hiếu's inbox about a subject, taken apart. */
async function report(subject: string) {
  const find = async () =>
    (await a.messages(hieu.accountId)).findLast((m) => {
      const { subject: s } = indexMessage(Buffer.from(m)).envelope;
      return s?.endsWith(`: ${subject}`);
    });
  await eventually(find).toBeTruthy();
  const bytes = Buffer.from((await find())!);
  const index = indexMessage(bytes);
  const parts = [...walkParts(index.root)].filter((part) => !part.parts);
  const text = (n: number) => bytes.toString('utf8', parts[n]!.bodyStart, parts[n]!.bodyEnd);
  return {
    bytes,
    index,
    parts,
    status: text(1),
    people: Buffer.from(text(0), 'base64').toString(),
    third: parts[2] ? text(2) : '',
  };
}

describe('mail to another server', () => {
  it('goes past hosts that are dead, over TLS, signed, and passes there', async () => {
    const sent = await send('Thu so mot', [{ address: lanAddress }]);
    expect(sent.recipients).toEqual([
      { address: lanAddress, local: false, state: 'queued', reply: '250 2.0.0 Queued' },
    ]);
    await eventually(arrived('Thu so mot')).toBeTruthy();
    const message = (await arrived('Thu so mot')())!;
    expect(message).toMatch(/by mx\.quangninh\.test with ESMTPS\r\n\t\(TLSv1\.3/);
    expect(message).toMatch(/dkim=pass header\.i=@tiengiang\.test/);
    expect(message).toMatch(/spf=pass/);
    expect(message).toMatch(/dmarc=pass/);
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.recipients[0]).toMatchObject({
      state: 'sent',
      attempts: 1,
      remoteMta: 'mx.quangninh.test',
      lastStatus: '2.6.0',
    });
    // Noted after the recipients, in a statement of its own.
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.message.contentId).toBeNull();
  });

  it('uses the address of a domain without MX', async () => {
    const sent = await send('Khong MX', [{ address: 'x@nomx.quangninh.test' }]);
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.recipients[0]).toMatchObject({
      state: 'failed',
      lastStatus: '5.7.1',
      remoteMta: 'nomx.quangninh.test',
    });
  });

  it.each([
    ['nobody@quangninh.test', '5.1.1'],
    ['x@nomail.test', '5.1.10'],
    ['x@nonexistent.test', '5.1.2'],
    ['x@self.test', '5.4.6'],
  ])('fails at once for %s with %s and tells the sender', async (address, status) => {
    const subject = `Hong ${address}`;
    await send(subject, [{ address }], { envid: 'env-1' });
    const { index, parts, status: fields, people, third, bytes } = await report(subject);
    expect(index.root).toMatchObject({
      type: 'multipart',
      subtype: 'report',
      params: { 'report-type': 'delivery-status' },
    });
    expect(parts.map((part) => `${part.type}/${part.subtype}`)).toEqual([
      'text/plain',
      'message/delivery-status',
      'text/rfc822-headers',
    ]);
    expect(fields).toMatch(
      /^Original-Envelope-Id: env-1\r\nReporting-MTA: dns; mx\.tiengiang\.test\r\nArrival-Date: .*\r\n\r\nFinal-Recipient: /,
    );
    expect(fields).toContain(`Final-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: ${status}\r\n`);
    expect(people).toMatch(/^Thư của bạn không đến được/);
    expect(people).toContain('Your message could not be delivered');
    expect(third).toContain(`Subject: ${subject}`);
    expect(third).not.toContain('Kính gửi');
    expect(bytes.toString()).toMatch(/^Return-Path: <>\r\n/);
    expect(bytes.toString()).toContain('Auto-Submitted: auto-replied');
    expect(bytes.toString()).toMatch(/In-Reply-To: <[^>]+@tiengiang\.test>/);
  });

  it('gives the whole message back when that was asked for', async () => {
    await send('Tra ca thu', [{ address: 'nobody@quangninh.test', orcpt: 'rfc822;Boss@quangninh.test' }], {
      ret: 'FULL',
    });
    const { parts, status, third } = await report('Tra ca thu');
    expect(`${parts[2]!.type}/${parts[2]!.subtype}`).toBe('message/rfc822');
    expect(status).toContain('Original-Recipient: rfc822; Boss@quangninh.test\r\n');
    expect(status).toContain('Diagnostic-Code: smtp; 550 5.1.1');
    expect(third).toContain('Kính gửi');
  });

  it('tells nobody when that was asked for', async () => {
    const sent = await send('Im lang', [{ address: 'nobody@quangninh.test', notify: ['NEVER'] }]);
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.recipients[0]!.state).toBe('failed');
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.message.contentId).toBeNull();
    expect(
      (await a.messages(hieu.accountId)).some((m) =>
        indexMessage(Buffer.from(m)).envelope.subject?.includes('Im lang'),
      ),
    ).toBe(false);
  });

  it('waits when DNS fails', async () => {
    const sent = await send('DNS hong', [{ address: 'x@broken.test' }]);
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.recipients[0]).toMatchObject({
      state: 'queued',
      attempts: 1,
      lastStatus: '4.4.3',
    });
  });

  it('sends recipients of one domain together and settles each by its own reply', async () => {
    const to = [lanAddress, lanAddress.replace('@', '+2@'), 'nobody@quangninh.test'].map((address) => ({ address }));
    const sent = await send('Nhieu nguoi', to);
    await eventually(async () => (await a.queue.operator.show(sent.queueId!))!.recipients.map((r) => r.state)).toEqual([
      'sent',
      'sent',
      'failed',
    ]);
    const copies = (await b.messages(lan.accountId)).filter((m) => m.includes('Subject: Nhieu nguoi\r\n'));
    expect(copies.length).toBe(1);
  });

  it('passes DSN parameters on, and the other server reports success', async () => {
    await send('Bao thanh cong', [{ address: lanAddress, notify: ['SUCCESS'] }], { envid: 'abc' });
    const { status } = await report('Bao thanh cong');
    expect(status).toMatch(/^Original-Envelope-Id: abc\r\nReporting-MTA: dns; mx\.quangninh\.test\r\n/);
    expect(status).toContain(`Final-Recipient: rfc822; ${lanAddress}\r\nAction: delivered\r\nStatus: 2.1.5\r\n`);
  });

  it('sends the report of a mailbox that is full to the other server', async () => {
    await there.pools.transaction((tx) => setQuota(tx, lan.accountId, 1000, system));
    const big = Buffer.concat([letter('Qua day'), Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(200))]);
    await a.queue.outbox.submit({
      actorPersonId: hieu.personId,
      envelope: { from: hieu.address, to: [{ address: lanAddress }] },
      bytes: big,
    });
    const { status } = await report('Qua day');
    expect(status).toContain('Status: 5.2.2');
    await there.pools.transaction((tx) => setQuota(tx, lan.accountId, null, system));
  });
});

describe('mail to here', () => {
  it('reports delivery when asked', async () => {
    await send('Giao tai cho', [{ address: hieu.address, notify: ['SUCCESS'] }]);
    const { status } = await report('Giao tai cho');
    expect(status).toContain(`Final-Recipient: rfc822; ${hieu.address}\r\nAction: delivered\r\nStatus: 2.1.5\r\n`);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { grantDelegation, setAccountState, setQuota, system } from '../../directory/index.ts';
import type { TestOrganisation, TestPerson } from '../../directory/testing.ts';
import { authPlain, type Talk, type TestServer, talk, testPassword, testServer } from './testing.ts';

const database = testDatabase();
let server: TestServer;
let hieu: TestPerson;
let binh: TestPerson;
let lan: TestPerson;
let office: TestOrganisation;
let sector: TestOrganisation;

beforeAll(async () => {
  server = await testServer(database, { outbound: { mode: 'held' }, limits: { recipientsPerHour: 200 } });
  hieu = await server.person('Lê Minh Hiếu');
  binh = await server.person('Trần Văn Bình');
  lan = await server.person('Phạm Thị Lan', true);
  office = await server.province.organisation('Sở Thông tin và Truyền thông', 'department');
  sector = await server.province.organisation('Sở Tài chính', 'department');
  await database.pools.transaction(async (tx) => {
    const to = { personId: hieu.personId };
    await grantDelegation(tx, { accountId: office.accountId, ...to, rights: ['send_as'] }, system);
    await grantDelegation(tx, { accountId: sector.accountId, ...to, rights: ['send_on_behalf'] }, system);
  });
});
afterAll(() => server.stop());

async function signedIn(person = hieu): Promise<Talk> {
  const client = await talk(server.ports.submissions, { tls: true });
  expect(await client.say(authPlain(person.address))).toMatch(/^235 2\.7\.0/);
  return client;
}

async function submit(client: Talk, from: string, to: string[], message: string, extra = ''): Promise<string> {
  const mail = await client.say(`MAIL FROM:<${from}>${extra}`);
  if (!mail.startsWith('250')) return mail;
  for (const address of to) {
    const rcpt = await client.say(`RCPT TO:<${address}>`);
    if (!rcpt.startsWith('250')) {
      await client.say('RSET');
      return rcpt;
    }
  }
  expect(await client.say('DATA')).toMatch(/^354/);
  client.write(message);
  return client.say('.');
}

const letter = (headers: string[], body = 'Kính gửi') => [...headers, '', body, ''].join('\r\n');

describe('AUTH', () => {
  it('is neither offered nor taken without TLS', async () => {
    const client = await talk(server.ports.submission, { hello: null });
    const plain = await client.say('EHLO client.example');
    expect(plain).not.toContain('AUTH');
    expect(plain).toContain('STARTTLS');
    expect(await client.say(authPlain(hieu.address))).toMatch(/^538 5\.7\.0/);
    expect(await client.say(`MAIL FROM:<${hieu.address}>`)).toMatch(/^530 5\.7\.0/);
    expect(await client.say('STARTTLS')).toMatch(/^220/);
    await client.startTls();
    expect(await client.say('EHLO client.example')).toContain('AUTH PLAIN LOGIN');
    expect(await client.say(authPlain(hieu.address))).toMatch(/^235 2\.7\.0/);
    client.end();
  });

  it('speaks LOGIN', async () => {
    const client = await talk(server.ports.submissions, { tls: true });
    expect(await client.say('AUTH LOGIN')).toMatch(/^334/);
    expect(await client.say(Buffer.from(hieu.address).toString('base64'))).toMatch(/^334/);
    expect(await client.say(Buffer.from(testPassword).toString('base64'))).toMatch(/^235/);
    client.end();
  });

  it('throws away what was injected before the handshake', async () => {
    const client = await talk(server.ports.submission);
    client.write('STARTTLS\r\nEHLO injected.example\r\nMAIL FROM:<x@example.com>\r\n');
    expect(await client.reply()).toMatch(/^220/);
    await client.startTls();
    expect(await client.say('MAIL FROM:<x@example.com>')).toMatch(/^(503|530)/);
    expect(await client.say('EHLO client.example')).toMatch(/^250/);
    client.end();
  });

  it('refuses wrong passwords, first passwords and locked mailboxes', async () => {
    const locked = await server.person('Đỗ Văn Khóa');
    await database.pools.transaction((tx) => setAccountState(tx, locked.accountId, 'locked', system));
    const client = await talk(server.ports.submissions, { tls: true });
    expect(await client.say(authPlain(hieu.address, 'wrong'))).toMatch(/^535 5\.7\.8/);
    expect(await client.say(authPlain(lan.address))).toMatch(
      /^535 5\.7\.13 Phai doi mat khau .*Change your first password/,
    );
    expect(await client.say(authPlain(locked.address))).toMatch(/^535 5\.7\.13/);
    client.end();
  });
});

describe('who may send as whom', () => {
  it('names the address that is not theirs, in MAIL and in From', async () => {
    const client = await signedIn();
    expect(await client.say(`MAIL FROM:<${binh.address}>`)).toBe(
      `553 5.7.1 You may not send as this address: ${binh.address}`,
    );
    const spoofed = letter([`From: ${binh.address}`, 'Subject: x']);
    expect(await submit(client, hieu.address, [binh.address], spoofed)).toBe(
      `553 5.7.1 You may not send as this address: ${binh.address}`,
    );
    expect(
      await submit(client, hieu.address, [binh.address], letter([`From: ${hieu.address}, ${binh.address}`])),
    ).toMatch(/^553 5\.7\.1/);
    const two = letter([`From: ${hieu.address}`, `From: ${binh.address}`]);
    expect(await submit(client, hieu.address, [binh.address], two)).toMatch(/^550 5\.6\.0/);
    client.end();
  });

  it('lets a delegate send as an organisation, or on behalf of it with Sender', async () => {
    const client = await signedIn();
    expect(
      await submit(client, office.address, [binh.address], letter([`From: ${office.address}`, 'Subject: a'])),
    ).toMatch(/^250/);
    expect((await server.messages(binh.accountId)).at(-1)).not.toMatch(/^Sender:/m);
    expect(
      await submit(client, sector.address, [binh.address], letter([`From: ${sector.address}`, 'Subject: b'])),
    ).toMatch(/^250/);
    expect((await server.messages(binh.accountId)).at(-1)).toMatch(new RegExp(`^Sender: .*<${hieu.address}>\r$`, 'm'));
    const foreign = letter([`From: ${sector.address}`, `Sender: ${binh.address}`]);
    expect(await submit(client, sector.address, [binh.address], foreign)).toMatch(/^550 5\.7\.1/);
    client.end();
    const { rows } = await database.pools.query(
      `select kind, account_id, actor_person_id, remote_address, data from audit_event where kind like 'mailbox.sent%' order by event_id`,
    );
    const told = { actor_person_id: hieu.personId, remote_address: '127.0.0.1' };
    const data = { protocol: 'submission', recipients: 1, messageId: expect.any(String) };
    expect(rows).toEqual([
      { ...told, kind: 'mailbox.sent-as', account_id: office.accountId, data: { ...data, subject: 'a' } },
      { ...told, kind: 'mailbox.sent-on-behalf', account_id: sector.accountId, data: { ...data, subject: 'b' } },
    ]);
  });

  it('takes letter case and tags for what they are', async () => {
    const client = await signedIn();
    const tagged = hieu.address.replace('@', '+hop@').toUpperCase();
    expect(await submit(client, tagged, [binh.address], letter([`From: ${tagged}`]))).toMatch(/^250/);
    client.end();
  });
});

describe('a message that is sent', () => {
  it('gets what is missing, loses Bcc, and arrives at once', async () => {
    const client = await signedIn();
    const before = (await server.messages(binh.accountId)).length;
    const message = letter(
      ['Subject: Bao cao', 'Bcc: secret@example.com,', ' more@example.com', 'To: x@tiengiang.test'],
      'Một dòng\r\n..',
    );
    expect(await submit(client, hieu.address, [binh.address], message, ' BODY=8BITMIME')).toMatch(
      /^250 2\.6\.0 Accepted, queue \d+$/,
    );
    const messages = await server.messages(binh.accountId);
    expect(messages.length).toBe(before + 1);
    const arrived = messages.at(-1)!;
    expect(arrived).toMatch(new RegExp(`^Return-Path: <${hieu.address}>\r\nReceived: from client.example `));
    expect(arrived).toMatch(/with ESMTPSA\r\n\t\(TLSv1\.3 cipher \w+\)/);
    expect(arrived).toMatch(/^Date: \w{3}, /m);
    expect(arrived).toMatch(/^Message-ID: <[\w-]+@tiengiang\.test>\r$/m);
    expect(arrived).toMatch(new RegExp(`^From: .*<${hieu.address}>\r$`, 'm'));
    expect(arrived).not.toMatch(/secret|more@|^Bcc/m);
    expect(arrived).toContain('\r\n\r\nMột dòng\r\n.\r\n');
    client.end();
  });

  it('waits for an operator when it goes outside and that is the setting', async () => {
    const client = await signedIn();
    expect(await submit(client, hieu.address, ['a@example.com', binh.address], letter(['Subject: Ra ngoai']))).toMatch(
      /^250/,
    );
    const [entry] = await server.queue.operator.list({ domain: 'example.com' });
    expect(entry).toMatchObject({ message: { subject: 'Ra ngoai', accountId: hieu.accountId } });
    expect(entry!.recipients.map((r) => [r.address, r.state])).toEqual([
      ['a@example.com', 'held'],
      [binh.address, 'sent'],
    ]);
    client.end();
  });

  it('refuses unknown recipients of our own domains at once', async () => {
    const client = await signedIn();
    expect(await submit(client, hieu.address, ['khongco@tiengiang.test'], letter([]))).toMatch(/^550 5\.1\.1/);
    client.end();
  });

  it('tells the sender when a mailbox turns out to be full', async () => {
    const full = await server.person('Vũ Thị Chật');
    await database.pools.transaction((tx) => setQuota(tx, full.accountId, 100, system));
    const client = await signedIn();
    expect(await submit(client, hieu.address, [full.address, binh.address], letter(['Subject: Day roi']))).toMatch(
      /^250/,
    );
    expect((await server.messages(binh.accountId)).at(-1)).toContain('Day roi');
    await eventually(async () => (await server.messages(hieu.accountId)).at(-1)).toContain(
      `Final-Recipient: rfc822; ${full.address}`,
    );
    client.end();
  });

  it('lets nobody write to everybody', async () => {
    const client = await signedIn();
    await client.say(`MAIL FROM:<${hieu.address}>`);
    for (let i = 0; i < 201; i++) await client.say(`RCPT TO:<${binh.address.replace('@', `+${i}@`)}>`);
    await client.say('DATA');
    client.write(letter(['Subject: x']));
    expect(await client.say('.')).toMatch(/^451 4\.7\.1/);
    client.end();
  });
});

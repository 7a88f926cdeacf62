import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { setAccountState, setQuota, system } from '../../directory/index.ts';
import type { TestPerson } from '../../directory/testing.ts';
import { createDirectory } from '../../mail/queue/index.ts';
import { outsideMessage, type Talk, type TestServer, talk, testServer } from './testing.ts';

const database = testDatabase();
let server: TestServer;
let hieu: TestPerson;
let binh: TestPerson;

beforeAll(async () => {
  server = await testServer(database, { limits: { message: 300_000, header: 20_000, line: 5000 } });
  hieu = await server.person('Lê Minh Hiếu');
  binh = await server.person('Trần Văn Bình');
});
afterAll(() => server.stop());

const makeDirectory = () => createDirectory({ db: database.pools, defaultQuota: () => 500 });

async function begin(to: string[], options: { lmtp?: boolean; from?: string } = {}): Promise<Talk> {
  const client = await talk(server.ports[options.lmtp ? 'lmtp' : 'smtp'], { lmtp: options.lmtp ?? false });
  expect(await client.say(`MAIL FROM:<${options.from ?? 'ngoai@example.com'}>`)).toMatch(/^250 2\.1\.0/);
  for (const address of to) expect(await client.say(`RCPT TO:<${address}>`)).toMatch(/^250 2\.1\.5/);
  return client;
}

async function data(client: Talk, message: string | Buffer): Promise<string> {
  expect(await client.say('DATA')).toMatch(/^354 /);
  client.write(message);
  return client.say('.');
}

describe('greeting', () => {
  it('offers what is done and nothing else', async () => {
    const client = await talk(server.ports.smtp, { hello: null });
    const lines = (await client.say('EHLO client.example')).split('\n').map((line) => line.slice(4));
    expect(lines.slice(1).sort()).toEqual(
      ['8BITMIME', 'DSN', 'ENHANCEDSTATUSCODES', 'PIPELINING', 'SIZE 300000', 'SMTPUTF8', 'STARTTLS'].sort(),
    );
    client.end();
  });

  it('knows LHLO in LMTP only', async () => {
    const client = await talk(server.ports.lmtp, { hello: null });
    expect(await client.say('EHLO client.example')).toMatch(/^500/);
    expect(await client.say('LHLO client.example')).toMatch(/^250/);
    client.end();
  });
});

describe('delivery', () => {
  it('puts a message into the inbox with trace fields in front', async () => {
    const client = await begin([hieu.address]);
    expect(await data(client, outsideMessage())).toMatch(/^250 2\.6\.0/);
    const [message] = await server.messages(hieu.accountId);
    expect(message).toMatch(
      /^Return-Path: <ngoai@example\.com>\r\nReceived: from client\.example \(\[127\.0\.0\.1\]\)\r\n\tby mx\.tiengiang\.test with ESMTP\r\n\tid \S+\r\n\tfor <[^>]+>;\r\n\t\w{3}, \d+ \w{3} \d{4} \d\d:\d\d:\d\d \+0700\r\nFrom: /,
    );
    expect(message).toContain('\r\n\r\nXin chao\r\n');
    client.end();
  });

  it('undoes doubled dots and keeps every other octet', async () => {
    const body = ['..one', '.two', '', '....', 'a.b', '..'].join('\r\n');
    const client = await begin([binh.address]);
    expect(await data(client, `${outsideMessage([], '')}${body}\r\n`)).toMatch(/^250/);
    const message = (await server.messages(binh.accountId)).at(-1);
    expect(message?.split('\r\n\r\n\r\n')[1] ?? message).toContain('.one\r\ntwo\r\n\r\n...\r\na.b\r\n.\r\n');
    client.end();
  });

  it.each([1, 2, 3, 5, 7])('finds the end of data however it is cut into segments of %d', async (size) => {
    const before = (await server.messages(binh.accountId)).length;
    const client = await begin([binh.address]);
    await client.say('DATA');
    const octets = Buffer.from(`${outsideMessage([], `..cut ${size}`)}.\r\nNOOP\r\n`);
    for (let at = 0; at < octets.length; at += size) {
      client.write(octets.subarray(at, at + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.reply()).toMatch(/^250 2\.6\.0/);
    expect(await client.reply()).toMatch(/^250 2\.0\.0/);
    const messages = await server.messages(binh.accountId);
    expect(messages.length).toBe(before + 1);
    expect(messages.at(-1)).toMatch(/\r\n\r\n\.cut \d\r\n$/);
    client.end();
  });

  it('takes an empty message', async () => {
    const client = await begin([hieu.address]);
    expect(await client.say('DATA')).toMatch(/^354/);
    expect(await client.say('.')).toMatch(/^250/);
    client.end();
  });

  it('stores one copy for two addresses of one mailbox, and answers LMTP for each recipient', async () => {
    const before = (await server.messages(hieu.accountId)).length;
    const client = await begin([hieu.address, hieu.address.replace('@', '+viec@').toUpperCase(), binh.address], {
      lmtp: true,
    });
    expect(await data(client, outsideMessage(['X-Test: lmtp']))).toMatch(/^250 2\.1\.5/);
    expect(await client.reply()).toMatch(/^250 2\.1\.5/);
    expect(await client.reply()).toMatch(/^250 2\.1\.5/);
    const messages = await server.messages(hieu.accountId);
    expect(messages.length).toBe(before + 1);
    expect(messages.at(-1)).toContain('with LMTP');
    expect(messages.at(-1)).not.toContain('\tfor <');
    client.end();
  });

  it('answers 200 pipelined recipients and a message in one go', async () => {
    const client = await talk(server.ports.lmtp, { lmtp: true });
    const rcpts = Array.from(
      { length: 200 },
      (_, i) => `RCPT TO:<${i % 2 ? hieu.address : binh.address.replace('@', `+${i}@`)}>\r\n`,
    );
    client.write(`MAIL FROM:<ngoai@example.com>\r\n${rcpts.join('')}DATA\r\n`);
    for (let i = 0; i < 201; i++) expect(await client.reply()).toMatch(/^250/);
    expect(await client.reply()).toMatch(/^354/);
    client.write(outsideMessage());
    client.write('.\r\n');
    // A recipient named twice counts once (RFC 5321 §4.5.3.1.8 leaves it open): 100 tags and one address.
    for (let i = 0; i < 101; i++) expect(await client.reply()).toMatch(/^250 2\.1\.5/);
    expect(await client.say('NOOP')).toMatch(/^250/);
    client.end();
  });

  it('removes results that claim to be ours and return paths that were there', async () => {
    const client = await begin([hieu.address]);
    const forged = [
      'Return-Path: <boss@example.com>',
      'Authentication-Results: mx.tiengiang.test; dmarc=pass',
      'Authentication-Results: (x) "MX.tiengiang.test" 1;\r\n spf=pass',
      'Authentication-Results: other.example; spf=pass',
    ];
    await data(client, outsideMessage(forged));
    const message = (await server.messages(hieu.accountId)).at(-1)!;
    expect(message.match(/^Return-Path:.*$/gm)).toEqual(['Return-Path: <ngoai@example.com>']);
    expect(message.match(/^Authentication-Results:.*$/gm)).toEqual(['Authentication-Results: other.example; spf=pass']);
    expect(message).toContain('\r\n\r\nXin chao\r\n');
    client.end();
  });
});

describe('recipients', () => {
  it('refuses the unknown, the locked, the full and other domains, each with its code', async () => {
    const locked = await server.person('Phạm Thị Khóa');
    const full = await server.person('Đỗ Văn Đầy');
    await database.pools.transaction((tx) => setAccountState(tx, locked.accountId, 'locked', system));
    await database.pools.transaction((tx) => setQuota(tx, full.accountId, 100, system));
    const client = await begin([]);
    expect(await client.say('RCPT TO:<khongco@tiengiang.test>')).toMatch(/^550 5\.1\.1/);
    expect(await client.say('RCPT TO:<ai@example.org>')).toMatch(/^550 5\.7\.1/);
    expect(await client.say(`RCPT TO:<${locked.address}>`)).toMatch(/^550 5\.2\.1/);
    expect(await client.say(`RCPT TO:<${full.address}>`)).toMatch(/^250/);
    expect(await client.say('DATA')).toMatch(/^354/);
    client.write(outsideMessage());
    expect(await client.say('.')).toMatch(/^552 5\.2\.2/);
    expect(await client.say('MAIL FROM:<a@example.com> SIZE=200')).toMatch(/^250/);
    expect(await client.say(`RCPT TO:<${full.address}>`)).toMatch(/^552 5\.2\.2/);
    expect(await client.say('DATA')).toMatch(/^554 5\.5\.1/);
    client.end();
  });

  it('takes a message for those who have room, and tells the sender of the others', async () => {
    const full = await server.person('Vũ Thị Chật');
    await database.pools.transaction((tx) => setQuota(tx, full.accountId, 100, system));
    const client = await begin([hieu.address, full.address], { from: binh.address });
    expect(await data(client, outsideMessage(['X-Test: partly']))).toMatch(/^250 2\.6\.0/);
    expect((await server.messages(hieu.accountId)).at(-1)).toContain('X-Test: partly');
    await eventually(async () => (await server.messages(binh.accountId)).at(-1)).toMatch(
      /Action: failed\r\nStatus: 5\.2\.2/,
    );
    client.end();
  });

  it('answers each recipient of LMTP by its outcome', async () => {
    const full = await server.person('Bùi Văn Đủ');
    await database.pools.transaction((tx) => setQuota(tx, full.accountId, 100, system));
    const client = await begin([hieu.address, full.address, binh.address], { lmtp: true });
    expect(await data(client, outsideMessage())).toMatch(/^250/);
    expect(await client.reply()).toMatch(/^552 5\.2\.2/);
    expect(await client.reply()).toMatch(/^250/);
    client.end();
  });

  it('takes 1,000 recipients and says 452 to the next', async () => {
    const client = await talk(server.ports.smtp);
    client.write('MAIL FROM:<ngoai@example.com>\r\n');
    expect(await client.reply()).toMatch(/^250/);
    for (let at = 0; at < 1001; at += 143) {
      client.write(
        Array.from({ length: 143 }, (_, i) => `RCPT TO:<${hieu.address.replace('@', `+${at + i}@`)}>\r\n`).join(''),
      );
    }
    for (let i = 0; i < 1000; i++) expect(await client.reply()).toMatch(/^250/);
    expect(await client.reply()).toMatch(/^452 4\.5\.3/);
    client.end();
  });

  it('completes postmaster, and wants SMTPUTF8 for addresses that need it', async () => {
    const client = await begin([]);
    expect(await client.say('RCPT TO:<Nobody>')).toMatch(/^(550 5\.1\.1|501|553)/);
    expect(await client.say('RCPT TO:<hiếu@tiengiang.test>')).toMatch(/^553 5\.6\.7/);
    expect(await client.say('RCPT TO:<a@xn--qung-ninh-m86d.test>')).toMatch(/^550 5\.7\.1/);
    client.end();
  });
});

describe('postmaster (RFC 5321 §4.5.1)', () => {
  it('is taken for every domain, in any letter case and without a domain, before anybody was given the address', async () => {
    for (const to of ['postmaster', 'Postmaster', 'POSTMASTER@tiengiang.test', 'postmaster+dmarc@tiengiang.test']) {
      const client = await begin([to]);
      const subject = `Gui nguoi phu trach ${to}`;
      expect(await data(client, outsideMessage([`Subject: ${subject}`]))).toMatch(/^250 2\.6\.0/);
      client.end();
      expect((await server.messages(hieu.accountId)).filter((message) => message.includes(subject))).toHaveLength(1);
    }
  });

  it('reaches the mailbox that was given the address, and another when that one is locked', async () => {
    const address = 'postmaster@tiengiang.test';
    const { pools } = database;
    await pools.query(
      `insert into address (address, domain_id, account_id)
       select $1, domain_id, $2 from domain where name = 'tiengiang.test'`,
      [address, binh.accountId],
    );
    const reaches = async () => (await makeDirectory().resolve(address)).account?.accountId;
    expect(await reaches()).toBe(binh.accountId);
    await pools.transaction((tx) => setAccountState(tx, binh.accountId, 'locked', system));
    expect(await reaches()).toBe(hieu.accountId);
    await pools.transaction((tx) => setAccountState(tx, binh.accountId, 'active', system));
    await pools.query('delete from address where address = $1', [address]);
  });
});

describe('bad content', () => {
  const cases: [string, string | Buffer, RegExp][] = [
    ['a bare LF', outsideMessage([], 'a\nb'), /^550 5\.6\.11/],
    ['a bare CR', outsideMessage([], 'a\rb'), /^550 5\.6\.11/],
    [
      'a smuggled LF.LF',
      outsideMessage([], 'a\n.\nMAIL FROM:<x@example.com>\r\nRCPT TO:<y@tiengiang.test>'),
      /^550 5\.6\.11/,
    ],
    ['a smuggled LF.CRLF', outsideMessage([], 'a\n.\r\nMAIL FROM:<x@example.com>'), /^550 5\.6\.11/],
    ['a smuggled CR.CRLF', outsideMessage([], 'a\r.\r\nMAIL FROM:<x@example.com>'), /^550 5\.6\.11/],
    ['a smuggled CR.CR', outsideMessage([], 'a\r.\rMAIL FROM:<x@example.com>'), /^550 5\.6\.11/],
    ['a smuggled CRLF.LF', outsideMessage([], 'a\r\n.\nMAIL FROM:<x@example.com>'), /^550 5\.6\.11/],
    ['NUL', outsideMessage([], 'a\0b'), /^550 5\.6\.0/],
    ['a line without end', outsideMessage([], 'x'.repeat(6000)), /^550 5\.6\.0/],
    [
      'a huge header',
      outsideMessage(Array.from({ length: 300 }, (_, i) => `X-${i}: ${'y'.repeat(80)}`)),
      /^552 5\.3\.4/,
    ],
    [
      'a loop',
      outsideMessage(Array.from({ length: 101 }, () => 'Received: from a by b; Mon, 1 Jan 2026 00:00:00 +0000')),
      /^554 5\.4\.6/,
    ],
  ];
  it.each(cases)('refuses %s and stores nothing', async (_, message, reply) => {
    const before = await database.pools.query('select count(*)::int as n from message');
    const client = await begin([hieu.address]);
    expect(await data(client, message)).toMatch(reply);
    expect(await client.say('NOOP')).toMatch(/^250/);
    expect((await database.pools.query('select count(*)::int as n from message')).rows).toEqual(before.rows);
    client.end();
  });

  it('refuses what is too large, declared or not', async () => {
    const client = await talk(server.ports.smtp);
    expect(await client.say('MAIL FROM:<ngoai@example.com> SIZE=300001')).toMatch(/^552 5\.3\.4/);
    expect(await client.say('MAIL FROM:<ngoai@example.com>')).toMatch(/^250/);
    await client.say(`RCPT TO:<${hieu.address}>`);
    expect(await data(client, outsideMessage([], `${'z'.repeat(78)}\r\n`.repeat(5000)))).toMatch(/^552 5\.3\.4/);
    expect(await client.say('NOOP')).toMatch(/^250/);
    client.end();
  });

  it('cuts off a sender who goes far beyond the limit', async () => {
    const client = await begin([hieu.address]);
    await client.say('DATA');
    const megabyte = Buffer.from(`${'z'.repeat(62)}\r\n`.repeat(16_384));
    for (let i = 0; i < 20; i++) client.write(megabyte);
    expect(await client.reply()).toMatch(/^421 5\.3\.4|closed/);
    await client.closed;
  });

  it('closes on endless lines of commands and on garbage', async () => {
    const client = await talk(server.ports.smtp);
    client.write(Buffer.alloc(64 * 1024, 0x41));
    expect(await client.reply()).toMatch(/^421/);
    const other = await talk(server.ports.smtp);
    other.write('\x01\x02\xff\r\n'.repeat(50));
    for (let i = 0; i < 9; i++) expect(await other.reply()).toMatch(/^500/);
    expect(await other.reply()).toMatch(/^421/);
    await other.closed;
  });
});

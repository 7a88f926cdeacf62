/** Messages and clients that nobody should have to meet: clear refusals, or taken as they are; the server goes on. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../../packages/imap/src/testing/client.ts';
import { deliver } from '../support/deliver.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Talk } from '../support/talk.ts';

let server: TestServer;
let one: string;
let imap: TestClient;

async function signedIn(): Promise<TestClient> {
  const client = await TestClient.connect(server.ready.imap);
  await client.greeting();
  await client.ok(`LOGIN "${one}" `, Buffer.from(server.password));
  return client;
}

/** Resident memory of the server in MB. */
function memory(): number {
  const status = readFileSync(`/proc/${server.ready.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
}

beforeAll(async () => {
  server = await startServer({ env: { CONGVU_PLAINTEXT_SIGN_IN: '1' } });
  one = server.ready.jmapTest[0]!;
  imap = await signedIn();
  await imap.ok('SELECT INBOX');
});

afterAll(async () => {
  imap?.close();
  await server?.stop();
});

const head = (...fields: string[]) => ['From: a@ngoai.test', 'Message-ID: <xau@ngoai.test>', ...fields].join('\r\n');

/** Delivers, and answers the UID it got. */
async function taken(message: string | Buffer): Promise<number> {
  expect(await deliver(server.ready.lmtp, one, message)).toMatch(/^250 /);
  await imap.ok('NOOP');
  const { untagged } = await imap.ok('UID SEARCH RETURN (MAX) ALL');
  return Number(/MAX (\d+)/.exec(untagged.join('\n'))![1]);
}

const fetched = async (uid: number, items: string) =>
  (await imap.ok(`UID FETCH ${uid} (${items})`)).untagged.join('\n');

describe('messages', () => {
  test('1,000 multiparts inside one another are kept as they are, and can be listed and searched', async () => {
    const lines = [head('Subject: hop trong hop', 'MIME-Version: 1.0')];
    for (let i = 0; i < 1000; i++) lines.push(`Content-Type: multipart/mixed; boundary=b${i}`, '', `--b${i}`);
    lines.push('Content-Type: text/plain', '', 'đáy hộp');
    for (let i = 999; i >= 0; i--) lines.push(`--b${i}--`);
    const message = lines.join('\r\n');
    const uid = await taken(message);
    expect(await fetched(uid, 'BODYSTRUCTURE ENVELOPE')).toContain('hop trong hop');
    expect(Buffer.from(await fetched(uid, 'BODY.PEEK[]'), 'latin1').toString()).toContain(message);
    expect((await imap.ok('UID SEARCH SUBJECT "hop trong hop"')).untagged.join()).toContain(String(uid));
  });

  test('1,000 messages inside one another too', async () => {
    const nested = 'Content-Type: message/rfc822\r\n\r\n'.repeat(1000);
    const uid = await taken(`${head('Subject: thu trong thu', 'MIME-Version: 1.0')}\r\n${nested}Subject: day\r\n\r\nx`);
    expect(await fetched(uid, 'BODYSTRUCTURE')).toMatch(/BODYSTRUCTURE \(/i);
  });

  test('50 MB of header are refused at the end of data, without the memory of 50 MB staying', async () => {
    const before = memory();
    const field = `X-Dai: ${'x'.repeat(900)}\r\n`;
    const header = Buffer.from(field.repeat(Math.ceil((50 << 20) / field.length)));
    expect(await deliver(server.ready.lmtp, one, Buffer.concat([header, Buffer.from('\r\nx')]))).toMatch(
      /^552 5\.3\.4 /,
    );
    expect(await deliver(server.ready.lmtp, one, `${head('Subject: sau do')}\r\n\r\nx`)).toMatch(/^250 /);
    expect(memory() - before).toBeLessThan(400);
  });

  test('the same header appended by IMAP is kept, and read as far as the limit', async () => {
    const field = `X-Dai: ${'x'.repeat(900)}\r\n`;
    const header = Buffer.from(`Subject: dau dai\r\n${field.repeat(Math.ceil((20 << 20) / field.length))}\r\nx`);
    const uid = await imap.append('INBOX', header);
    await imap.ok('NOOP');
    expect(await fetched(uid, 'RFC822.SIZE ENVELOPE')).toContain(`RFC822.SIZE ${header.length}`);
  });

  test('NUL is refused where mail comes in, and kept where its owner appends it as a literal8', async () => {
    expect(await deliver(server.ready.lmtp, one, `${head('Subject: nul')}\r\n\r\na\0b`)).toMatch(/^550 5\.6\.0 /);
    const bytes = Buffer.from('Subject: nul\r\n\r\na\0b');
    expect(await imap.send('APPEND INBOX ', bytes)).toMatchObject({ status: 'NO', code: 'CANNOT' });
    const { code } = await imap.ok('APPEND INBOX ~', bytes);
    await imap.ok('NOOP');
    expect(await fetched(Number(code.split(' ')[2]), 'BODY.PEEK[]')).toContain('a\0b');
  });

  test('bare LF, and an end of data that only some servers see, are refused', async () => {
    expect(await deliver(server.ready.lmtp, one, `${head()}\n\r\nx`)).toMatch(/^550 5\.6\.11 /);
    const smuggled = `${head()}\r\n\r\nx\n.\r\nMAIL FROM:<b@ngoai.test>\r\nRCPT TO:<${one}>\r\nDATA\r\nSubject: lậu\r\n\r\nx`;
    expect(await deliver(server.ready.lmtp, one, smuggled)).toMatch(/^550 5\.6\.11 /);
  });

  test.each([
    [
      'wrong base64',
      'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64',
      '====&%$ SOBjaOG7\r\n==x',
    ],
    ['an unknown charset', 'Content-Type: text/plain; charset=x-khong-co-that', 'thân thư'],
    ['an unknown encoding', 'Content-Type: text/plain\r\nContent-Transfer-Encoding: x-la', 'thân thư'],
    ['octets that are no UTF-8', 'Content-Type: text/plain; charset=utf-8', '\xff\xfe\xc3('],
    ['parameters without end', `Content-Type: text/plain; ${'a='.repeat(5000)}`, 'x'],
    ['a date that is none', 'Date: ngay mai, khi nao do', 'x'],
    [
      'ten thousand recipients in To',
      `To: ${Array.from({ length: 10_000 }, (_, i) => `a${i}@b.test`).join(',\r\n ')}`,
      'x',
    ],
    ['nothing at all in the header', 'x', ''],
  ])('%s: taken, kept to the octet, and shown as far as possible', async (name, field, body) => {
    const message = Buffer.from(`${head(`Subject: ${name}`)}\r\n${field}\r\n\r\n${body}`, 'latin1');
    const uid = await taken(message);
    expect(await fetched(uid, 'ENVELOPE BODYSTRUCTURE')).toContain(name);
    expect(await fetched(uid, 'BODY.PEEK[]')).toContain(message.toString('latin1'));
    expect((await imap.send(`UID FETCH ${uid} (BINARY.PEEK[1])`)).status).not.toBe('BAD');
    expect((await imap.ok('UID SEARCH TEXT "khong thay dau"')).status).toBe('OK');
  });
});

describe('clients', () => {
  test('literals too large are refused before they are sent, and ones that never come hold up nobody', async () => {
    const hanging: TestClient[] = [];
    for (let i = 0; i < 100; i++) {
      const client = await TestClient.connect(server.ready.imap);
      await client.greeting();
      client.write('a1 LOGIN {200}\r\nchỉ một chút');
      hanging.push(client);
    }
    const client = await TestClient.connect(server.ready.imap);
    await client.greeting();
    client.write('a1 LOGIN {99999999999}\r\n');
    expect((await client.reply('a1')).status).toBe('BAD');
    expect((await imap.send('APPEND INBOX {99999999999}')).code).toBe('TOOBIG');
    await imap.ok('NOOP');
    for (const one of [...hanging, client]) one.close();
  });

  test('a command line without end ends the connection, not the server', async () => {
    const client = await TestClient.connect(server.ready.imap);
    await client.greeting();
    for (let i = 0; i < 200 && !client.closed; i++) {
      client.write('x'.repeat(64 * 1024));
      await sleep(1);
    }
    await client.whenClosed();
    const talk = Talk.plain(server.ready.smtp);
    await talk.reply();
    for (let i = 0; i < 200 && !talk.closed; i++) {
      talk.write('x'.repeat(64 * 1024));
      await sleep(1);
    }
    await talk.whenClosed();
    expect(await deliver(server.ready.lmtp, one, `${head('Subject: van song')}\r\n\r\nx`)).toMatch(/^250 /);
  });

  test('slow senders hold up nobody', async () => {
    const slow: Talk[] = [];
    for (let i = 0; i < 100; i++) {
      const talk = Talk.plain(server.ready.lmtp);
      await talk.reply();
      for (const command of ['LHLO cham.test', 'MAIL FROM:<a@ngoai.test>', `RCPT TO:<${one}>`, 'DATA'])
        await talk.say(command);
      slow.push(talk);
    }
    const drip = setInterval(() => {
      for (const talk of slow) talk.write('x');
    }, 50);
    const began = performance.now();
    for (let i = 0; i < 20; i++)
      expect(await deliver(server.ready.lmtp, one, `${head('Subject: nhanh')}\r\n\r\n${i}`)).toMatch(/^250 /);
    expect(performance.now() - began).toBeLessThan(10_000);
    clearInterval(drip);
    for (const talk of slow) talk.close();
  });

  test('1,000 idle connections cost little, and all hear of a message', async () => {
    const before = memory();
    const idle: TestClient[] = [];
    for (let i = 0; i < 1000; i += 50) {
      const some = await Promise.all(
        Array.from({ length: 50 }, async () => {
          const client = await signedIn();
          await client.ok('SELECT INBOX');
          client.write('idle IDLE\r\n');
          await client.next(/^\+ /);
          return client;
        }),
      );
      idle.push(...some);
    }
    const each = ((memory() - before) * 1024) / 1000;
    expect(each, 'kB for each').toBeLessThan(200);
    const told = Promise.all(idle.map((client) => client.next(/^\* \d+ EXISTS/)));
    expect(await deliver(server.ready.lmtp, one, `${head('Subject: bao moi nguoi')}\r\n\r\nx`)).toMatch(/^250 /);
    const after = performance.now();
    await told;
    expect(performance.now() - after).toBeLessThan(5_000);
    for (const client of idle) client.close();
  });
});

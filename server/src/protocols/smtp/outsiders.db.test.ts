import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { startDns, type TestDns } from '../../../../test/support/dns.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import type { TestPerson } from '../../directory/testing.ts';
import { dkimSignature } from '../../mail/queue/dkim.ts';
import { dkimRecord } from '../../mail/queue/index.ts';
import { outsideMessage, type TestServer, talk, testServer } from './testing.ts';

const database = testDatabase();
let dns: TestDns;
let server: TestServer;
let hieu: TestPerson;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = {
  domain: 'reject.example',
  selector: 's1',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
};

beforeAll(async () => {
  dns = await startDns({
    'good.example': { txt: ['v=spf1 ip4:127.0.0.1 -all'] },
    '_dmarc.good.example': { txt: ['v=DMARC1; p=reject'] },
    'reject.example': { txt: ['v=spf1 -all'] },
    '_dmarc.reject.example': { txt: ['v=DMARC1; p=reject'] },
    's1._domainkey.reject.example': { txt: [dkimRecord(key)] },
    'junk.example': { txt: ['v=spf1 -all'] },
    '_dmarc.junk.example': { txt: ['v=DMARC1; p=quarantine'] },
    'slow.example': { silent: true },
    '_dmarc.slow.example': { silent: true },
    'broken.example': { fails: true },
    '_dmarc.broken.example': { fails: true },
    '1.0.0.127.in-addr.arpa': { ptr: ['client.good.example'] },
  });
  server = await testServer(database, {
    dnsServers: [dns.server],
    isTrusted: () => false,
    limits: { checks: 1500, errors: 6, connectionsPerAddress: 4, commandsPerTenSeconds: 60, command: 1000, data: 1500 },
  });
  hieu = await server.person('Lê Minh Hiếu');
});
afterAll(async () => {
  await server.stop();
  await dns.close();
});

async function send(sender: string, message: string): Promise<string> {
  const client = await talk(server.ports.smtp);
  await client.say(`MAIL FROM:<${sender}>`);
  await client.say(`RCPT TO:<${hieu.address}>`);
  await client.say('DATA');
  client.write(message);
  const reply = await client.say('.');
  await client.say('QUIT');
  client.end();
  return reply;
}

const from = (address: string) => outsideMessage().replace('ngoai@example.com', address);

describe('what DNS says of the sender', () => {
  it('notes a pass', async () => {
    expect(await send('a@good.example', from('a@good.example'))).toMatch(/^250/);
    const message = (await server.messages(hieu.accountId)).at(-1)!;
    expect(message).toMatch(/\r\nAuthentication-Results: mx\.tiengiang\.test;\r\n/);
    expect(message).toMatch(/spf=pass/);
    expect(message).toMatch(/dmarc=pass/);
    // The machine's own hosts file comes before DNS.
    expect(message).toMatch(/from client\.example \(\S+ \[127\.0\.0\.1\]\)/);
  });

  it('refuses what the domain of From wants refused', async () => {
    expect(await send('a@good.example', from('boss@reject.example'))).toMatch(/^550 5\.7\.1/);
  });

  it('takes the same with a signature that holds', async () => {
    const message = Buffer.from(from('boss@reject.example'));
    const signed = (await dkimSignature(message, key, new Date())) + message.toString();
    expect(await send('a@elsewhere.example', signed)).toMatch(/^250/);
    expect((await server.messages(hieu.accountId)).at(-1)).toMatch(/dkim=pass[\s\S]*dmarc=pass/);
    expect(await send('a@elsewhere.example', signed.replace('Xin chao', 'Xin chao!'))).toMatch(/^550 5\.7\.1/);
  });

  it('puts into junk what the domain wants quarantined', async () => {
    expect(await send('a@good.example', from('boss@junk.example'))).toMatch(/^250/);
    expect((await server.messages(hieu.accountId, 'junk')).at(-1)).toContain('boss@junk.example');
  });

  it('refuses two From fields', async () => {
    expect(await send('a@good.example', `From: x@good.example\r\n${from('a@good.example')}`)).toMatch(/^550 5\.6\.0/);
  });

  it('accepts, with a note, when DNS fails or says nothing in time', async () => {
    const began = Date.now();
    expect(await send('a@slow.example', from('a@slow.example'))).toMatch(/^250/);
    expect(Date.now() - began).toBeLessThan(4000);
    expect((await server.messages(hieu.accountId)).at(-1)).toMatch(/spf=temperror/);
    expect(await send('a@broken.example', from('a@broken.example'))).toMatch(/^250/);
    expect((await server.messages(hieu.accountId)).at(-1)).toMatch(/spf=temperror/);
  });
});

describe('limits on strangers', () => {
  it('hangs up on those who talk before the greeting', async () => {
    const client = talk(server.ports.smtp, { hello: null });
    const { connect } = await import('node:net');
    const early = connect(server.ports.smtp, '127.0.0.1');
    early.write('EHLO early.example\r\n');
    const said = await new Promise<string>((resolve) => early.once('data', (chunk) => resolve(chunk.toString())));
    expect(said).toMatch(/^421 /);
    early.destroy();
    (await client).end();
  });

  it('takes only so many connections from one address', async () => {
    const open = await Promise.all([1, 2, 3, 4].map(() => talk(server.ports.smtp)));
    const refused = await talk(server.ports.smtp, { hello: null });
    expect(await refused.reply()).toBe('closed');
    for (const client of open) client.end();
    await Promise.all(open.map((client) => client.closed));
    await eventually(async () => {
      const client = await talk(server.ports.smtp);
      const reply = await client.say('NOOP');
      client.end();
      return reply;
    }).toMatch(/^250/);
  });

  it('hangs up after too many errors', async () => {
    const client = await talk(server.ports.smtp);
    await client.say('MAIL FROM:<a@good.example>');
    for (let i = 0; i < 6; i++) expect(await client.say(`RCPT TO:<guess${i}@tiengiang.test>`)).toMatch(/^550 5\.1\.1/);
    expect(await client.reply()).toMatch(/^421 4\.7\.0/);
    await client.closed;
  });

  it('hangs up on a flood of commands', async () => {
    const client = await talk(server.ports.smtp);
    client.write('NOOP\r\n'.repeat(100));
    const replies: string[] = [];
    for (let reply = ''; !/^421|closed/.test(reply); ) replies.push((reply = await client.reply()));
    expect(replies.at(-1)).toMatch(/^421 4\.7\.0/);
    expect(replies.length).toBeLessThan(62);
  });

  it('hangs up on those who trickle a command, and on those who trickle a message', async () => {
    const client = await talk(server.ports.smtp);
    const trickle = setInterval(() => client.write('N'), 100);
    expect(await client.reply()).toMatch(/^421 4\.4\.2/);
    clearInterval(trickle);
    const sender = await talk(server.ports.smtp);
    await sender.say('MAIL FROM:<a@good.example>');
    await sender.say(`RCPT TO:<${hieu.address}>`);
    await sender.say('DATA');
    const drip = setInterval(() => sender.write('x\r\n'), 100);
    expect(await sender.reply()).toMatch(/^421 4\.4\.2/);
    clearInterval(drip);
    await sender.closed;
  });

  it('never relays', async () => {
    const client = await talk(server.ports.smtp);
    await client.say(`MAIL FROM:<${hieu.address}>`);
    for (const address of [
      'a@good.example',
      '"a@good.example"@good.example',
      'a%good.example@other.example',
      '@tiengiang.test:a@good.example',
    ]) {
      expect(await client.say(`RCPT TO:<${address}>`)).toMatch(/^(550 5\.7\.1|501)/);
    }
    client.end();
  });
});

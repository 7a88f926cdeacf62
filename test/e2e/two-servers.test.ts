/** Two servers of ours that find each other by DNS: two provinces, as it were. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDns, type TestDns } from '../support/dns.ts';
import { findBySubject, imapClient } from '../support/imap-client.ts';
import { findProgram } from '../support/needs.ts';
import { freePort } from '../support/postfix.ts';
import { eventually, run, runOk } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';

const password = 'Hai-tinh@2026';

/** A server for one domain, on a loopback address of its own. */
class Province {
  readonly domain: string;
  readonly person: string;
  readonly host: string;
  readonly #env: Record<string, string>;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'congvu-two-'));
  server: TestServer | undefined;

  constructor(domain: string, host: string, dns: TestDns, port: number) {
    this.domain = domain;
    this.person = `an@${domain}`;
    this.host = host;
    this.#env = {
      CONGVU_HOST: host,
      CONGVU_HOSTNAME: `mx.${domain}`,
      CONGVU_SMTP_PORT: String(port),
      CONGVU_MX_PORT: String(port),
      CONGVU_OUTBOUND: 'direct',
      CONGVU_DNS: dns.server,
      CONGVU_TRUSTED_NETWORKS: 'none',
    };
  }

  async congvu(args: string[], input = ''): Promise<string> {
    const env = { ...this.#env, CONGVU_DATA: this.#dataDir, CONGVU_LOG: 'error' };
    return (await runOk(process.execPath, ['server/src/cli/main.ts', ...args], { env, input, timeout: 60_000 })).stdout;
  }

  async addPerson(): Promise<void> {
    const who = ['--name', 'Nguyễn Thị An', '--address', this.person, '--create-domain'];
    await this.congvu(['user', 'add', ...who, '--password-stdin', '--no-must-change'], `${password}\n`);
  }

  /** What `congvu dns` says is published; only who may send is narrowed to how loopback addresses look from here. */
  async publish(dns: TestDns): Promise<void> {
    for (const line of (await this.congvu(['dns', '--json'])).trim().split('\n')) {
      const { name, type, value } = JSON.parse(line) as { name: string; type: string; value: string };
      if (type === 'TXT') {
        const parts = [...value.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
        const entry = (dns.zone[name.replace(/\.$/, '')] ??= {});
        (entry.txt ??= []).push(parts.length > 0 ? parts.join('') : value);
      }
    }
    const entry = (dns.zone[this.domain] ??= {});
    expect(entry.txt?.filter((text) => text.startsWith('v=spf1'))).toHaveLength(1);
    entry.txt = ['v=spf1 ip4:127.0.0.1 -all'];
    entry.mx = [[10, `mx.${this.domain}`]];
    dns.zone[`mx.${this.domain}`] = { a: [this.host] };
    expect(dns.zone[`_dmarc.${this.domain}`]?.txt?.[0]).toMatch(/^v=DMARC1; ?p=/);
    dns.zone[`_dmarc.${this.domain}`] = { txt: ['v=DMARC1; p=reject'] };
  }

  async start(): Promise<void> {
    this.server = await startServer({ dataDir: this.#dataDir, env: this.#env });
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }

  async send(to: string, subject: string, text: string): Promise<void> {
    const transport = createTransport({
      host: this.host,
      port: this.server!.ready.submissions,
      secure: true,
      tls: { rejectUnauthorized: false },
      auth: { user: this.person, pass: password },
      connectionTimeout: 10_000,
    });
    await transport.sendMail({ from: `"Nguyễn Thị An" <${this.person}>`, to, subject, text });
    transport.close();
  }

  async arrived(find: (source: string) => boolean, what: string): Promise<string> {
    const client = await imapClient(this.server!.ready.imaps, { address: this.person, password }, this.host);
    try {
      return await eventually(async () => {
        const lock = await client.getMailboxLock('INBOX');
        try {
          for await (const message of client.fetch('1:*', { source: true })) {
            const source = message.source!.toString();
            if (find(source)) return source;
          }
          return undefined;
        } finally {
          lock.release();
        }
      }, what);
    } finally {
      await client.logout();
    }
  }

  async arrivedWithSubject(subject: string): Promise<string> {
    const client = await imapClient(this.server!.ready.imaps, { address: this.person, password }, this.host);
    try {
      // A connection attempt that hangs is given up after half a minute.
      return await eventually(() => findBySubject(client, 'INBOX', subject), subject, 60_000);
    } finally {
      await client.logout();
    }
  }

  remove(): void {
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

let dns: TestDns;
let a: Province;
let b: Province;

beforeAll(async () => {
  dns = await startDns();
  const port = await freePort();
  a = new Province('tinh-a.test', '127.0.0.2', dns, port);
  b = new Province('tinh-b.test', '127.0.0.3', dns, port);
  for (const province of [a, b]) {
    await province.addPerson();
    await province.publish(dns);
    await province.start();
  }
}, 180_000);

afterAll(async () => {
  for (const province of [a, b]) {
    await province?.stop();
    province?.remove();
  }
  await dns?.close();
});

test('a message goes over by MX and TLS, and proves where it is from', async () => {
  await a.send(b.person, 'Thư gửi tỉnh bạn', 'Kính gửi tỉnh bạn.');
  const source = await b.arrivedWithSubject('Thư gửi tỉnh bạn');
  expect(source).toMatch(
    /^Received: from mx\.tinh-a\.test \((?:\S+ )?\[127\.0\.0\.1\]\)\r\n\tby mx\.tinh-b\.test with ESMTPS\r\n/m,
  );
  const results = /^Authentication-Results: mx\.tinh-b\.test;(?:\r\n[ \t]|[^\r])*/m.exec(source)?.[0];
  expect(results).toMatch(/dkim=pass\b[^;]*header\.i=@tinh-a\.test/);
  expect(results).toMatch(/spf=pass\b/);
  expect(results).toMatch(/dmarc=pass\b/);
  expect(dns.asked).toContain('MX tinh-b.test');
});

test('and back', async () => {
  await b.send(a.person, 'Trả lời: Thư gửi tỉnh bạn', 'Đã nhận.');
  const source = await a.arrivedWithSubject('Trả lời: Thư gửi tỉnh bạn');
  expect(source).toMatch(/dmarc=pass\b/);
});

test.skipIf(!findProgram('swaks'))('a forged sender is refused as its domain asks', async () => {
  const server = ['--server', `${b.host}:${b.server!.ready.smtp}`, '--local-interface', '127.0.0.9'];
  const forged = await run('swaks', [...server, '--from', a.person, '--to', b.person, '--timeout', '15']);
  expect(forged.stdout).toMatch(/^<\*\* 550 5\.7\.1 /m);
});

test('an unknown recipient over there becomes a report here', async () => {
  await a.send('khong-co@tinh-b.test', 'nhầm địa chỉ', 'x');
  const report = await a.arrived(
    (source) => source.includes('khong-co@tinh-b.test') && source.includes('Action: failed'),
    'a report',
  );
  expect(report).toMatch(/Status: 5\.1\.1\r\n/);
  expect(report).toMatch(/Remote-MTA: dns; ?mx\.tinh-b\.test\r\n/);
});

test('mail waits for a server that is away', async () => {
  await b.stop();
  await a.send(b.person, 'chờ tỉnh bạn', 'x');
  const waiting = await eventually(
    async () => {
      const list = await a.congvu(['queue', 'list', '--json']);
      return /"attempts":[1-9]|4\.4\.1/.test(list) ? list : undefined;
    },
    'a failed attempt in the queue',
    60_000,
  );
  expect(waiting).toContain(b.person);
  await b.start();
  await a.congvu(['queue', 'retry', '--domain', b.domain]).catch(() => a.congvu(['queue', 'retry', '--all']));
  await b.arrivedWithSubject('chờ tỉnh bạn');
});

/**
 * What the library alone costs: commands and answers go through a stream in this process, the mail lies in memory.
 * `node packages/imap/bench/library.ts` prints the CPU that metadata, bodies and sessions take.
 */
import { Duplex } from 'node:stream';
import { createImapServer } from '../src/index.ts';
import { MemoryBackend } from '../src/testing/index.ts';

const META = '(FLAGS UID INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)';
const MESSAGES = 2000;
const USER = 'user@example.org';

/** The client's end: counts what it gets, and knows when a tagged reply has come. */
class Client extends Duplex {
  octets = 0;
  #wanted = '';
  #done: (() => void) | undefined;

  constructor() {
    super({ writableHighWaterMark: 64 * 1024 });
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.octets += chunk.length;
    if (this.#done !== undefined && chunk.toString('latin1', Math.max(0, chunk.length - 1000)).includes(this.#wanted)) {
      const done = this.#done;
      this.#done = undefined;
      done();
    }
    callback();
  }

  command(text: string, wanted = 't OK '): Promise<void> {
    this.#wanted = wanted;
    const done = new Promise<void>((resolve) => {
      this.#done = resolve;
    });
    this.push(Buffer.from(`${text}\r\n`));
    return done;
  }
}

const message = (i: number, size: number): Buffer =>
  Buffer.from(
    `From: =?utf-8?B?VsSDbiB0aMawIHPhu5E=?= ${i} <vanthu${i}@so${i}.example>\r\nTo: ${USER}, b@example.org\r\n` +
      `Subject: =?utf-8?B?Q8O0bmcgdsSDbiBz4buR?= ${i}\r\nDate: Mon, 2 Jun 2025 08:00:00 +0700\r\n` +
      `Message-ID: <m${i}@so.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n` +
      `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nKính gửi.\r\n--b\r\n` +
      `Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n` +
      `Content-Disposition: attachment; filename=a.pdf\r\n\r\n${'QUJDREVGR0hJSktM\r\n'.repeat(size / 18)}\r\n--b--\r\n`,
  );

const backend = new MemoryBackend();
const account = backend.addAccount(USER, 'secret', { quota: Number.MAX_SAFE_INTEGER });
for (let i = 0; i < MESSAGES; i++) account.get('INBOX').append([{ bytes: message(i, 116_000), flags: ['\\Seen'] }]);
const server = createImapServer({ backend, allowPlaintextAuth: true });

const connect = (): Client => {
  const client = new Client();
  server.accept(client, '127.0.0.1', false);
  return client;
};
const cpu = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
async function measure(runs: number, act: () => Promise<void>): Promise<number> {
  for (let i = 0; i < Math.ceil(runs / 2); i++) await act();
  const before = process.cpuUsage();
  for (let i = 0; i < runs; i++) await act();
  return cpu(before) / runs;
}

const login = `t LOGIN ${USER} secret`;
const client = connect();
await client.command(login);
await client.command('t SELECT INBOX');
const meta = await measure(100, () => client.command(`t FETCH 1:* ${META}`));
console.log(`metadata of ${MESSAGES}: ${meta.toFixed(2)} ms CPU`);

client.octets = 0;
const before = process.cpuUsage();
for (let i = 0; i < 10; i++) await client.command('t FETCH 1:* BODY.PEEK[]');
console.log(`bodies: ${(client.octets / 1e6 / (cpu(before) / 1000)).toFixed(0)} MB per second of CPU`);

const session = await measure(3000, async () => {
  const c = connect();
  await c.command(login);
  await c.command('t SELECT INBOX');
  await c.command(`t FETCH ${MESSAGES - 49}:* ${META}`);
  await c.command('t LOGOUT');
  c.destroy();
});
console.log(
  `session (sign-in, SELECT, newest 50, LOGOUT): ${session.toFixed(3)} ms CPU, ${(1000 / session).toFixed(0)}/s`,
);
process.exit();

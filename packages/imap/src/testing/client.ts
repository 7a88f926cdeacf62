import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';

export interface Reply {
  status: 'OK' | 'NO' | 'BAD';
  /** What stands in brackets after the status, e.g. `APPENDUID 1 2`. */
  code: string;
  text: string;
  /** Untagged responses without `* `, literals in place, octets as characters. */
  untagged: string[];
}

const TIMEOUT = 10_000;

/** A small, unforgiving IMAP client for tests. */
export class TestClient {
  #socket: Socket;
  #input = '';
  #tag = 0;
  #waiting:
    | { wanted: (response: string) => boolean; resolve: (seen: string[]) => void; reject: (e: Error) => void }
    | undefined;
  /** Responses that have come and not been taken. */
  #responses: string[] = [];
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  static async connect(port: number, options: { tls?: boolean } = {}): Promise<TestClient> {
    const where = { port, host: '127.0.0.1' };
    const socket = options.tls === true ? tlsConnect({ ...where, rejectUnauthorized: false }) : connect(where);
    socket.setNoDelay(true);
    return new TestClient(socket);
  }

  /** The greeting, or another untagged response that comes unasked. */
  greeting(): Promise<string> {
    return this.next(/^\* /);
  }

  #listen(): void {
    this.#socket.on('data', (chunk) => {
      this.#input += chunk.toString('latin1');
      this.#cut();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.closed = true;
      this.#waiting?.reject(new Error(`connection closed; last: ${this.#responses.slice(-3).join('|')}`));
      this.#waiting = undefined;
    });
  }

  /** Goes on in TLS. */
  async startTls(): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners('data');
    plain.removeAllListeners('close');
    this.#socket = tlsConnect({ socket: plain, rejectUnauthorized: false });
    await new Promise((resolve, reject) => {
      this.#socket.once('secureConnect', resolve);
      this.#socket.once('error', reject);
    });
    this.#listen();
  }

  #cut(): void {
    for (;;) {
      let at = 0;
      for (;;) {
        const end = this.#input.indexOf('\r\n', at);
        if (end < 0) return;
        const literal = /\{(\d+)\}$/.exec(this.#input.slice(at, end));
        if (literal === null) {
          this.#responses.push(this.#input.slice(0, end));
          this.#input = this.#input.slice(end + 2);
          break;
        }
        at = end + 2 + Number(literal[1]);
        if (this.#input.length < at) return;
      }
      this.#settle();
    }
  }

  #settle(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const i = this.#responses.findIndex(waiting.wanted);
    if (i < 0) return;
    this.#waiting = undefined;
    waiting.resolve(this.#responses.splice(0, i + 1));
  }

  /** All responses up to one that is wanted. */
  #until(wanted: (response: string) => boolean, what: string): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no ${what} in time; got ${this.#responses.join(' | ').slice(0, 2000)}`)),
        TIMEOUT,
      );
      this.#waiting = {
        wanted,
        resolve: (seen) => {
          clearTimeout(timer);
          resolve(seen);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      if (this.closed && !this.#responses.some(wanted)) this.#waiting.reject(new Error('connection closed'));
      else this.#settle();
    });
  }

  /** The next response that fits. */
  async next(pattern: RegExp): Promise<string> {
    const seen = await this.#until((response) => pattern.test(response), String(pattern));
    return seen.at(-1) as string;
  }

  write(octets: string | Buffer): void {
    this.#socket.write(typeof octets === 'string' ? Buffer.from(octets) : octets);
  }

  nextTag(): string {
    return `a${++this.#tag}`;
  }

  async reply(tag: string): Promise<Reply> {
    const seen = await this.#until((response) => response.startsWith(`${tag} `), `reply to ${tag}`);
    const last = (seen.at(-1) as string).slice(tag.length + 1);
    const match = /^(OK|NO|BAD) (?:\[([^\]]*(?:\([^)]*\))?[^\]]*)\] ?)?(.*)$/s.exec(last);
    if (match === null) throw new Error(`not a reply: ${last}`);
    const untagged = seen.slice(0, -1).filter((response) => response.startsWith('* '));
    return {
      status: match[1] as Reply['status'],
      code: match[2] ?? '',
      text: match[3] ?? '',
      untagged: untagged.map((response) => response.slice(2)),
    };
  }

  /** Sends a command; Buffers become non-synchronising literals. */
  send(...parts: (string | Buffer)[]): Promise<Reply> {
    const tag = this.nextTag();
    this.write(`${tag} `);
    for (const part of parts) {
      if (typeof part === 'string') this.write(part);
      else {
        this.write(`{${part.length}+}\r\n`);
        this.write(part);
      }
    }
    this.write('\r\n');
    return this.reply(tag);
  }

  /** As `send`, but anything than OK is an error. */
  async ok(...parts: (string | Buffer)[]): Promise<Reply> {
    const reply = await this.send(...parts);
    if (reply.status !== 'OK') throw new Error(`${parts[0]}: ${reply.status} [${reply.code}] ${reply.text}`);
    return reply;
  }

  async append(mailbox: string, message: string | Buffer, flags = ''): Promise<number> {
    const bytes = typeof message === 'string' ? Buffer.from(message) : message;
    const { code } = await this.ok(`APPEND ${mailbox}${flags === '' ? '' : ` ${flags}`} `, bytes);
    return Number(/^APPENDUID \d+ (\d+)$/.exec(code)?.[1]);
  }

  /** No more octets from here; the server may go on. */
  endInput(): void {
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroy();
  }

  async whenClosed(): Promise<void> {
    if (!this.closed) await new Promise((resolve) => this.#socket.once('close', resolve));
  }
}

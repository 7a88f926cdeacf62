import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A line at a time with a server; says exactly what it is told. Waiting fails when the connection ends. */
export class Talk {
  readonly socket: Socket;
  #input = '';
  #lines: string[] = [];
  #wake: (() => void) | undefined;
  closed = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.#input += chunk.toString('latin1');
      const lines = this.#input.split('\r\n');
      this.#input = lines.pop()!;
      this.#lines.push(...lines);
      this.#wake?.();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
      this.#wake?.();
    });
  }

  static plain(port: number, host = '127.0.0.1'): Talk {
    return new Talk(connectTcp({ port, host }));
  }

  static tls(port: number, host = '127.0.0.1'): Talk {
    return new Talk(connectTls({ port, host, rejectUnauthorized: false }));
  }

  write(octets: string | Buffer): void {
    this.socket.write(octets);
  }

  async line(): Promise<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.closed) throw new Error('The connection has ended.');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Lines up to one that fits; answers that one. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = await this.line();
      if (pattern.test(line)) return line;
    }
  }

  /** The last line of an SMTP reply. */
  reply(): Promise<string> {
    return this.until(/^\d{3}(?: |$)/);
  }

  async say(command: string): Promise<string> {
    this.write(`${command}\r\n`);
    return this.reply();
  }

  async whenClosed(): Promise<void> {
    if (!this.closed) await new Promise((resolve) => this.socket.once('close', resolve));
  }

  close(): void {
    this.socket.destroy();
  }
}

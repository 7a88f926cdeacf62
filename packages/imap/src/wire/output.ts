import type { Writable } from 'node:stream';

/** Up to this size octets are copied among the text; larger ones are written where they lie. */
const COPY = 8 * 1024;
/** Octets handed to the socket at once. Between two such portions a client that reads shows progress. */
const PORTION = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Gathers responses and writes them in few, large portions, no faster than the client reads.
 * Text is gathered as a binary string: an idle connection holds no buffer.
 */
export class Output {
  #sink: Writable | undefined;
  #text = '';
  /** Ready to be written, in order; before `#text`. A function is called when what stands before it is sent. */
  #queue: (string | Buffer | (() => void))[] = [];
  #queued = 0;
  #waiting: (() => void)[] | undefined;
  #blocked = false;
  /** Time of the last progress while the socket doesn't take more; 0 when it does. */
  stalledSince = 0;

  constructor(sink: Writable) {
    this.#sink = sink;
  }

  /** Octets gathered and not yet handed on. */
  get size(): number {
    return this.#queued + this.#text.length;
  }

  /** The socket has more than it can send. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** After STARTTLS. */
  replaceSink(sink: Writable): void {
    this.#sink = sink;
  }

  /** ASCII, or octets as a binary string. */
  text(s: string): void {
    this.#text += s;
  }

  /** Unicode, sent as UTF-8. */
  utf8(s: string): void {
    this.#text += Buffer.byteLength(s) === s.length ? s : Buffer.from(s).toString('latin1');
  }

  /** Octets as they are. The buffer must not change until it is sent. */
  bytes(b: Buffer): void {
    if (b.length <= COPY) {
      this.#text += b.toString('latin1');
      return;
    }
    this.#spill();
    this.#queue.push(b);
    this.#queued += b.length;
  }

  /** Calls back when the operating system has all octets given so far. Never, when the connection ends before. */
  whenSent(callback: () => void): void {
    this.#spill();
    this.#queue.push(callback);
  }

  /** Hands what was gathered to the socket, or keeps it until the socket takes more. */
  flush(): void {
    if (this.#sink === undefined) {
      this.#text = '';
      return;
    }
    if (this.#blocked) {
      this.#spill();
      return;
    }
    if (this.#queue.length > 0) {
      this.#spill();
      this.#pump(this.#sink);
    } else if (this.#text !== '') {
      const text = this.#text;
      this.#text = '';
      this.#sink.write(text, 'latin1');
      this.#afterWrite(this.#sink);
    }
  }

  /** Flushes; resolves when the socket takes more (or is gone). */
  drained(): Promise<void> | undefined {
    this.flush();
    if (!this.#blocked) return undefined;
    return new Promise((resolve) => {
      (this.#waiting ??= []).push(resolve);
    });
  }

  /** To be called on the socket's `drain`. */
  onDrain(): void {
    this.#blocked = false;
    this.stalledSince = 0;
    if (this.#queue.length > 0 && this.#sink !== undefined) this.#pump(this.#sink);
    if (!this.#blocked) this.#release();
  }

  /** The connection is gone: drops everything, and whoever waits goes on. */
  close(): void {
    this.#sink = undefined;
    this.#queue = [];
    this.#queued = 0;
    this.#text = '';
    this.#blocked = false;
    this.stalledSince = 0;
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) for (const resolve of waiting) resolve();
  }

  #spill(): void {
    if (this.#text === '') return;
    this.#queue.push(this.#text);
    this.#queued += this.#text.length;
    this.#text = '';
  }

  #pump(sink: Writable): void {
    const queue = this.#queue;
    let next = 0;
    while (next < queue.length && !this.#blocked) {
      let written = 0;
      sink.cork();
      while (next < queue.length && written < PORTION) {
        const item = queue[next]!;
        if (typeof item === 'function') {
          sink.write(NOTHING, (error) => {
            if (!error) item();
          });
          next++;
        } else if (typeof item === 'string') {
          sink.write(item, 'latin1');
          written += item.length;
          next++;
        } else if (item.length > PORTION) {
          sink.write(item.subarray(0, PORTION));
          queue[next] = item.subarray(PORTION);
          written += PORTION;
        } else {
          sink.write(item);
          written += item.length;
          next++;
        }
      }
      sink.uncork();
      this.#queued -= written;
      this.#afterWrite(sink);
    }
    if (next === queue.length) this.#queue = [];
    else queue.splice(0, next);
  }

  #afterWrite(sink: Writable): void {
    if (!sink.writableNeedDrain) return;
    this.#blocked = true;
    this.stalledSince = Date.now();
  }
}

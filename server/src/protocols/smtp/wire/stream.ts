import { SMTPStream } from 'smtp-server/lib/smtp-stream.js';

/** What one DATA command brought. Dots are still doubled. */
export interface Gathered {
  chunks: Buffer[];
  /** Octets in `chunks`. */
  bytes: number;
  /** Set when octets were thrown away: more than the limit, or no memory left for them. */
  refused: 'tooLarge' | 'storageFull' | null;
}

/** Memory for messages on their way in, shared by all connections. */
export class MemoryBudget {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  take(bytes: number): boolean {
    if (this.#used + bytes > this.#limit) return false;
    this.#used += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#used -= bytes;
  }
}

type Done = (error?: Error | null) => void;

const terminator = Buffer.from('\r\n.\r\n');
/** How far over the limit a client may go before it is cut off instead of being heard out. */
const overrun = 16 * 1024 * 1024;

/**
 * smtp-server's command parser with another way to take DATA. The original looks at every octet in JavaScript and
 * passes content through a stream; here chunks are kept as they came, and only `CR LF . CR LF` is looked for, natively.
 * Nothing else ends a message (RFC 5321 §2.3.8, §4.1.1.4), which closes the door to smuggling; bare CR and LF are
 * found later and refused (`scanMessage`).
 */
export class MessageStream extends SMTPStream {
  /** Hears of recipients that were pipelined together, before the first of them is judged. */
  onRecipients: ((addresses: string[]) => void) | null = null;
  #budget: MemoryBudget | null = null;
  #limit = 0;
  #gathered: Gathered = { chunks: [], bytes: 0, refused: null };
  #total = 0;
  /** The last octets of earlier chunks, at most 4; at the start the CRLF that ended the DATA command. */
  #tail: Buffer = Buffer.alloc(0);
  #finish: ((gathered: Gathered | null) => void) | null = null;
  #resume: (() => void) | null = null;

  /**
   * Takes the octets that follow as a message. `finish` gets them, or null when the client goes too far. The octets
   * count against `budget` until `release`. Nothing more is read until `continue()`.
   */
  gather(limit: number, budget: MemoryBudget, finish: (gathered: Gathered | null) => void): void {
    this._dataMode = true;
    this.dataBytes = 0;
    this.#limit = limit;
    this.#budget = budget;
    this.#gathered = { chunks: [], bytes: 0, refused: null };
    this.#total = 0;
    this.#tail = terminator.subarray(0, 2);
    this.#finish = finish;
  }

  /** Gives back the memory of the message that was gathered last; also when the connection ends in the middle. */
  release(): void {
    this.#budget?.release(this.#gathered.bytes);
    this.#budget = null;
    this.#gathered = { chunks: [], bytes: 0, refused: null };
    this.#finish = null;
  }

  get gathering(): boolean {
    return this.#finish !== null;
  }

  override continue(): void {
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding | 'buffer', next: Done): void {
    if (!this._dataMode && this.onRecipients && chunk.length > 64) {
      const addresses = pipelinedRecipients(chunk);
      if (addresses.length > 1) this.onRecipients(addresses);
    }
    super._write(chunk, encoding, next);
  }

  override _feedDataStream(chunk: Buffer, done: Done): void {
    const end = this.#findEnd(chunk);
    if (end < 0) {
      this.#keep(chunk);
      if (this.#total > this.#limit + overrun) {
        const finish = this.#finish!;
        this.release();
        finish(null);
      }
      done();
      return;
    }
    // The content keeps the CRLF before the dot; when that came in an earlier chunk, `end` lies less than 3 in.
    const content = end - 3;
    if (content >= 0) this.#keep(chunk.subarray(0, content));
    else this.#drop(-content);
    this._dataMode = false;
    this._remainder = '';
    const finish = this.#finish!;
    this.#finish = null;
    const rest = chunk.subarray(end);
    this.#resume = () => this._write(rest, 'buffer', done);
    finish(this.#gathered);
  }

  /** The offset in `chunk` after the end of data, or -1. */
  #findEnd(chunk: Buffer): number {
    const tail = this.#tail;
    if (tail.length > 0) {
      const seam = Buffer.concat([tail, chunk.subarray(0, 4)]);
      const at = seam.indexOf(terminator);
      if (at >= 0) return at + 5 - tail.length;
    }
    const at = chunk.indexOf(terminator);
    if (at >= 0) return at + 5;
    this.#tail = chunk.length >= 4 ? chunk.subarray(chunk.length - 4) : Buffer.concat([tail, chunk]).subarray(-4);
    return -1;
  }

  #keep(chunk: Buffer): void {
    const gathered = this.#gathered;
    this.#total += chunk.length;
    this.dataBytes = this.#total;
    if (gathered.refused || chunk.length === 0) return;
    if (this.#total > this.#limit) {
      this.#refuse('tooLarge');
      return;
    }
    if (!this.#budget!.take(chunk.length)) {
      this.#refuse('storageFull');
      return;
    }
    gathered.chunks.push(chunk);
    gathered.bytes += chunk.length;
  }

  #refuse(why: 'tooLarge' | 'storageFull'): void {
    this.#budget!.release(this.#gathered.bytes);
    this.#gathered = { chunks: [], bytes: 0, refused: why };
  }

  /** Takes octets of the end of data that came in earlier chunks off again. */
  #drop(octets: number): void {
    const gathered = this.#gathered;
    if (gathered.refused) return;
    let left = octets;
    while (left > 0) {
      const last = gathered.chunks.pop();
      if (!last) return;
      const cut = Math.min(left, last.length);
      if (cut < last.length) gathered.chunks.push(last.subarray(0, last.length - cut));
      gathered.bytes -= cut;
      this.#budget!.release(cut);
      left -= cut;
    }
  }
}

/** Addresses of RCPT commands that stand in one chunk. A guess for looking them up together: nothing is decided by it. */
function pipelinedRecipients(chunk: Buffer): string[] {
  const found: string[] = [];
  for (const match of chunk.toString('utf8').matchAll(/^RCPT TO:\s?<([^<>\s]{3,320})>/gim)) found.push(match[1]!);
  return found;
}

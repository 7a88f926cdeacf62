/**
 * Cuts a byte stream into IMAP commands (RFC 9051 §2.2.1, §4.3; RFC 7888), in any chunking.
 *
 * Invariants
 * - Pull, not push: `next` goes past a command only when it is called, so that a literal is never accepted before the
 *   command ahead of it has been answered.
 * - Nothing is held between commands but what the client has already sent on.
 * - A literal costs memory as its octets arrive, not when it is announced.
 */

/** A command: text segments and the literals between them, beginning and ending with a text. Text is binary (latin1). */
export type CommandPart = string | Buffer;

export interface LiteralAnnounced {
  /** The command so far; the last part is the text before the literal, without `{…}` but with `~` of a literal8. */
  parts: CommandPart[];
  size: number;
  /** The client waits for `+`. */
  synchronizing: boolean;
  binary: boolean;
}

export type LiteralRefusal = { text: string; code?: string; status?: 'NO' | 'BAD'; close?: boolean };

export interface ReaderHost {
  /** Undefined accepts it; the host has sent `+` when the client waits for that. */
  onLiteral(literal: LiteralAnnounced): LiteralRefusal | undefined;
}

export type ReaderResult =
  | { kind: 'command'; parts: CommandPart[] }
  /** The command was read to its end and dropped. `tag` may be empty. */
  | { kind: 'refused'; tag: string; refusal: LiteralRefusal };

const LF = 10;
const LITERAL = /(~?)\{(\d{1,20})(\+?)\}$/;
/** Octets at which a growing literal gets its full buffer: the client has shown that it means it. */
const TRUST = 64 * 1024;
const MAX_TAG = 64;

export class CommandReader {
  readonly #host: ReaderHost;
  readonly #maxLine: number;
  readonly #maxLiterals: number;
  /** Received and not yet looked at. */
  #chunk: Buffer | undefined;
  #pos = 0;
  #queue: Buffer[] | undefined;
  /** A line still without its end. */
  #partial = '';
  #pieces = 0;
  #overflow = false;
  #parts: CommandPart[] | undefined;
  #textLength = 0;
  #literal: Buffer | undefined;
  #literalSize = -1;
  #literalFilled = 0;
  #refusal: LiteralRefusal | undefined;
  #swallow = 0;

  constructor(host: ReaderHost, maxLine: number, maxLiterals: number) {
    this.#host = host;
    this.#maxLine = maxLine;
    this.#maxLiterals = maxLiterals;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (this.#chunk === undefined) {
      this.#chunk = chunk;
      this.#pos = 0;
    } else (this.#queue ??= []).push(chunk);
  }

  /** In the middle of a command. */
  get partial(): boolean {
    return this.#partial !== '' || this.#parts !== undefined || this.#overflow || this.#swallow > 0;
  }

  /** Received octets wait to be looked at. */
  get pending(): boolean {
    return this.#chunk !== undefined;
  }

  /** Forgets everything received and not yet given out (STARTTLS). */
  clear(): void {
    this.#chunk = undefined;
    this.#queue = undefined;
    this.#reset();
  }

  /** One line, whatever it ends with; for continuations of AUTHENTICATE and IDLE. `null` when it is too long. */
  line(): string | null | undefined {
    const line = this.#takeLine();
    if (line === undefined) return undefined;
    const tooLong = this.#overflow;
    this.#reset();
    return tooLong ? null : line;
  }

  /** The next command, or undefined until more octets are pushed. */
  next(): ReaderResult | undefined {
    for (;;) {
      if (this.#swallow > 0 && !this.#takeSwallowed()) return undefined;
      if (this.#literalSize >= 0 && !this.#takeLiteral()) return undefined;
      const line = this.#takeLine();
      if (line === undefined) return undefined;
      if (this.#overflow) {
        // Whether it ends with a literal can't be known without reading on without bound: the connection ends.
        this.#refusal = { text: 'Command line too long', status: 'BAD', close: true };
        return this.#finish(line);
      }
      const match = line.charCodeAt(line.length - 1) === 125 ? LITERAL.exec(line) : null;
      if (match === null) return this.#finish(line);
      const result = this.#announce(line, match);
      if (result !== undefined) return result;
    }
  }

  #finish(line: string): ReaderResult {
    const parts = this.#parts;
    const refusal = this.#refusal;
    if (refusal !== undefined) {
      const first = parts?.[0] ?? line;
      this.#reset();
      return { kind: 'refused', tag: tagOf(first as string), refusal };
    }
    if (parts === undefined) return { kind: 'command', parts: [line] };
    parts.push(line);
    this.#reset();
    return { kind: 'command', parts };
  }

  /** A result when the command ends here because its literal is refused before it was sent. */
  #announce(line: string, match: RegExpExecArray): ReaderResult | undefined {
    const size = Number(match[2]);
    const synchronizing = match[3] === '';
    const binary = match[1] === '~';
    const text = line.slice(0, match.index + (binary ? 1 : 0));
    const parts = (this.#parts ??= []);
    if (this.#refusal === undefined) {
      parts.push(text);
      this.#textLength += line.length;
      if (parts.length >= this.#maxLiterals * 2) this.#refusal = { text: 'Too many literals', status: 'BAD' };
      else this.#refusal = this.#host.onLiteral({ parts, size, synchronizing, binary });
    } else if (parts.length === 0) parts.push(text);
    if (this.#refusal === undefined) {
      this.#literalSize = size;
      this.#literalFilled = 0;
      return undefined;
    }
    // The client may go on to wait for a `+` that never comes, or send the literal without asking.
    for (let i = parts.length - 1; i > 0; i--) parts.pop();
    if (synchronizing || this.#refusal.close === true) return this.#finish('');
    this.#swallow = size;
    return undefined;
  }

  #takeSwallowed(): boolean {
    while (this.#chunk !== undefined) {
      const take = Math.min(this.#swallow, this.#chunk.length - this.#pos);
      this.#swallow -= take;
      this.#advance(take);
      if (this.#swallow === 0) return true;
    }
    return false;
  }

  #takeLiteral(): boolean {
    const size = this.#literalSize;
    while (this.#literalFilled < size && this.#chunk !== undefined) {
      const take = Math.min(size - this.#literalFilled, this.#chunk.length - this.#pos);
      const needed = this.#literalFilled + take;
      if (this.#literal === undefined || this.#literal.length < needed) {
        // Untouched pages of the full buffer cost nothing yet either, but only a sender of TRUST octets gets them.
        const room = needed >= TRUST ? size : Math.min(size, Math.max(needed, 4096, 2 * this.#literalFilled));
        const grown = Buffer.allocUnsafeSlow(room);
        if (this.#literal !== undefined) this.#literal.copy(grown, 0, 0, this.#literalFilled);
        this.#literal = grown;
      }
      this.#chunk.copy(this.#literal, this.#literalFilled, this.#pos, this.#pos + take);
      this.#literalFilled = needed;
      this.#advance(take);
    }
    if (this.#literalFilled < size) return false;
    const literal = this.#literal ?? Buffer.alloc(0);
    this.#parts?.push(literal.length === size ? literal : literal.subarray(0, size));
    this.#literal = undefined;
    this.#literalSize = -1;
    return true;
  }

  /** A whole line without its end (CRLF, or LF alone), or undefined. Beyond the limit: its beginning, and `#overflow`. */
  #takeLine(): string | undefined {
    while (this.#chunk !== undefined) {
      const chunk = this.#chunk;
      const start = this.#pos;
      const lf = chunk.indexOf(LF, start);
      const end = lf < 0 ? chunk.length : lf;
      if (this.#textLength + this.#partial.length + (end - start) > this.#maxLine) {
        this.#overflow = true;
        // Enough to answer with the tag.
        return (this.#partial + chunk.toString('latin1', start, Math.min(end, start + MAX_TAG + 2))).slice(
          0,
          MAX_TAG + 2,
        );
      }
      const line = this.#partial + chunk.toString('latin1', start, end);
      this.#advance(end - start + (lf < 0 ? 0 : 1));
      if (lf >= 0) {
        this.#partial = '';
        this.#pieces = 0;
        return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
      }
      // A string pieced together from many is a tree of them; flatten it now and then.
      this.#partial = ++this.#pieces % 64 === 0 ? Buffer.from(line, 'latin1').toString('latin1') : line;
    }
    return undefined;
  }

  #advance(n: number): void {
    this.#pos += n;
    if (this.#chunk !== undefined && this.#pos >= this.#chunk.length) {
      this.#chunk = this.#queue?.shift();
      if (this.#queue?.length === 0) this.#queue = undefined;
      this.#pos = 0;
    }
  }

  #reset(): void {
    this.#partial = '';
    this.#pieces = 0;
    this.#overflow = false;
    this.#parts = undefined;
    this.#textLength = 0;
    this.#literal = undefined;
    this.#literalSize = -1;
    this.#refusal = undefined;
    this.#swallow = 0;
  }
}

/** The tag a refused command began with, or an empty string when it is no tag. */
function tagOf(text: string): string {
  const match = /^[^\s(){%*"\\+\]\u0000-\u001f\u007f-\u00ff]{1,64}(?= )/.exec(text);
  return match === null ? '' : match[0];
}

/** Boundary lines (RFC 2046 §5.1.1), found by their start "\n--" with native search, judged against every open multipart. */

const CANDIDATE = Buffer.from('\n--');
/** After a miss this many octets are looked at one by one: short lines of dashes would make native calls dear. */
const NEAR = 48;

/** What ended a part. */
export interface Delimiter {
  /** Which of the open multiparts it belongs to; -1 at the end of the message. */
  level: number;
  closing: boolean;
  /** End of what stands before, without the line break that belongs to the delimiter. */
  contentEnd: number;
  /** After the delimiter's line. */
  after: number;
}

export class Delimiters {
  /** Boundaries of the open multiparts as latin1 text, the innermost last. */
  readonly open: string[] = [];
  readonly #raw: Buffer;

  constructor(raw: Buffer) {
    this.#raw = raw;
  }

  /** The next delimiter of any open multipart, from a line's start on. */
  next(from: number): Delimiter {
    const raw = this.#raw;
    const end = raw.length;
    if (this.open.length === 0) return { level: -1, closing: false, contentEnd: end, after: end };
    // The line break before may belong to a header's end, so the search begins on it.
    let at = from;
    if (raw[at] === 0x2d && raw[at + 1] === 0x2d) {
      const found = this.at(at, from);
      if (found) return found;
    }
    for (;;) {
      at = this.#candidate(at);
      if (at < 0) return { level: -1, closing: false, contentEnd: end, after: end };
      const found = this.at(at + 1, from);
      if (found) return found;
      at += 1;
    }
  }

  /** The position of the next "\n--" at or after `from`, or -1. */
  #candidate(from: number): number {
    const raw = this.#raw;
    const near = Math.min(from + NEAR, raw.length - 2);
    for (let i = from; i < near; i++) {
      if (raw[i] === 0x0a && raw[i + 1] === 0x2d && raw[i + 2] === 0x2d) return i;
    }
    return from >= raw.length ? -1 : raw.indexOf(CANDIDATE, from);
  }

  /** Judges the line that starts with `--` at `line`; what it ends began at `start`. */
  at(line: number, start: number): Delimiter | undefined {
    const raw = this.#raw;
    // Innermost first: a boundary that is the beginning of another one can't take its lines, as whole lines are compared.
    for (let level = this.open.length - 1; level >= 0; level--) {
      const boundary = this.open[level]!;
      let at = line + 2;
      let i = 0;
      while (i < boundary.length && raw[at] === boundary.charCodeAt(i)) {
        i++;
        at++;
      }
      if (i < boundary.length) continue;
      const closing = raw[at] === 0x2d && raw[at + 1] === 0x2d;
      if (closing) at += 2;
      while (raw[at] === 0x20 || raw[at] === 0x09 || raw[at] === 0x0d) at++;
      if (at < raw.length && raw[at] !== 0x0a) continue;
      let contentEnd = line;
      if (contentEnd > start && raw[contentEnd - 1] === 0x0a) contentEnd--;
      if (contentEnd > start && raw[contentEnd - 1] === 0x0d) contentEnd--;
      return { level, closing, contentEnd, after: Math.min(at + 1, raw.length) };
    }
    return undefined;
  }
}

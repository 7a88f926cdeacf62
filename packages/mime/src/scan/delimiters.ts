/**
 * Boundary lines (RFC 2046 §5.1.1), found by their start "\n--" with native search. A line is compared whole, so a boundary
 * that begins another one can't take its lines; and by a hash with all open multiparts at once, so that fifty of them cost
 * no more than one.
 */

const CANDIDATE = Buffer.from('\n--');
/** After a miss this many octets are looked at one by one: short lines of dashes would make native calls dear. */
const NEAR = 48;
/** Not the same for two processes: nobody can prepare boundaries that collide. */
const BASIS = Math.floor(Math.random() * 0x7fffffff) | 1;

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
  readonly #raw: Buffer;
  /** Boundaries of the open multiparts as latin1 text, the innermost last. */
  readonly #open: string[] = [];
  readonly #levels = new Map<number, number[]>();
  /** How many open boundaries begin with an octet. */
  readonly #first = new Uint8Array(256);
  #longest = 0;

  constructor(raw: Buffer) {
    this.#raw = raw;
  }

  /** How many multiparts are open. */
  get depth(): number {
    return this.#open.length;
  }

  /** Opens a multipart and answers its level. At most `MAX_DEPTH` may be open. */
  push(boundary: string): number {
    const level = this.#open.push(boundary) - 1;
    const hash = hashOf(boundary);
    const levels = this.#levels.get(hash);
    if (levels) levels.push(level);
    else this.#levels.set(hash, [level]);
    this.#first[boundary.charCodeAt(0)]!++;
    if (boundary.length > this.#longest) this.#longest = boundary.length;
    return level;
  }

  /** Closes the innermost multipart. */
  pop(): void {
    const boundary = this.#open.pop()!;
    const hash = hashOf(boundary);
    const levels = this.#levels.get(hash)!;
    if (levels.length > 1) levels.pop();
    else this.#levels.delete(hash);
    this.#first[boundary.charCodeAt(0)]!--;
  }

  /** The next delimiter of any open multipart, from a line's start on. */
  next(from: number): Delimiter {
    const raw = this.#raw;
    const end = raw.length;
    const none = { level: -1, closing: false, contentEnd: end, after: end };
    if (this.#open.length === 0) return none;
    if (raw[from] === 0x2d && raw[from + 1] === 0x2d) {
      const found = this.at(from, from);
      if (found) return found;
    }
    for (let at = this.#candidate(from); at >= 0; at = this.#candidate(at + 1)) {
      const found = this.at(at + 1, from);
      if (found) return found;
    }
    return none;
  }

  /** The first delimiter whose line starts between two offsets, the first of them not a line's start. */
  within(from: number, to: number, start: number): Delimiter | undefined {
    for (let at = this.#candidate(from, to); at >= 0 && at < to; at = this.#candidate(at + 1, to)) {
      const found = this.at(at + 1, start);
      if (found) return found;
    }
    return undefined;
  }

  /** The position of the next "\n--" at or after `from`, or -1. Native search goes no further than `to` needs. */
  #candidate(from: number, to = this.#raw.length): number {
    const raw = this.#raw;
    const near = Math.min(from + NEAR, raw.length - 2);
    let at = from;
    for (; at < near; at++) {
      if (raw[at] === 0x0a && raw[at + 1] === 0x2d && raw[at + 2] === 0x2d) return at;
    }
    if (at >= to) return -1;
    return to < raw.length ? raw.subarray(0, to + 2).indexOf(CANDIDATE, at) : raw.indexOf(CANDIDATE, at);
  }

  /** Judges the line that starts with `--` at `line`; what it ends began at `start`. */
  at(line: number, start: number): Delimiter | undefined {
    const raw = this.#raw;
    const size = raw.length;
    const begin = line + 2;
    if (begin >= size || this.#first[raw[begin]!] === 0) return undefined;
    // The line without blanks at its end; no longer than the longest boundary and two dashes, or it is none of ours.
    const limit = begin + this.#longest + 2;
    let end = begin;
    let at = begin;
    for (; at < size; at++) {
      const octet = raw[at]!;
      if (octet === 0x0a) break;
      if (octet !== 0x20 && octet !== 0x09 && octet !== 0x0d) {
        if (at >= limit) return undefined;
        end = at + 1;
      }
    }
    let hash = BASIS;
    let inner = BASIS;
    for (let i = begin; i < end; i++) {
      if (i === end - 2) inner = hash;
      hash = Math.imul(hash ^ raw[i]!, 0x01000193);
    }
    let level = this.#match(hash, begin, end);
    let closing = false;
    if (end - begin > 2 && raw[end - 1] === 0x2d && raw[end - 2] === 0x2d) {
      const closed = this.#match(inner, begin, end - 2);
      if (closed > level) {
        level = closed;
        closing = true;
      }
    }
    if (level < 0) return undefined;
    let contentEnd = line;
    if (contentEnd > start && raw[contentEnd - 1] === 0x0a) contentEnd--;
    if (contentEnd > start && raw[contentEnd - 1] === 0x0d) contentEnd--;
    return { level, closing, contentEnd, after: Math.min(at + 1, size) };
  }

  /** The innermost level whose boundary stands between two offsets, or -1. */
  #match(hash: number, begin: number, end: number): number {
    const levels = this.#levels.get(hash);
    if (!levels) return -1;
    for (let i = levels.length - 1; i >= 0; i--) {
      if (this.#equal(this.#open[levels[i]!]!, begin, end)) return levels[i]!;
    }
    return -1;
  }

  #equal(boundary: string, begin: number, end: number): boolean {
    if (boundary.length !== end - begin) return false;
    for (let i = 0; i < boundary.length; i++) if (this.#raw[begin + i] !== boundary.charCodeAt(i)) return false;
    return true;
  }
}

function hashOf(boundary: string): number {
  let hash = BASIS;
  for (let i = 0; i < boundary.length; i++) hash = Math.imul(hash ^ boundary.charCodeAt(i), 0x01000193);
  return hash;
}

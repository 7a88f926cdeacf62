import { parseDateTime } from './dates.ts';
import type { CommandPart } from './reader.ts';
import { parseSequenceSet, type SequenceSet } from './sequence-set.ts';
import { decodeUtf7 } from './utf7.ts';

/** The client's command doesn't fit the grammar, or not the state: answered BAD. */
export class BadCommand extends Error {
  readonly code: string | undefined;
  constructor(text: string, code?: string) {
    super(text);
    this.name = 'BadCommand';
    this.code = code;
  }
}

const ATOM = /[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y;
/** `]` is allowed in an astring's atom, 8-bit octets are let through for mailbox names of lax clients. */
const ASTRING = /[^\x00-\x20\x7f(){%*"\\]+/y;
const LIST_MAILBOX = /[^\x00-\x20\x7f(){"\\]+/y;
const TAG = /[^\x00-\x20\x7f-\xff(){%*"\\+]{1,64}/y;
const NUMBER = /\d{1,16}/y;
const SET = /[0-9:*,]+|\$/y;
const FLAG = /\\?[^\x00-\x20\x7f-\xff(){%*"\\\]]{1,255}/y;
const QUOTED = /"((?:[^\x00\r\n"\\]|\\["\\])*)"/y;
const SYSTEM_FLAGS = new Map(
  ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'].map((flag) => [flag.toLowerCase(), flag]),
);

/** Reads a command's arguments one after another. Every method throws BadCommand when the next isn't what it wants. */
export class Args {
  readonly #parts: CommandPart[];
  #part = 0;
  #text: string;
  #at = 0;

  constructor(parts: CommandPart[]) {
    this.#parts = parts;
    this.#text = parts[0] as string;
  }

  fail(what: string): never {
    throw new BadCommand(`Expected ${what}`);
  }

  /** The next character, or an empty string at a literal or the end. */
  peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** What a sticky pattern finds here: its first group or all of it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match[1] ?? match[0];
  }

  /** Goes past `s` if it comes next, in any case of letters. */
  skip(s: string): boolean {
    if (this.#text.substr(this.#at, s.length).toUpperCase() !== s) return false;
    this.#at += s.length;
    return true;
  }

  expect(s: string): void {
    if (!this.skip(s)) this.fail(s === ' ' ? 'a space' : `"${s}"`);
  }

  space(): void {
    if (this.#text.charCodeAt(this.#at) !== 32) this.fail('a space');
    this.#at++;
  }

  get atEnd(): boolean {
    return this.#part === this.#parts.length - 1 && this.#at >= this.#text.length;
  }

  end(): void {
    if (!this.atEnd) this.fail('the end of the command');
  }

  tag(): string {
    return this.match(TAG) ?? this.fail('a tag');
  }

  /** In capitals. */
  keyword(): string {
    return (this.match(ATOM) ?? this.fail('a word')).toUpperCase();
  }

  atom(): string {
    return this.match(ATOM) ?? this.fail('an atom');
  }

  number(max = Number.MAX_SAFE_INTEGER): number {
    const n = Number(this.match(NUMBER) ?? this.fail('a number'));
    if (n > max) throw new BadCommand('Number too large');
    return n;
  }

  get atLiteral(): boolean {
    return (
      this.#part + 1 < this.#parts.length &&
      (this.#at === this.#text.length || (this.#at === this.#text.length - 1 && this.#text.endsWith('~')))
    );
  }

  /** A literal, or a literal8 (RFC 9051 §4.3), which may hold NULs. */
  literal(): { bytes: Buffer; binary: boolean } {
    if (!this.atLiteral) this.fail('a literal');
    const bytes = this.#parts[this.#part + 1] as Buffer;
    const binary = this.#at < this.#text.length;
    this.#part += 2;
    this.#text = this.#parts[this.#part] as string;
    this.#at = 0;
    return { bytes, binary };
  }

  #string(pattern: RegExp | undefined, what: string): string {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 34) {
      const inner = this.match(QUOTED) ?? this.fail('the end of the quoted string');
      return inner.includes('\\') ? inner.replace(/\\(.)/g, '$1') : inner;
    }
    if (this.atLiteral) {
      const { bytes } = this.literal();
      if (bytes.includes(0)) throw new BadCommand('NUL in a literal');
      return bytes.toString('latin1');
    }
    return (pattern === undefined ? undefined : this.match(pattern)) ?? this.fail(what);
  }

  /** Octets as a binary string. */
  astring(): string {
    return this.#string(ASTRING, 'a string');
  }

  quotedOrLiteral(): string {
    return this.#string(undefined, 'a string');
  }

  /** A string in UTF-8. */
  utf8(): string {
    return decode(this.astring());
  }

  /** A mailbox name, as Unicode in NFC. INBOX in any case of letters is `INBOX`. */
  mailbox(utf8: boolean): string {
    return normalizeMailbox(decodeMailbox(this.astring(), utf8));
  }

  listMailbox(utf8: boolean): string {
    return decodeMailbox(this.#string(LIST_MAILBOX, 'a mailbox pattern'), utf8).normalize('NFC');
  }

  sequenceSet(): SequenceSet {
    return parseSequenceSet(this.match(SET) ?? this.fail('a sequence set')) ?? this.fail('a sequence set');
  }

  /** `(item item …)`; the list may be empty. */
  list(item: () => void, allowEmpty = true): void {
    this.expect('(');
    if (this.skip(')')) {
      if (!allowEmpty) this.fail('an item');
      return;
    }
    item();
    while (!this.skip(')')) {
      this.space();
      item();
    }
  }

  flag(): string {
    const flag = this.match(FLAG) ?? this.fail('a flag');
    if (!flag.startsWith('\\')) return flag;
    return SYSTEM_FLAGS.get(flag.toLowerCase()) ?? this.fail('a flag that may be changed');
  }

  flagList(): string[] {
    const flags = new Map<string, string>();
    this.list(() => {
      const flag = this.flag();
      flags.set(flag.toLowerCase(), flag);
    });
    return [...flags.values()];
  }

  /** Milliseconds since the epoch. */
  dateTime(): number {
    const text = this.match(QUOTED) ?? this.fail('a date and time');
    return parseDateTime(text) ?? this.fail('a date and time');
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Octets to characters. */
export function decode(octets: string): string {
  if (!/[\x80-\xff]/.test(octets)) return octets;
  try {
    return strict.decode(Buffer.from(octets, 'latin1'));
  } catch {
    throw new BadCommand('Not UTF-8');
  }
}

function decodeMailbox(octets: string, utf8: boolean): string {
  // Lax clients send UTF-8 without having enabled it; nothing else can be meant by 8-bit octets.
  if (utf8 || /[\x80-\xff]/.test(octets)) return decode(octets);
  return decodeUtf7(octets) ?? failName();
}

function failName(): never {
  throw new BadCommand('Mailbox name is not modified UTF-7');
}

function normalizeMailbox(name: string): string {
  const nfc = name.normalize('NFC');
  if (!/^inbox(?:\/|$)/i.test(nfc)) return nfc;
  return `INBOX${nfc.slice(5)}`;
}

import { rawText } from '../header/raw-text.ts';
import type { Limits } from '../limits.ts';
import type { Delimiter, Delimiters } from './delimiters.ts';
import { colonOf, nameEnd } from './header-fields.ts';

/**
 * The fields that structure and envelope need. Of Content-* fields the first counts, of the others the last (RFC 8621 §4.1.2.1),
 * but recipients given in several fields are taken together (RFC 5322 §4.5.3).
 */
export const WANTED = [
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
  'content-description',
  'content-language',
  'content-location',
  'date',
  'subject',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
] as const;
export type WantedName = (typeof WANTED)[number];

const SLOTS = new Map<string, number>(WANTED.map((name, slot) => [name, slot]));
const FIRST_COUNTS = 7;
const COMBINED = new Set(['to', 'cc', 'bcc'].map((name) => SLOTS.get(name)!));
const LONGEST_NAME = 25;
const BLANK_LF = Buffer.from('\n\n');
const BLANK_CRLF = Buffer.from('\n\r\n');
/** Size of the windows in which the end of an oversized header is searched, so that no search runs over the whole message twice. */
const WINDOW = 64 * 1024;

/** A header block's place and the fields of interest in it. */
export class HeaderBlock {
  bodyStart: number;
  /** Earlier To, Cc and Bcc fields, as slot, start and end. */
  #earlier: [number, number, number][] | undefined;
  /** Set when a boundary line ended the part inside its header. */
  delimiter: Delimiter | undefined;
  /** Start and end of each wanted value; start 0 means none. */
  readonly #at = new Array<number>(WANTED.length * 2).fill(0);
  readonly #raw: Buffer;

  constructor(raw: Buffer, start: number) {
    this.#raw = raw;
    this.bodyStart = start;
  }

  note(slot: number, start: number, end: number): void {
    const before = this.#at[slot * 2]!;
    if (before !== 0) {
      if (slot < FIRST_COUNTS) return;
      if (COMBINED.has(slot)) {
        this.#earlier ??= [];
        this.#earlier.push([slot, before, this.#at[slot * 2 + 1]!]);
      }
    }
    this.#at[slot * 2] = start;
    this.#at[slot * 2 + 1] = end;
  }

  /** The value, unfolded, encoded words as sent; undefined when the field is absent. */
  value(name: WantedName): string | undefined {
    const bytes = this.bytes(name);
    return bytes && rawText(bytes);
  }

  /** The values of all fields of that name, for To, Cc and Bcc; of others the one that counts. */
  values(name: WantedName): string[] {
    const last = this.value(name);
    if (last === undefined) return [];
    const slot = SLOTS.get(name)!;
    const earlier = (this.#earlier ?? []).filter((each) => each[0] === slot);
    return [...earlier.map(([, start, end]) => rawText(this.#raw.subarray(start, end))), last];
  }

  /** The value as it stands. */
  bytes(name: WantedName): Buffer | undefined {
    const slot = SLOTS.get(name)!;
    const start = this.#at[slot * 2]!;
    return start === 0 ? undefined : this.#raw.subarray(start, this.#at[slot * 2 + 1]!);
  }
}

/**
 * Reads the header block that starts at an offset, to the blank line, a boundary line, or the message's end.
 *
 * A first line that is no field means that there is no header, unless a field that we know follows. A later one is skipped, as broken folding leaves such lines,
 * unless it and what follows look like a body whose blank line was forgotten.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  delimiters: Delimiters,
  limits: Limits,
  defect: (text: string) => void,
): HeaderBlock {
  const block = new HeaderBlock(raw, start);
  const size = raw.length;
  const watch = delimiters.depth > 0;
  let at = start;
  let slot = -1;
  let valueStart = 0;
  let fields = 0;
  let junkAt = -1;
  let junkLines = 0;
  let fieldsAfterJunk = 0;
  let blank = false;
  const close = () => {
    if (slot >= 0) {
      const stop = start + limits.headerBytes;
      if (at > stop) defect('header: too long');
      block.note(slot, valueStart, Math.max(valueStart, Math.min(at, stop)));
    }
    slot = -1;
  };
  while (at < size) {
    const first = raw[at]!;
    if (first === 0x0a || (first === 0x0d && raw[at + 1] === 0x0a)) {
      close();
      at += first === 0x0a ? 1 : 2;
      blank = true;
      break;
    }
    if (watch && first === 0x2d && raw[at + 1] === 0x2d && (block.delimiter = delimiters.at(at, start))) break;
    if (fields >= limits.headerFields || at - start >= limits.headerBytes) {
      close();
      defect(fields >= limits.headerFields ? 'header: too many fields' : 'header: too long');
      at = skipHeader(raw, at, delimiters, start, block);
      blank = true;
      break;
    }
    const newline = raw.indexOf(10, at);
    const next = newline < 0 ? size : newline + 1;
    if (first !== 0x20 && first !== 0x09) {
      close();
      const colon = colonOf(raw, at, next);
      if (colon >= 0) {
        fields++;
        if (junkAt >= 0) fieldsAfterJunk++;
        const end = nameEnd(raw, at, colon);
        slot = end - at > LONGEST_NAME ? -1 : (SLOTS.get(raw.toString('latin1', at, end).toLowerCase()) ?? -1);
        valueStart = colon + 1;
      } else if (fields === 0 && !mboxLine(raw, at) && !knownFieldAt(raw, next)) {
        at = start;
        blank = true;
        break;
      } else if (fields > 0) {
        if (junkAt < 0) junkAt = at;
        junkLines++;
      }
    } else if (fields === 0) {
      // A first line that begins with a blank continues nothing.
      at = start;
      blank = true;
      break;
    }
    at = next;
  }
  close();
  block.bodyStart = block.delimiter ? block.delimiter.contentEnd : at;
  if (junkAt >= 0) {
    if (fieldsAfterJunk === 0 && (junkLines > 1 || !blank)) {
      defect('header: no blank line before the body');
      block.bodyStart = junkAt;
      // The delimiter seen on the way now ends the body; it is found again from there.
      block.delimiter = undefined;
    } else defect('header: a line without a colon');
  }
  return block;
}

/** Whether a field that matters begins at a line's start. */
function knownFieldAt(raw: Buffer, at: number): boolean {
  const colon = colonOf(raw, at, Math.min(raw.length, at + LONGEST_NAME + 2));
  return colon >= 0 && SLOTS.has(raw.toString('latin1', at, nameEnd(raw, at, colon)).toLowerCase());
}

/** The separator line of an mbox file, left at the top of a message by a careless export. */
function mboxLine(raw: Buffer, at: number): boolean {
  const start = raw[at] === 0x3e ? at + 1 : at;
  return raw[start] === 0x46 && raw.toString('latin1', start, start + 5) === 'From ';
}

/** After the blank line of a header that is beyond the limits, or at the boundary line that comes first. */
function skipHeader(raw: Buffer, from: number, delimiters: Delimiters, start: number, block: HeaderBlock): number {
  for (let at = from - 1; at < raw.length; at += WINDOW) {
    const window = raw.subarray(at, at + WINDOW + 2);
    const lf = window.indexOf(BLANK_LF);
    const crlf = window.indexOf(BLANK_CRLF);
    const ends = lf < 0 ? crlf : crlf < 0 ? lf : Math.min(lf, crlf);
    if (delimiters.depth > 0) {
      const seen = delimiters.within(at, ends < 0 ? at + WINDOW : at + ends, start);
      if (seen) {
        block.delimiter = seen;
        return seen.contentEnd;
      }
    }
    if (ends >= 0) return at + ends + (ends === lf ? 2 : 3);
  }
  return raw.length;
}

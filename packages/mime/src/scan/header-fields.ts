import { rawText } from '../header/raw-text.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { HeaderField } from '../types.ts';

/** Whether octets can be a field name (RFC 5322 §2.2), blanks before the colon allowed (§4.5). Answers the colon, or -1. */
export function colonOf(raw: Uint8Array, start: number, end: number): number {
  let at = start;
  let octet = 0;
  while (at < end && (octet = raw[at]!) > 0x20 && octet < 0x7f && octet !== 0x3a) at++;
  if (at === start) return -1;
  while (at < end && ((octet = raw[at]!) === 0x20 || octet === 0x09)) at++;
  return at < end && raw[at] === 0x3a ? at : -1;
}

/** End of a field name: the colon without the blanks that may stand before it. */
export function nameEnd(raw: Uint8Array, start: number, colon: number): number {
  let end = colon;
  while (end > start && raw[end - 1]! <= 0x20) end--;
  return end;
}

/**
 * The fields between two offsets, in order, up to the blank line if there is one. Lines that are no field are skipped. At
 * most 1,000 fields.
 */
export function headerFields(raw: Buffer, start: number, end: number): HeaderField[] {
  const out: HeaderField[] = [];
  const stop = Math.min(end, raw.length);
  let current: HeaderField | undefined;
  let at = Math.max(0, start);
  while (at < stop) {
    const newline = raw.indexOf(10, at);
    const next = newline < 0 || newline >= stop ? stop : newline + 1;
    const first = raw[at];
    if (first === 0x20 || first === 0x09) {
      if (current) current.end = next;
    } else if (first === 10 || (first === 13 && raw[at + 1] === 10)) {
      break;
    } else {
      const colon = colonOf(raw, at, next);
      if (colon < 0) current = undefined;
      else {
        if (out.length >= DEFAULT_LIMITS.headerFields) break;
        current = {
          name: raw.toString('latin1', at, nameEnd(raw, at, colon)),
          start: at,
          valueStart: colon + 1,
          end: next,
        };
        out.push(current);
      }
    }
    at = next;
  }
  return out;
}

/**
 * The value of the first field of that name (any case), unfolded and trimmed, encoded words as sent, other octets as
 * Unicode; undefined when there is none.
 */
export function headerValue(raw: Buffer, fields: readonly HeaderField[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const field = fields.find((each) => each.name.length === wanted.length && each.name.toLowerCase() === wanted);
  return field && rawText(raw.subarray(field.valueStart, field.end));
}

/** The values of all fields of that name, in order. */
export function headerValues(raw: Buffer, fields: readonly HeaderField[], name: string): string[] {
  const wanted = name.toLowerCase();
  return fields
    .filter((each) => each.name.toLowerCase() === wanted)
    .map((field) => rawText(raw.subarray(field.valueStart, field.end)));
}

/** The header of a message as octets, field by field. Only what a mail server needs: no decoding. */
export interface Field {
  /** Lower case. */
  name: string;
  start: number;
  valueStart: number;
  /** After the last CRLF. */
  end: number;
}

/**
 * Fields between `start` and `end` (RFC 5322 §2.2). Lines that are no field, such as an mbox separator, are passed over.
 */
export function readFields(bytes: Buffer, start: number, end: number): Field[] {
  const fields: Field[] = [];
  let at = start;
  while (at < end) {
    let stop = lineEnd(bytes, at, end);
    if (stop - at <= 2) break;
    while (stop < end && (bytes[stop] === 0x20 || bytes[stop] === 0x09)) stop = lineEnd(bytes, stop, end);
    const colon = bytes.indexOf(0x3a, at);
    if (colon > at && colon < stop) {
      const name = bytes.toString('latin1', at, colon).trimEnd().toLowerCase();
      if (/^[!-9;-~]+$/.test(name)) fields.push({ name, start: at, valueStart: colon + 1, end: stop });
    }
    at = stop;
  }
  return fields;
}

function lineEnd(bytes: Buffer, from: number, end: number): number {
  const at = bytes.indexOf(0x0a, from);
  return at < 0 || at >= end ? end : at + 1;
}

/** The value unfolded, octets above 127 as UTF-8. */
export function fieldValue(bytes: Buffer, field: Field): string {
  return bytes
    .toString('utf8', field.valueStart, field.end)
    .replace(/\r\n(?=[ \t])/g, '')
    .trim();
}

/**
 * Takes octets out of the header without touching the body: what stands before moves up. Answers where the message
 * begins now. `cuts` in ascending order, not overlapping.
 */
export function cutFields(bytes: Buffer, start: number, cuts: readonly { start: number; end: number }[]): number {
  let begin = start;
  for (let k = cuts.length - 1; k >= 0; k--) {
    const cut = cuts[k]!;
    // Cuts after this one have moved everything before them by what they took.
    const moved = begin - start;
    const length = cut.end - cut.start;
    bytes.copyWithin(begin + length, begin, cut.start + moved);
    begin += length;
  }
  return begin;
}

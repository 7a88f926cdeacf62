import { hexPair } from '../header/decode-words.ts';

/**
 * Octets of quoted-printable text (RFC 2045 §6.7), forgiving: blanks at the end of a line go, an `=` that starts nothing
 * stays, small hexadecimal digits and bare LF are accepted.
 */
export function decodeQuotedPrintable(text: Buffer): Buffer {
  const out = Buffer.allocUnsafe(text.length);
  const size = text.length;
  let n = 0;
  /** Where the blanks at the current line's end begin; they are dropped if the line ends there. */
  let solid = 0;
  for (let i = 0; i < size; i++) {
    const octet = text[i]!;
    if (octet === 0x3d) {
      const value = hexPair(text[i + 1], text[i + 2]);
      if (value >= 0) {
        out[n++] = value;
        i += 2;
        solid = n;
        continue;
      }
      const end = softBreak(text, i + 1);
      if (end > 0) {
        i = end - 1;
        solid = n;
        continue;
      }
      out[n++] = octet;
      solid = n;
    } else if (octet === 0x0a) {
      n = solid;
      if (i > 0 && text[i - 1] === 0x0d) out[n++] = 0x0d;
      out[n++] = octet;
      solid = n;
    } else {
      out[n++] = octet;
      if (octet !== 0x20 && octet !== 0x09 && octet !== 0x0d) solid = n;
    }
  }
  return out.subarray(0, n);
}

/** After the line break of a soft line break (blanks may precede it), or 0 when there is none. */
function softBreak(text: Buffer, from: number): number {
  let at = from;
  while (text[at] === 0x20 || text[at] === 0x09) at++;
  if (at >= text.length) return at;
  if (text[at] === 0x0d && text[at + 1] === 0x0a) return at + 2;
  return text[at] === 0x0a ? at + 1 : 0;
}

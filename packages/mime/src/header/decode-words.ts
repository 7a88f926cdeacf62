import { isUtf8 } from 'node:buffer';
import { decodeCharset, decodeGuessed } from '../charset/decode-charset.ts';

// RFC 2047 §2, with blanks allowed in the text, since many senders leave them there. Linear: no part may hold a `?`.
const WORD = /=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi;
const BLANK = /^[ \t\r\n]*$/;
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/g;

/** Octets of the Q encoding (RFC 2047 §4.2). */
function qBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i]!;
    if (octet === 0x5f) bytes[n++] = 0x20;
    else if (octet === 0x3d) {
      const value = hexPair(bytes[i + 1], bytes[i + 2]);
      if (value < 0) bytes[n++] = octet;
      else {
        bytes[n++] = value;
        i += 2;
      }
    } else bytes[n++] = octet;
  }
  return bytes.subarray(0, n);
}

/** The value of two hexadecimal digits, or -1. */
export function hexPair(high: number | undefined, low: number | undefined): number {
  const a = hexDigit(high);
  const b = hexDigit(low);
  return a < 0 || b < 0 ? -1 : (a << 4) | b;
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Without control characters (NUL, CR and LF above all: a decoded value is never a way to a second header line). */
export function cleanText(text: string): string {
  return /[\x00-\x08\x0a-\x1f\x7f]/.test(text) ? text.replace(CONTROLS, '') : text;
}

/**
 * Text of a header value that holds encoded words (RFC 2047). Blanks between adjacent words go; words of one charset are
 * joined as bytes first, because some senders split a character between two. Bytes that no encoded word covers are taken as
 * UTF-8, or for a `Uint8Array` as what they look like; a string is taken as it is, unless it is UTF-8 read as Latin-1.
 * Charsets unknown or wrong are guessed. Never throws.
 */
export function decodeWords(value: string | Uint8Array): string {
  const text = typeof value === 'string' ? repaired(value) : decodeGuessed(Buffer.from(value));
  if (!text.includes('=?')) return cleanText(text).toWellFormed();
  let out = '';
  let from = 0;
  let pending: Buffer[] = [];
  let charset = '';
  const flush = () => {
    if (pending.length > 0) out += decodeCharset(pending.length === 1 ? pending[0]! : Buffer.concat(pending), charset);
    pending = [];
  };
  for (const match of text.matchAll(WORD)) {
    const gap = text.slice(from, match.index);
    const announced = match[1]!.toLowerCase();
    const adjacent = pending.length > 0 && BLANK.test(gap);
    if (!adjacent || announced !== charset) flush();
    if (!adjacent) out += gap;
    charset = announced;
    pending.push(match[2] === 'B' || match[2] === 'b' ? Buffer.from(match[3]!, 'base64') : qBytes(match[3]!));
    from = match.index + match[0].length;
  }
  flush();
  return cleanText(out + text.slice(from)).toWellFormed();
}

/** Undoes UTF-8 that was read as Latin-1. Text that is not just that is left alone. */
function repaired(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : text;
}

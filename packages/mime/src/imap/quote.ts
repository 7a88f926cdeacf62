import { encodeWordAlways } from '../header/encode-word.ts';

/**
 * An nstring (RFC 9051 §9) as quoted string, always plain ASCII without CR, LF and NUL: text beyond ASCII, which only
 * UTF8=ACCEPT would allow as it is, becomes encoded words. NIL for undefined, `""` for empty.
 */
export function nstring(text: string | null | undefined): string {
  return text === undefined || text === null ? 'NIL' : quote(text);
}

/** As `nstring`, for what is always there. */
export function quote(text: string): string {
  let value = text;
  if (/[^\x01-\x09\x0b\x0c\x0e-\x7f]/.test(value)) {
    value = value.replace(/[\r\n\0]+/g, ' ');
    if (/[^\x00-\x7f]/.test(value)) value = asciiForm(value);
  }
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
}

/** Encoded words for the stretches that need them; those that were sent stay as they are. */
function asciiForm(text: string): string {
  if (!text.includes('=?')) return encodeWordAlways(text);
  // Encoded words need a blank between them, which vanishes on decoding: blanks of the text go inside.
  return text
    .split(/(=\?[!->@-~]+\?[bBqQ]\?[!->@-~]*\?=)/)
    .map((piece, i) => (i % 2 === 1 || !/[^\x00-\x7f]/.test(piece) ? piece : ` ${encodeWordAlways(piece)} `))
    .join('')
    .trim();
}

import { decodeGuessed } from '../charset/decode-charset.ts';

const BREAKS = /[\r\n\0]+/g;

/**
 * A header value as text: unfolded (RFC 5322 §2.2.3), trimmed, without CR, LF and NUL, encoded words as sent. Octets
 * beyond ASCII are UTF-8 (RFC 6532) or the charset that they look like.
 */
export function rawText(bytes: Buffer): string {
  let text = bytes.toString('latin1');
  if (/[\x80-\xff]/.test(text)) text = decodeGuessed(bytes);
  text = text.trim();
  return /[\r\n\0]/.test(text) ? text.replace(BREAKS, '') : text;
}

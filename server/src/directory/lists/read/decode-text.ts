import { isUtf8 } from 'node:buffer';
import { convertLegacyText, decodeCharset, detectVietnamese } from '@congvu/mime';

export interface DecodedText {
  text: string;
  charset: string;
  /**
   * For each field of the text, which is Latin letters yet: TCVN3 leaves open what is a capital, and the words around, which
   * tell, must be those of the field.
   */
  finish: (field: string) => string;
}

/**
 * The text of a CSV: by its byte order mark, else UTF-16 by its zeros, UTF-8 where it is valid, else the Vietnamese charset
 * whose reading gives Vietnamese syllables (windows-1258, TCVN3, VNI, VISCII), at last windows-1252.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decode(bytes.subarray(3), 'utf-8');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes.subarray(2), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes.subarray(2), 'utf-16be');
  const wide = wideOrder(bytes);
  if (wide) return decode(bytes, wide);
  if (isUtf8(bytes)) return { text: bytes.toString('utf8').normalize('NFC'), charset: 'utf-8', finish: asItIs };
  const charset = detectVietnamese(bytes) ?? 'windows-1252';
  if (charset !== 'tcvn3') return decode(bytes, charset);
  const latin = new TextDecoder('windows-1252').decode(bytes);
  return { text: latin, charset, finish: (field) => convertLegacyText(field, 'tcvn3') };
}

function decode(bytes: Buffer, charset: string): DecodedText {
  const wide = charset.startsWith('utf-16');
  const text = wide ? new TextDecoder(charset).decode(bytes) : decodeCharset(bytes, charset);
  return { text: text.normalize('NFC'), charset, finish: asItIs };
}

const asItIs = (field: string) => field;

/** UTF-16 without a mark: every other octet of its ASCII characters is zero. */
function wideOrder(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i & 1]!++;
  const [even, odd] = zeros as [number, number];
  if (even + odd < sample.length / 8) return undefined;
  return odd > even * 4 ? 'utf-16le' : even > odd * 4 ? 'utf-16be' : undefined;
}

import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { detectVietnamese, withoutCutTail } from './detect.ts';
import { charsetLabel } from './labels.ts';
import { decodeTcvn3 } from './tcvn3.ts';
import { decodeVni } from './vni.ts';

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Text of bytes in an announced charset. Never throws: an unknown charset, none, or one that the bytes contradict gives way
 * to what the bytes look like (`detectVietnamese`), and at last to windows-1252. Combining marks of windows-1258 are composed.
 */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const { name, trust } = charsetLabel(charset);
  const buffer = asBuffer(bytes);
  if (name === 'utf-8') return decodeUtf8(buffer);
  if (trust !== 'firm') {
    if (isAscii(buffer)) return buffer.toString('latin1');
    return decodeGuessed(buffer);
  }
  return decodeNamed(buffer, name) ?? decodeGuessed(buffer);
}

/** Whether `decodeCharset` knows the charset, rather than guessing. */
export function charsetKnown(charset: string): boolean {
  const { name, trust } = charsetLabel(charset);
  return trust !== 'firm' || decodeNamed(Buffer.alloc(0), name) !== undefined;
}

/** Text of bytes whose charset nobody said: UTF-8, a Vietnamese legacy charset, or windows-1252. */
export function decodeGuessed(buffer: Buffer): string {
  const found = detectVietnamese(buffer);
  if (found === 'utf-8') return decodeUtf8Lossy(buffer);
  return decodeNamed(buffer, found ?? 'windows-1252') ?? buffer.toString('latin1');
}

function decodeUtf8(buffer: Buffer): string {
  if (isUtf8(buffer)) return withoutBom(buffer.toString());
  const text = decodeUtf8Lossy(buffer);
  // A cut or a slip leaves a few replacement characters; another charset leaves little else beyond ASCII.
  let broken = 0;
  let fine = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code >= 0x80) fine++;
  }
  return broken <= 2 || broken * 4 <= fine ? rejectOrKeep(buffer, text, fine) : decodeGuessed(buffer);
}

/** With hardly any valid sequence to show for UTF-8, another charset is the better reading if one fits. */
function rejectOrKeep(buffer: Buffer, text: string, fine: number): string {
  if (fine > 0) return text;
  const trimmed = asBuffer(withoutCutTail(buffer));
  if (isUtf8(trimmed)) return text;
  const found = detectVietnamese(buffer);
  return found && found !== 'utf-8' ? (decodeNamed(buffer, found) ?? text) : text;
}

function decodeUtf8Lossy(buffer: Buffer): string {
  return withoutBom(buffer.toString());
}

function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Undefined when nobody knows the charset. */
function decodeNamed(buffer: Buffer, name: string): string | undefined {
  switch (name) {
    case 'tcvn3':
      return decodeTcvn3(buffer);
    case 'vni':
      return decodeVni(buffer);
    case 'tcvn5712-1':
      return iconv.decode(buffer, 'tcvn').normalize('NFC');
    case 'windows-1258':
      return iconv.decode(buffer, 'windows-1258').normalize('NFC');
  }
  try {
    // iconv-lite also lists codecs that are no charsets of text.
    if (!/^(?:base64|hex|binary|internal|ucs2)/.test(name) && iconv.encodingExists(name)) {
      return iconv.decode(buffer, name).toWellFormed();
    }
    return new TextDecoder(name).decode(buffer);
  } catch {
    return undefined;
  }
}

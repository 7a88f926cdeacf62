import type { Part } from '../types.ts';
import { decodeBase64 } from './base64.ts';
import { decodeQuotedPrintable } from './quoted-printable.ts';
import { decodeUuencode } from './uuencode.ts';

/** A transfer encoding undone (RFC 2045 §6). What is neither base64, quoted-printable nor uuencode is returned as it is, not copied. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
    case 'uue':
      return decodeUuencode(body);
    default:
      return body;
  }
}

/**
 * The octets of a part's body, its transfer encoding undone; broken encodings give what can be read. Multiparts and enclosed
 * messages are returned as they stand. The result may share memory with `raw`.
 */
export function decodePart(raw: Buffer, part: Part): Buffer {
  const body = raw.subarray(part.bodyStart, part.bodyEnd);
  return part.parts || part.message ? body : decodeTransfer(body, part.encoding);
}

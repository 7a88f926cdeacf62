import { randomBytes } from 'node:crypto';

/** A MIME part to be written (RFC 2045, 2046). */
export interface MimeNode {
  /** Whole header fields, folded, without the CRLF; Content-Transfer-Encoding and a boundary are added here. */
  fields: string[];
  /** `multipart/alternative` … */
  type: string;
  content: { parts: MimeNode[] } | { octets: Buffer };
}

type Encoding = '7bit' | '8bit' | 'quoted-printable' | 'base64';

const crlf = Buffer.from('\r\n');

/** The octets of a message whose root part is `root`; `fields` stand before it. */
export function writeMessage(fields: readonly string[], root: MimeNode): Buffer {
  const chunks: Buffer[] = [];
  for (const field of fields) chunks.push(Buffer.from(`${field}\r\n`));
  writePart(root, chunks);
  return Buffer.concat(chunks);
}

function writePart(node: MimeNode, chunks: Buffer[]): void {
  const { content } = node;
  if ('parts' in content) {
    const boundary = `=_${randomBytes(18).toString('base64url')}`;
    const fields = node.fields.map((f) => (/^content-type:/i.test(f) ? `${f};\r\n boundary="${boundary}"` : f));
    chunks.push(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`));
    for (const part of content.parts) {
      chunks.push(Buffer.from(`--${boundary}\r\n`));
      writePart(part, chunks);
      chunks.push(crlf);
    }
    chunks.push(Buffer.from(`--${boundary}--\r\n`));
    return;
  }
  const encoding = encodingOf(node.type, content.octets);
  const fields = [...node.fields, `Content-Transfer-Encoding: ${encoding}`];
  chunks.push(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`));
  chunks.push(...encode(content.octets, encoding));
}

/** Enclosed messages must stand as they are (RFC 2046 §5.2.1); text takes the shorter encoding; the rest is base64. */
function encodingOf(type: string, octets: Buffer): Encoding {
  const shape = shapeOf(octets);
  if (type === 'message/rfc822' || type === 'message/global') return shape.ascii ? '7bit' : '8bit';
  if (!type.startsWith('text/')) return 'base64';
  if (shape.ascii && shape.longest <= 998 && !shape.bare) return '7bit';
  // A bare CR or LF can't stand in text (RFC 2045 §2.7): base64 keeps it.
  return shape.bare || shape.special > octets.length / 6 ? 'base64' : 'quoted-printable';
}

function shapeOf(octets: Buffer): { ascii: boolean; longest: number; bare: boolean; special: number } {
  let ascii = true;
  let longest = 0;
  let bare = false;
  let special = 0;
  let start = 0;
  for (let i = 0; i < octets.length; i += 1) {
    const octet = octets[i]!;
    if (octet === 10) {
      if (octets[i - 1] !== 13) bare = true;
      longest = Math.max(longest, i - 1 - start);
      start = i + 1;
    } else if (octet === 13) {
      if (octets[i + 1] !== 10) bare = true;
    } else if (octet > 126 || octet === 61 || (octet < 32 && octet !== 9)) {
      special += 1;
      if (octet > 127 || octet === 0) ascii = false;
    }
  }
  return { ascii, longest: Math.max(longest, octets.length - start), bare, special };
}

function encode(octets: Buffer, encoding: Encoding): Buffer[] {
  if (encoding === 'base64') return base64Lines(octets);
  if (encoding === 'quoted-printable') return [quotedPrintable(octets)];
  return [octets];
}

/** Lines of 76 characters, in pieces, so that a large attachment is not held several times over. */
function base64Lines(octets: Buffer): Buffer[] {
  const step = 57 * 4096;
  const chunks: Buffer[] = [];
  for (let at = 0; at < octets.length; at += step) {
    const text = octets.toString('base64', at, Math.min(at + step, octets.length));
    chunks.push(
      Buffer.from(text.replace(/.{76}(?=.)/g, '$&\r\n') + (at + step < octets.length ? '\r\n' : ''), 'latin1'),
    );
  }
  return chunks;
}

/** RFC 2045 §6.7, of text with CRLF line ends. */
export function quotedPrintable(octets: Buffer): Buffer {
  const lines: string[] = [];
  for (const line of octets.toString('latin1').split('\r\n')) lines.push(quotedLine(line));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

function quotedLine(line: string): string {
  let out = '';
  let length = 0;
  for (let i = 0; i < line.length; i += 1) {
    const code = line.charCodeAt(i);
    const isLast = i === line.length - 1;
    const blank = code === 32 || code === 9;
    const plain = (code >= 33 && code <= 126 && code !== 61) || (blank && !isLast);
    const piece = plain ? line[i]! : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
    if (length + piece.length > (isLast ? 76 : 75)) {
      out += '=\r\n';
      length = 0;
    }
    out += piece;
    length += piece.length;
  }
  return out;
}

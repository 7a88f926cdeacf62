/** Writes a MIME message (RFC 5322, 2045–2047, 2231). The same input gives the same bytes: boundaries come from the id. */
import { createHash } from 'node:crypto';
import { decodeCharset, encodeWord, foldHeader, formatAddresses } from '@congvu/mime';

export interface Mailbox {
  name: string;
  email: string;
}

export interface ComposedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

export interface MessageToCompose {
  /** Without angle brackets. */
  messageId: string;
  /** RFC 5322 §3.3. */
  date: string;
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  /** The ids before it in the thread, oldest first. */
  references: string[];
  text: string;
  html?: string | undefined;
  files: ComposedFile[];
  charset: 'utf-8' | 'x-viet-tcvn3';
}

export function compose(message: MessageToCompose): Buffer {
  const { messageId, references } = message;
  const headers: [string, string][] = [
    ['Date', message.date],
    ['From', formatAddresses([message.from])],
    ...(message.to.length > 0 ? [['To', formatAddresses(message.to)] as [string, string]] : []),
    ...(message.cc.length > 0 ? [['Cc', formatAddresses(message.cc)] as [string, string]] : []),
    ['Subject', encodeWord(message.subject)],
    ['Message-ID', `<${messageId}>`],
  ];
  if (references.length > 0) {
    headers.push(['In-Reply-To', `<${references.at(-1)}>`]);
    headers.push(['References', references.map((id) => `<${id}>`).join(' ')]);
  }
  headers.push(['MIME-Version', '1.0']);
  const head = headers.map(([name, value]) => `${foldHeader(name, value)}\r\n`).join('');
  return Buffer.concat([Buffer.from(head), bodyOf(message)]);
}

function bodyOf(message: MessageToCompose): Buffer {
  const boundary = (part: string) =>
    `=_${createHash('sha256').update(`${part} ${message.messageId}`).digest('hex').slice(0, 24)}`;
  const text =
    message.charset === 'utf-8'
      ? part('text/plain; charset=utf-8', Buffer.from(message.text.replaceAll('\n', '\r\n')))
      : eightBit(`text/plain; charset=${message.charset}`, toTcvn3(message.text.replaceAll('\n', '\r\n')));
  const html = message.html === undefined ? undefined : part('text/html; charset=utf-8', Buffer.from(message.html));
  const body = html ? multipart('alternative', boundary('alternative'), [text, html]) : text;
  if (message.files.length === 0) return body;
  const files = message.files.map((file) => part(file.type, file.bytes, file.name));
  return multipart('mixed', boundary('mixed'), [body, ...files]);
}

function part(type: string, bytes: Buffer, filename?: string): Buffer {
  const base64 = bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
  const disposition = filename ? `Content-Disposition: attachment;\r\n ${parameter('filename', filename)}\r\n` : '';
  const head = `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n${disposition}`;
  return Buffer.from(`${head}\r\n${base64}\r\n`);
}

function eightBit(type: string, bytes: Buffer): Buffer {
  const head = `Content-Type: ${type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')]);
}

function multipart(subtype: string, boundary: string, parts: Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n`),
    ...parts.flatMap((bytes) => [Buffer.from(`--${boundary}\r\n`), bytes]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

/** RFC 2231 §3 and §4: long names in pieces. */
function parameter(name: string, value: string): string {
  const encoded = [...value].map((c) =>
    /[A-Za-z0-9._-]/.test(c) ? c : encodeURIComponent(c).replace(/['()*]/g, percent),
  );
  const pieces = [''];
  for (const c of encoded) {
    if ((pieces.at(-1) + c).length > 55) pieces.push('');
    pieces[pieces.length - 1] += c;
  }
  if (pieces.length === 1) return `${name}*=utf-8''${pieces[0]}`;
  return pieces.map((piece, i) => `${name}*${i}*=${i === 0 ? "utf-8''" : ''}${piece}`).join(';\r\n ');
}

const percent = (c: string) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;

let tcvn3Codes: Map<string, number> | undefined;

/** What TCVN3 lacks, capitals with a tone, is written small, as its fonts did. */
function toTcvn3(text: string): Buffer {
  tcvn3Codes ??= new Map(
    Array.from({ length: 96 }, (_, i) => 0xa0 + i).map((code) => [
      decodeCharset(Buffer.from([code]), 'x-viet-tcvn3'),
      code,
    ]),
  );
  const codes = tcvn3Codes;
  const codeOf = (c: string) => (c < '\x80' ? c.charCodeAt(0) : (codes.get(c) ?? codes.get(c.toLowerCase()) ?? 0x3f));
  return Buffer.from([...text.normalize('NFC')].map(codeOf));
}

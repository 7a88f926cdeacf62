import { encodeUtf7 } from './utf7.ts';

/** Pieces of responses (RFC 9051 §9). Those made of foreign text are binary strings: UTF-8 octets as characters. */

const ATOM = /^[^\x00-\x20\x7f-\uffff(){%*"\\\]]+$/;
const QUOTABLE = /^[^\x00\r\n\x80-\uffff]*$/;

/** Characters to octets, as a binary string. */
export const binary = (s: string): string => (/[^\x00-\x7f]/.test(s) ? Buffer.from(s).toString('latin1') : s);

export const quote = (s: string): string => `"${/["\\]/.test(s) ? s.replace(/["\\]/g, '\\$&') : s}"`;

/** A string that may hold anything: quoted where it may be, a literal otherwise. */
export function string(s: string): string {
  if (s.length < 4096 && QUOTABLE.test(s)) return quote(s);
  const octets = binary(s);
  return `{${octets.length}}\r\n${octets}`;
}

export const nstring = (s: string | null | undefined): string => (s === null || s === undefined ? 'NIL' : string(s));

/** A mailbox name: UTF-8 once the client has enabled it (RFC 9051 §5.1, RFC 6855 §3), modified UTF-7 before. */
export function mailboxName(name: string, utf8: boolean): string {
  if (utf8) return ATOM.test(name) ? name : quote(binary(name));
  const encoded = encodeUtf7(name);
  return ATOM.test(encoded) ? encoded : quote(encoded);
}

export function flagList(flags: readonly string[]): string {
  return flags.length === 0 ? '()' : `(${flags.join(' ')})`;
}

/** Response text may not hold line ends; foreign words in it may. */
export function line(text: string): string {
  return binary(/[\x00-\x1f\x7f]/.test(text) ? text.replace(/[\x00-\x1f\x7f]+/g, ' ') : text);
}

/** Names under which mail announces its charsets, brought to the names that the decoders use. */

/** Announced by software that did not know: the bytes are looked at instead. */
const UNDECLARED = new Set([
  '',
  'unknown',
  'unknown-8bit',
  'x-unknown',
  'x-user-defined',
  'default',
  'default_charset',
  'binary',
  '8bit',
  '7bit',
  'ansi',
  'none',
  // KDE and Mozilla put this on mail that holds plain ASCII or UTF-8; real VPS text is all but extinct.
  'x-viet-vps',
  'vps',
]);

/** Often put on text that is something else. */
const DOUBTFUL = new Set([
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'ansi_x3.110-1983',
  'iso-8859-1',
  'iso8859-1',
  'iso_8859-1',
  'iso88591',
  'latin1',
  'latin-1',
  'windows-1252',
  'cp1252',
  'cp-1252',
  'x-ansi',
]);

const ALIASES = new Map([
  ['utf8', 'utf-8'],
  ['unicode-1-1-utf-8', 'utf-8'],
  ['utf8mb4', 'utf-8'],
  ['x-utf-8', 'utf-8'],
  ['cp65001', 'utf-8'],
  ['65001', 'utf-8'],
  ['windows1258', 'windows-1258'],
  ['cp1258', 'windows-1258'],
  ['cp-1258', 'windows-1258'],
  ['x-cp1258', 'windows-1258'],
  ['1258', 'windows-1258'],
  ['tcvn', 'tcvn3'],
  ['tcvn-3', 'tcvn3'],
  ['abc', 'tcvn3'],
  ['vn3', 'tcvn3'],
  ['x-viet-tcvn', 'tcvn3'],
  ['x-viet-tcvn3', 'tcvn3'],
  ['x-tcvn3', 'tcvn3'],
  ['x-viet-tcvn5712', 'tcvn3'],
  ['tcvn-5712', 'tcvn3'],
  ['tcvn5712', 'tcvn3'],
  ['tcvn_5712', 'tcvn3'],
  ['tcvn-5712-3', 'tcvn3'],
  ['tcvn5712-3', 'tcvn3'],
  ['vn1', 'tcvn5712-1'],
  ['tcvn-5712-1', 'tcvn5712-1'],
  ['tcvn5712-1:1993', 'tcvn5712-1'],
  ['vscii', 'tcvn5712-1'],
  ['iso-ir-180', 'tcvn5712-1'],
  ['viscii1.1-1', 'viscii'],
  ['viscii-1', 'viscii'],
  ['csviscii', 'viscii'],
  ['x-viet-viscii', 'viscii'],
  ['vni', 'vni'],
  ['x-viet-vni', 'vni'],
  ['x-viet-vniwin', 'vni'],
  ['x-vni', 'vni'],
  ['vni-win', 'vni'],
  ['vni-windows', 'vni'],
]);

export interface CharsetLabel {
  name: string;
  /** `firm` is believed; `doubtful` and `none` are checked against the bytes. */
  trust: 'firm' | 'doubtful' | 'none';
}

/** The decoder's name for an announced charset, and how far the announcement is to be believed. */
export function charsetLabel(announced: string): CharsetLabel {
  let name = announced.trim().toLowerCase();
  if (name.startsWith('"') || name.startsWith("'")) name = name.replace(/["']/g, '').trim();
  // RFC 2231 §5: an encoded word may carry a language after the charset.
  const star = name.indexOf('*');
  if (star > 0) name = name.slice(0, star);
  if (UNDECLARED.has(name)) return { name: 'windows-1252', trust: 'none' };
  if (DOUBTFUL.has(name)) return { name: 'windows-1252', trust: 'doubtful' };
  return { name: ALIASES.get(name) ?? name, trust: 'firm' };
}

import { decodeCharset } from '../charset/decode-charset.ts';
import { MAX_PARAMS } from '../limits.ts';
import { cleanText, decodeWords, hexPair } from './decode-words.ts';

/** A structured value (RFC 2045 §5.1, RFC 2183 §2) as it was sent. */
export interface ParameterisedValue {
  /** What stands before the first semicolon, without comments. */
  value: string;
  /** As sent, quotes removed: `filename*0*` stays that. At most 100. */
  params: [name: string, value: string][];
}

/** Reads `value; name=value; …`, forgiving: missing semicolons, bare values with spaces, quotes that never close. */
export function parseParams(text: string): ParameterisedValue {
  const semicolon = text.indexOf(';');
  let value = semicolon < 0 ? text : text.slice(0, semicolon);
  const comment = value.indexOf('(');
  if (comment >= 0) value = value.slice(0, comment);
  const params: [string, string][] = [];
  let at = semicolon < 0 ? text.length : semicolon + 1;
  while (at < text.length && params.length < MAX_PARAMS) {
    const code = text.charCodeAt(at);
    if (code === 0x3b || code <= 0x20) {
      at++;
      continue;
    }
    const stop = endOfName(text, at);
    const name = text.slice(at, stop).trim().toLowerCase();
    if (text.charCodeAt(stop) !== 0x3d) {
      at = stop + 1;
      continue;
    }
    at = stop + 1;
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
    const [raw, next] = text.charCodeAt(at) === 0x22 ? quoted(text, at + 1) : bare(text, at, name);
    if (name !== '') params.push([name, raw]);
    at = next;
  }
  return { value: value.trim(), params };
}

function endOfName(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3d || code === 0x3b) return i;
  }
  return text.length;
}

function quoted(text: string, from: number): [string, number] {
  let end = from;
  let escaped = false;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x22) break;
    if (code === 0x5c) {
      escaped = true;
      end++;
    }
  }
  const inside = text.slice(from, Math.min(end, text.length));
  // Old Windows mailers sent whole paths without doubling the backslashes.
  const path = /^[A-Za-z]:\\[^\\]/.test(inside);
  return [escaped && !path ? inside.replace(/\\([\s\S])/g, '$1') : inside, end + 1];
}

/** A value without quotes. File names run to the semicolon, since they hold spaces; others are tokens. */
function bare(text: string, from: number, name: string): [string, number] {
  const semicolon = text.indexOf(';', from);
  const end = semicolon < 0 ? text.length : semicolon;
  const whole = text.slice(from, end).trim();
  if (name.startsWith('filename') || name.startsWith('name')) return [whole, end];
  const blank = whole.search(/[ \t(]/);
  return blank < 0 ? [whole, end] : [whole.slice(0, blank), from + blank];
}

interface Section {
  index: number;
  value: string;
  encoded: boolean;
}

/**
 * Parameters by name, decoded: RFC 2231 charsets and continuations, encoded words where mailers put them against the rules.
 * Of a name given twice the first counts; the RFC 2231 form wins over the plain one (RFC 6266 §4.3 gives the reason).
 */
export function decodeParams(params: readonly [string, string][]): Record<string, string> {
  const out: Record<string, string> = {};
  let sections: Map<string, Section[]> | undefined;
  for (const [name, value] of params) {
    const star = name.indexOf('*');
    if (star < 0) {
      if (!Object.hasOwn(out, name)) out[name] = decodeWords(value);
      continue;
    }
    const match = /^([^*]+)(?:\*(\d{1,4}))?(\*?)$/.exec(name);
    if (!match) continue;
    sections ??= new Map();
    const list = sections.get(match[1]!) ?? [];
    list.push({ index: match[2] ? Number(match[2]) : 0, value, encoded: match[3] === '*' || match[2] === undefined });
    sections.set(match[1]!, list);
  }
  if (sections) for (const [name, list] of sections) if (name !== '__proto__') out[name] = joinSections(list);
  return out;
}

/** RFC 2231 §4.1: the sections in order, the charset from the first. */
function joinSections(list: Section[]): string {
  list.sort((a, b) => a.index - b.index);
  let charset = '';
  const pieces: Buffer[] = [];
  let plain = true;
  for (const [at, section] of list.entries()) {
    let value = section.value;
    if (section.encoded) {
      plain = false;
      const parts = at === 0 ? /^([^']*)'[^']*'/.exec(value) : null;
      if (parts) {
        charset = parts[1]!;
        value = value.slice(parts[0].length);
      }
      pieces.push(percentBytes(value));
    } else {
      pieces.push(Buffer.from(value));
    }
  }
  const bytes = Buffer.concat(pieces);
  return plain ? decodeWords(bytes.toString()) : cleanText(decodeCharset(bytes, charset)).toWellFormed();
}

/**
 * RFC 2231 continuations joined, still encoded: `filename*0*`, `filename*1` … become one `filename*`, which more clients know.
 * Each stands where its first section stood.
 */
export function joinContinuations(params: readonly [string, string][]): [string, string][] {
  if (!params.some(([name]) => /\*\d/.test(name))) return [...params];
  const out: [string, string][] = [];
  const joined = new Set<string>();
  for (const [name, value] of params) {
    const base = /^([^*]+)\*\d{1,4}\*?$/.exec(name)?.[1];
    if (base === undefined) {
      out.push([name, value]);
      continue;
    }
    if (joined.has(base)) continue;
    joined.add(base);
    const sections: Section[] = [];
    for (const [each, text] of params) {
      const match = /^([^*]+)\*(\d{1,4})(\*?)$/.exec(each);
      if (match && match[1] === base)
        sections.push({ index: Number(match[2]), value: text, encoded: match[3] === '*' });
    }
    sections.sort((a, b) => a.index - b.index);
    const encoded = sections.some((section) => section.encoded);
    const pieces = sections.map((section) =>
      encoded && !section.encoded ? percentForm(section.value) : section.value,
    );
    // Without a charset in its first section, the joined value needs the empty one.
    const prefix = encoded && !sections[0]!.encoded ? "''" : '';
    out.push([encoded ? `${base}*` : base, prefix + pieces.join('')]);
  }
  return out;
}

/** RFC 2231 §7 ext-octet for all but attribute-char. */
function percentForm(text: string): string {
  return text.replace(/[^A-Za-z0-9!#$&+\-.^_`{|}~]/gu, (char) =>
    [...Buffer.from(char)].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

function percentBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    const value = bytes[i] === 0x25 ? hexPair(bytes[i + 1], bytes[i + 2]) : -1;
    if (value >= 0) {
      bytes[n++] = value;
      i += 2;
    } else bytes[n++] = bytes[i]!;
  }
  return bytes.subarray(0, n);
}

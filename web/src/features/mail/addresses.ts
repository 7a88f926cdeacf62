import type { EmailAddress } from '../../api/jmap/types.ts';

/** `Lan <lan@x.vn>, b@x.vn`, for reading. */
export function addressText(list: readonly EmailAddress[] | null): string {
  return (list ?? []).map((a) => (a.name ? `${a.name} <${a.email}>` : a.email)).join(', ');
}

/**
 * Whether an address may be written to: one `@`, a local part without spaces, a domain with a dot. The server judges
 * further. Letters beyond ASCII are allowed (RFC 6531).
 */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(text) &&
    !/^\.|\.\.|\.@/.test(text)
  );
}

/** Splits at commas, semicolons, tabs and line ends outside quotes and angle brackets. */
function split(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  let angle = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] as string;
    if (quoted && c === '\\') piece += c + (text[(i += 1)] ?? '');
    else {
      if (c === '"') quoted = !quoted;
      else if (!quoted && c === '<') angle = true;
      else if (!quoted && c === '>') angle = false;
      const ends = c === '\n' || c === '\r' || (!quoted && !angle && (c === ',' || c === ';' || c === '\t'));
      if (ends) {
        pieces.push(piece);
        piece = '';
        quoted = angle = false;
      } else piece += c;
    }
  }
  return [...pieces, piece].map((p) => p.trim()).filter((p) => p !== '');
}

function unquote(name: string): string {
  const inner = /^"(.*)"$/s.exec(name)?.[1];
  return (inner === undefined ? name : inner.replace(/\\(.)/g, '$1')).replace(/\s+/g, ' ').trim();
}

/** What was typed or pasted, as addresses; what is none is kept as its own text, for the person to correct. */
export function parseAddresses(text: string): EmailAddress[] {
  return split(text.normalize('NFC')).flatMap((piece) => {
    const named = /^(.*?)\s*<\s*(?:mailto:)?([^<>]*?)\s*>$/s.exec(piece);
    if (named) return { name: unquote(named[1] ?? '') || null, email: named[2] ?? '' };
    if (isAddress(piece)) return { name: null, email: piece };
    // Addresses copied out of a line of text, with nothing but spaces between them.
    const words = piece.split(/\s+/);
    if (words.length > 1 && words.every(isAddress)) return words.map((email) => ({ name: null, email }));
    const last = words.at(-1) ?? '';
    if (words.length > 1 && isAddress(last)) return { name: unquote(words.slice(0, -1).join(' ')), email: last };
    return { name: null, email: piece };
  });
}

/** The list with others appended, each address once. */
export function mergeAddresses(list: readonly EmailAddress[], more: readonly EmailAddress[]): EmailAddress[] {
  const seen = new Set(list.map((a) => a.email.toLowerCase()));
  const fresh = more.filter((a) => {
    const key = a.email.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
  return [...list, ...fresh];
}

export interface MailtoFields {
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  body: string;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 6068. Other fields than these are not taken from a link. */
export function parseMailto(href: string): MailtoFields {
  const [, to = '', query = ''] = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(href) ?? [];
  const fields: MailtoFields = { to: parseAddresses(decode(to)), cc: [], bcc: [], subject: '', body: '' };
  for (const pair of query.split('&')) {
    const eq = pair.indexOf('=');
    if (eq < 0) continue;
    const key = decode(pair.slice(0, eq)).toLowerCase();
    const value = decode(pair.slice(eq + 1));
    if (key === 'to' || key === 'cc' || key === 'bcc') fields[key] = mergeAddresses(fields[key], parseAddresses(value));
    else if (key === 'subject') fields.subject = value.replace(/[\r\n]+/g, ' ');
    else if (key === 'body') fields.body = value.replaceAll('\r\n', '\n');
  }
  return fields;
}

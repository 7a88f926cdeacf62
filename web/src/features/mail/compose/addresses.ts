import type { EmailAddress } from '../../../api/jmap/types.ts';

/** RFC 5321 §4.5.3.1 */
const maxLocal = 64;
const maxAddress = 254;

const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/;

/** Whether it is an address that can be sent to: `dot-atom@domain` of RFC 5322 §3.4.1, in ASCII. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > maxLocal || text.length > maxAddress) return false;
  return local.test(text.slice(0, at)) && domain.test(text.slice(at + 1));
}

export function sameAddress(a: EmailAddress, b: EmailAddress): boolean {
  return a.email.toLowerCase() === b.email.toLowerCase();
}

/** Each address once, as first met. */
export function distinct(addresses: readonly EmailAddress[]): EmailAddress[] {
  const seen = new Set<string>();
  return addresses.filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()));
}

/** What a person calls it: the name, else the address. */
export function displayName({ name, email }: EmailAddress): string {
  return name?.trim() || email;
}

/** `Name <address>`, as it is shown and edited. */
export function formatAddress({ name, email }: EmailAddress): string {
  if (!name) return email;
  return /[,;<>"@]/.test(name) ? `"${name.replaceAll('"', "'")}" <${email}>` : `${name} <${email}>`;
}

/**
 * Addresses in a text that was typed or pasted: apart by commas, semicolons, tabs or lines, and by spaces where nothing
 * else is. What is no address comes back as it stands, for the person to correct.
 */
export function splitAddresses(text: string): EmailAddress[] {
  return pieces(text).flatMap((piece) => {
    const one = readOne(piece);
    if (isAddress(one.email)) return [one];
    const words = piece.split(/\s+/).map(readOne);
    return words.length > 1 && words.every((w) => isAddress(w.email)) ? words : [one];
  });
}

function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = '';
  let quoted = false;
  let bracketed = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    else if (c === '<' && !quoted) bracketed = true;
    else if (c === '>') bracketed = false;
    const ends = c === '\n' || c === '\r' || (!quoted && !bracketed && /[,;\t]/.test(c));
    if (!ends) {
      piece += c;
      continue;
    }
    // A quote that was never closed must not swallow the lines below it.
    quoted = false;
    bracketed = false;
    found.push(piece);
    piece = '';
  }
  found.push(piece);
  return found.map((p) => p.trim()).filter((p) => p !== '');
}

function readOne(piece: string): EmailAddress {
  const match = /^(.*?)<\s*(?:mailto:)?([^<>]*?)\s*>[.\s]*$/.exec(piece);
  if (match) {
    const name = match[1]!
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replace(/\\(.)/g, '$1')
      .trim();
    return { name: name && name !== match[2] ? name : null, email: match[2]! };
  }
  const email = piece.replace(/^mailto:/i, '').replace(/^["'(]+|[")'.]+$/g, '');
  return { name: null, email: isAddress(email) ? email : piece };
}

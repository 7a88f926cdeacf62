import type { Address } from '../types.ts';
import { type ListEntry, readAddressList } from './address-list.ts';
import { decodeWords } from './decode-words.ts';
import { rawText } from './raw-text.ts';

/**
 * The addresses of a header value (RFC 5322 §3.4), names decoded. A group's members carry its name; an empty group gives
 * none. Broken input gives what can be made of it, never an error.
 */
export function parseAddresses(value: string | Uint8Array): Address[] {
  const text = typeof value === 'string' ? value : rawText(Buffer.from(value));
  return decodedAddresses(readAddressList(text));
}

/** Entries of a list as JMAP and the store want them. */
export function decodedAddresses(entries: readonly ListEntry[]): Address[] {
  const out: Address[] = [];
  let group: string | undefined;
  for (const entry of entries) {
    if (entry.kind === 'group') group = decodeWords(entry.name).trim();
    else if (entry.kind === 'end') group = undefined;
    else {
      const name = entry.name === null ? null : decodeWords(entry.name).trim() || null;
      const email = decodeWords(entry.address).trim();
      if (email === '' && name === null) continue;
      out.push(group === undefined ? { name, email } : { name, email, group });
    }
  }
  return out;
}

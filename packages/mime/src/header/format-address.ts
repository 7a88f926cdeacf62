import type { Address } from '../types.ts';
import { encodeWordAlways } from './encode-word.ts';

const ATOMS = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(?: [A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/;

/**
 * An address for a header (RFC 5322 §3.4): `name <email>`, the name as atoms, quoted or in encoded words as it needs.
 * CR, LF, NUL and angle brackets in the e-mail address are dropped; whether it is a good address is not judged here.
 */
export function formatAddress(address: Pick<Address, 'name' | 'email'>): string {
  const email = address.email.replace(/[\r\n\0<>]/g, '').trim();
  const name = address.name?.replace(/[\r\n\0\t]+/g, ' ').trim();
  if (!name) return email;
  return `${formatPhrase(name)} <${email}>`;
}

/** A display name (RFC 5322 §3.2.5 phrase). */
export function formatPhrase(name: string): string {
  if (name.includes('=?') || !/^[\x20-\x7e]*$/.test(name)) return encodeWordAlways(name);
  return ATOMS.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** A whole list; a run of addresses with the same `group` is written as that group. */
export function formatAddresses(addresses: readonly Address[]): string {
  const out: string[] = [];
  for (let i = 0; i < addresses.length; i++) {
    const group = addresses[i]!.group;
    if (group === undefined) {
      out.push(formatAddress(addresses[i]!));
      continue;
    }
    const members = [addresses[i]!];
    while (addresses[i + 1]?.group === group) members.push(addresses[++i]!);
    out.push(`${formatPhrase(group || 'group')}: ${members.map(formatAddress).join(', ')};`);
  }
  return out.join(', ');
}

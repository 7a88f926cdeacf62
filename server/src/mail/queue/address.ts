/**
 * Whether a text can stand between `<` and `>` in MAIL and RCPT (RFC 5321 §4.1.2, RFC 6531 §3.3): a dot-atom or a quoted
 * local part, a domain or an address literal, within the limits of RFC 5321 §4.5.3.1.
 */
export function isPlainAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  if (at < 1 || Buffer.byteLength(address) > 254) return false;
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  return Buffer.byteLength(local) <= 64 && localPart.test(local) && (domainName.test(domain) || literal.test(domain));
}

const atext = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\u0080-\\u{10ffff}]";
const localPart = new RegExp(
  `^(?:${atext}+(?:\\.${atext}+)*|"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e\\u0080-\\u{10ffff}]|\\\\[\\x20-\\x7e])*")$`,
  'u',
);
const label = '[A-Za-z0-9\\u0080-\\u{10ffff}](?:[A-Za-z0-9\\u0080-\\u{10ffff}-]{0,61}[A-Za-z0-9\\u0080-\\u{10ffff}])?';
const domainName = new RegExp(`^${label}(?:\\.${label})*$`, 'u');
const literal = /^\[(?:IPv6:[0-9A-Fa-f:.]{2,45}|[0-9.]{7,15})\]$/i;

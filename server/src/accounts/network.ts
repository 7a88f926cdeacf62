import { isIPv6 } from 'node:net';

/**
 * What counts as one network address for throttling: an IPv4 address, or the /64 of an IPv6 address, which is what one
 * customer gets. IPv4 in IPv6 form is IPv4. Anything else stays as it is.
 */
export function networkOf(remoteAddress: string): string {
  const plain = remoteAddress
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '')
    .replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head ? head.split(':') : [];
  if (tail !== undefined) {
    const after = tail ? tail.split(':') : [];
    const width = after.reduce((n, group) => n + (group.includes('.') ? 2 : 1), 0);
    while (groups.length + width < 8) groups.push('0');
    groups.push(...after);
  }
  const prefix = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(':')}::/64`;
}

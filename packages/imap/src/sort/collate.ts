/** i;unicode-casemap (RFC 5051): letters without case, decomposed. Keys are compared by code unit. */
export function collationKey(s: string): string {
  return /^[\x00-\x7f]*$/.test(s) ? s.toUpperCase() : s.toUpperCase().normalize('NFKD');
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import { MethodError } from './errors.ts';

/** The root collation of CLDR: in what language a client shows names is not known here. */
const unicode = new Intl.Collator('und', { sensitivity: 'accent' });

/** RFC 4790 names; told in the core capability. */
export const collationAlgorithms = ['i;ascii-casemap', 'i;unicode-casemap'] as const;

/** How to compare texts. @throws MethodError `unsupportedSort` */
export function collator(name: string | undefined): (a: string, b: string) => number {
  if (name !== undefined && !(collationAlgorithms as readonly string[]).includes(name)) {
    throw new MethodError('unsupportedSort', `No such collation: ${name.slice(0, 100)}`);
  }
  if (name !== 'i;ascii-casemap') return unicode.compare;
  const upper = (s: string) => s.replace(/[a-z]/g, (c) => c.toUpperCase());
  return (a, b) => (upper(a) < upper(b) ? -1 : upper(a) > upper(b) ? 1 : 0);
}

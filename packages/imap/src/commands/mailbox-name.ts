import { ImapError } from '../session.ts';

const MAX_OCTETS = 1000;
const MAX_LEVELS = 50;

/** A name that may be made (RFC 9051 §5.1, RFC 5198 §2): no control characters, no empty levels, no wildcards. */
export function checkNewName(name: string): string {
  const bare = name.endsWith('/') ? name.slice(0, -1) : name;
  const levels = bare.split('/');
  if (levels.some((level) => level === '' || level.trim() !== level || level === '.' || level === '..'))
    throw new ImapError('A level of the name is empty or begins or ends with a space', 'CANNOT');
  if (/[\p{Cc}\u2028\u2029*%]/u.test(bare) || !bare.isWellFormed())
    throw new ImapError('The name has characters that may not be used', 'CANNOT');
  if (Buffer.byteLength(bare) > MAX_OCTETS || levels.length > MAX_LEVELS)
    throw new ImapError('The name is too long', 'LIMIT');
  return bare;
}

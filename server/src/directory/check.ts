import { DirectoryError } from './errors.ts';

/** Trimmed, in NFC, not empty, without control characters. @throws DirectoryError `directory.invalid`. */
export function requireText(text: string, field: string, most: number): string {
  const clean = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (clean.length === 0) throw new DirectoryError('directory.invalid', `${field} is empty.`);
  if (clean.length > most) throw new DirectoryError('directory.invalid', `${field} is longer than ${most} characters.`);
  if (/\p{Cc}/u.test(clean)) throw new DirectoryError('directory.invalid', `${field} has control characters.`);
  return clean;
}

/** Lower case, in NFC; addresses are kept and compared so. */
export function normaliseAddress(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}

import { DirectoryError } from './errors.ts';

/** Trimmed, in NFC, not empty, without control characters. @throws DirectoryError `directory.invalid`. */
export function requireText(text: string, field: string, most: number): string {
  const clean = tidyText(text);
  if (clean.length === 0) throw invalid(field, 'empty', 'is empty');
  return within(clean, field, most);
}

/** As `requireText`; null for nothing. */
export function optionalText(text: string | null | undefined, field: string, most: number): string | null {
  const clean = tidyText(text ?? '');
  return clean.length === 0 ? null : within(clean, field, most);
}

const tidyText = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ');

function within(clean: string, field: string, most: number): string {
  if (clean.length > most) throw invalid(field, 'too-long', `is longer than ${most} characters`);
  if (/\p{Cc}/u.test(clean)) throw invalid(field, 'control', 'has control characters');
  return clean;
}

function invalid(field: string, fault: string, says: string): DirectoryError {
  return new DirectoryError('directory.invalid', `${field} ${says}.`, { field, fault });
}

/** Lower case, in NFC; addresses are kept and compared so. */
export function normaliseAddress(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}

/** What a mail program takes for an address outside; not whether anybody reads it. */
export function requireOutsideAddress(text: string, field: string): string {
  const address = normaliseAddress(text);
  if (
    address.length > 254 ||
    !/^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(address)
  ) {
    throw new DirectoryError('directory.address-invalid', text, { field });
  }
  return address;
}

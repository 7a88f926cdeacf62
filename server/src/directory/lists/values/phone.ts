/**
 * Telephone numbers as people write them, tidied: `0273.3873001` → `0273 3873 001`, `+84912345678` and a number cell's
 * `912345678` → `0912 345 678`. Several are joined by `; `. What is no number stays, and `odd` says so.
 */
export function readPhone(text: string): { phone: string; odd: boolean } {
  const parts = text
    .split(/[;/\n]|,(?=\s*[+0(])|\s-\s(?=\+?\d{8})/)
    .map((part) => part.trim())
    .filter(Boolean);
  const tidied = parts.map(tidyOne);
  return { phone: tidied.map((part) => part.phone).join('; '), odd: tidied.some((part) => part.odd) };
}

function tidyOne(part: string): { phone: string; odd: boolean } {
  // An extension keeps its words.
  const [, number = '', extension = ''] = /^([^a-zà-ỹ]*)(.*)$/is.exec(part.normalize('NFC')) ?? [];
  const rest = extension ? ` ${extension.trim()}` : '';
  if (!/^[\d\s()+.\-–]*$/.test(number)) return { phone: part, odd: true };
  let digits = number.replace(/\D/g, '');
  if (/^(?:\+|00)\s*\(?84/.test(number.trim()) && /^(?:00)?84/.test(digits)) {
    digits = digits.replace(/^(?:00)?84\(?0?/, '0');
  } else if (number.trim().startsWith('+')) {
    return { phone: `+${digits}${rest}`, odd: digits.length < 8 || digits.length > 15 };
  }
  // A cell that is a number has lost its zero.
  if (/^[35789]\d{8}$/.test(digits) || /^2\d{9}$/.test(digits)) digits = `0${digits}`;
  if (/^0[35789]\d{8}$/.test(digits)) return { phone: `${group(digits, [4, 3, 3])}${rest}`, odd: false };
  if (/^02\d{9}$/.test(digits)) return { phone: `${group(digits, [4, 4, 3])}${rest}`, odd: false };
  if (/^\d{3,8}$/.test(digits) || /^1[89]00\d{4,6}$/.test(digits))
    return { phone: `${number.trim()}${rest}`, odd: false };
  return { phone: part, odd: true };
}

function group(digits: string, sizes: number[]): string {
  let from = 0;
  return sizes.map((size) => digits.slice(from, (from += size))).join(' ');
}

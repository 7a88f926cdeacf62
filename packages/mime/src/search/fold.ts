/**
 * Text without case and without Vietnamese (and other Latin) diacritics: `Hộp thư Đến` → `hop thu den`. Marks are those of
 * U+0300–036F; those of other scripts, where they are letters, stay.
 */
export function foldDiacritics(text: string): string {
  const lower = text.toLowerCase();
  if (!/[^\x00-\x7f]/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/đ/g, 'd')
    .normalize('NFC');
}

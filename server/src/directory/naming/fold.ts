/**
 * Vietnamese without diacritics: `Lê Minh Hiếu` → `le minh hieu`, `Đ` → `d`. Takes composed and decomposed Unicode, and
 * the Icelandic `Ð` that some lists write for `Đ`. The SQL function `fold` of the migrations does the same.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đð]/g, 'd');
}

/** The folded words, letters and digits only: `Phòng Tài chính - Kế hoạch` → phong tai chinh ke hoach. */
export function foldWords(text: string): string[] {
  return fold(text).match(/[a-z0-9]+/g) ?? [];
}

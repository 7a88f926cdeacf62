import { convertLegacyText, detectLegacyText, type FontCharset } from '@congvu/mime';
import type { Row, Sheet } from './book.ts';

/** Letters that only Unicode has: text with one of them was not typed for an old font. */
const onlyUnicode = /[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]/;
/** Cells of a column that are looked at. */
const sample = 400;

/**
 * Text typed for a TCVN3 or VNI font whose name is lost (saved as CSV, pasted as values) reads as Latin letters:
 * `NguyÔn V¨n An`. Each column is judged on many of its cells, and mended where it becomes Vietnamese. Answers the charsets
 * found. Columns differ: a list is often put together from several.
 */
export function restoreUnicode(sheet: Sheet): FontCharset[] {
  const found = new Set<FontCharset>();
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  for (let column = 0; column < width; column++) {
    const charset = restoreColumn(sheet.rows, column);
    if (charset) found.add(charset);
    else for (const { cells } of sheet.rows) mendCrossedD(cells, column);
  }
  return [...found];
}

function restoreColumn(rows: readonly Row[], column: number): FontCharset | undefined {
  const texts: string[] = [];
  let mixed = false;
  for (const { cells } of rows) {
    const cell = cells[column];
    if (typeof cell !== 'string' || !/[^\x00-\x7f]/.test(cell)) continue;
    if (onlyUnicode.test(cell)) mixed = true;
    else texts.push(cell);
    if (texts.length === sample) break;
  }
  const charset = detectLegacyText(texts);
  // VISCII differs from Latin-1 in few letters: beside text in Unicode that proves nothing.
  if (!charset || (mixed && charset === 'viscii')) return undefined;
  for (const { cells } of rows) {
    const cell = cells[column];
    if (typeof cell !== 'string' || !/[^\x00-\x7f]/.test(cell) || onlyUnicode.test(cell)) continue;
    // Where both kinds stand in one column, only what is surely better is changed.
    const own = mixed ? detectLegacyText(cell) : charset;
    if (own) cells[column] = convertLegacyText(cell, own).normalize('NFC');
  }
  return charset;
}

/** Many write the Icelandic Ð, which looks the same. */
function mendCrossedD(cells: Row['cells'], column: number): void {
  const cell = cells[column];
  if (typeof cell === 'string' && /[Ðð]/.test(cell)) cells[column] = cell.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ');
}

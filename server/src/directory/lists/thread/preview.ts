import type { ListPreview, SheetPreview } from '@congvu/contract';
import { listLimits } from '../limits.ts';
import { guessMapping, headingsAt } from '../mapping/guess-mapping.ts';
import { type Book, cellText, type Sheet } from '../read/book.ts';
import { readBook } from '../read/read-book.ts';

/** Characters of a cell that the preview shows, and rows of all sheets together. */
const shownLength = 120;
const shownRows = 400;

/** What a file holds, as whoever imports it sees it first. @throws ListError */
export async function previewList(bytes: Buffer): Promise<Omit<ListPreview, 'choices'>> {
  return previewBook(await readBook(bytes));
}

export function previewBook(book: Book): Omit<ListPreview, 'choices'> {
  let left: number = shownRows;
  const sheets = book.sheets.map((sheet, index) => {
    const shown = Math.min(left, listLimits.previewRows);
    left -= Math.min(shown, sheet.rows.length);
    return previewSheet(sheet, index, shown);
  });
  return { format: book.format, charset: book.charset, delimiter: book.delimiter ?? null, sheets };
}

function previewSheet(sheet: Sheet, index: number, shown: number): SheetPreview {
  const mapping = guessMapping(sheet, index);
  const { headerLine, headerLines } = mapping;
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    rows: sheet.rows.length,
    lines: sheet.rows.slice(0, shown).map(({ line, cells }) => ({
      line,
      cells: Array.from(cells, (cell) => cellText(cell).slice(0, shownLength)),
    })),
    mapping,
    headings: headerLine > 0 ? headingsAt(sheet, headerLine, headerLines) : [],
  };
}

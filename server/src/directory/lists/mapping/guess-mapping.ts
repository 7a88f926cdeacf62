/** Where the headings of a sheet are, and what its columns hold. */
import type { ListKind, SheetMapping } from '@congvu/contract';
import { cellText, type Sheet } from '../read/book.ts';
import { type Guess, guessColumns } from './guess-columns.ts';

/** Rows that are looked at for headings: titles, the State's name and notes may stand before them. */
const searched = 40;
/** Columns worth this much together make a row of headings. */
const enough = 1.6;

interface Found extends Guess {
  kind: ListKind;
  headerLine: number;
  headerLines: 1 | 2;
}

/** `kind` null when there is no row of headings: the sheet is no list, or the user must say where it begins. */
export function guessMapping(sheet: Sheet, index: number): SheetMapping {
  const found = findHeadings(sheet);
  const width = widthOf(sheet);
  if (!found) return { sheet: index, kind: null, headerLine: 0, headerLines: 1, columns: Array(width).fill(null) };
  const { kind, headerLine, headerLines, columns } = found;
  return { sheet: index, kind, headerLine, headerLines, columns: pad(columns, width) };
}

/** For headings that the user points to. */
export function guessAt(sheet: Sheet, kind: ListKind, headerLine: number, headerLines: 1 | 2): SheetMapping['columns'] {
  return pad(guessColumns(headingsAt(sheet, headerLine, headerLines), kind).columns, widthOf(sheet));
}

export function widthOf(sheet: Sheet): number {
  return sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
}

/** The headings of each column; one that spans columns of the line below stands before theirs. */
export function headingsAt(sheet: Sheet, headerLine: number, headerLines: 1 | 2): string[] {
  const at = (line: number) => sheet.rows.find((row) => row.line === line)?.cells ?? [];
  const upper = spread(sheet, headerLine);
  if (headerLines === 1) return upper;
  const lower = at(headerLine + 1);
  let carried = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const below = cellText(lower[column]).trim();
    // Without merged cells (CSV) the heading above stands over its first column only.
    const above = upper[column] || (below ? carried : '');
    carried = upper[column] || carried;
    return above === below ? above : `${above} ${below}`.trim();
  });
}

/** A heading over several columns counts for each of them. */
function spread(sheet: Sheet, line: number): string[] {
  const cells = sheet.rows.find((row) => row.line === line)?.cells ?? [];
  const texts = Array.from({ length: Math.max(cells.length, 0) }, (_, i) =>
    cellText(cells[i]).replace(/\s+/g, ' ').trim(),
  );
  for (const { top, left, right } of sheet.merges) {
    if (top !== line - 1 || right === left) continue;
    for (let column = left + 1; column <= Math.min(right, left + 50); column++) texts[column] ||= texts[left] ?? '';
  }
  return Array.from(texts, (text) => text ?? '');
}

function findHeadings(sheet: Sheet): Found | undefined {
  let best: Found | undefined;
  for (const { line, cells } of sheet.rows.slice(0, searched)) {
    // A title stands alone in its line.
    if (cells.filter((cell) => cell !== undefined).length < 2) continue;
    for (const headerLines of [1, 2] as const) {
      if (headerLines === 2 && !isTwoLined(sheet, line)) continue;
      const headings = headingsAt(sheet, line, headerLines);
      for (const kind of ['people', 'organisations'] as const) {
        const guess = guessColumns(headings, kind);
        if (!guess.complete || guess.score < enough) continue;
        // Where the form of the table says that the headings have two lines, they have; people come before organisations,
        // which share many headings.
        const better = guess.score > (best?.score ?? 0) + (headerLines === 2 ? -0.5 : 0.01);
        if (better) best = { ...guess, kind, headerLine: line, headerLines };
      }
    }
  }
  return best;
}

/** The line below goes on with the headings: its words stand mostly where the line itself has none of its own. */
function isTwoLined(sheet: Sheet, line: number): boolean {
  const upper = sheet.rows.find((row) => row.line === line)?.cells ?? [];
  const lower = sheet.rows.find((row) => row.line === line + 1)?.cells ?? [];
  let [under, beside] = [0, 0];
  for (const [column, cell] of lower.entries()) {
    if (cell === undefined) continue;
    // Data have numbers and days; headings have words.
    if (typeof cell !== 'string' || /\d/.test(cell)) return false;
    const spans = sheet.merges.some(({ top, left, right }) => top === line - 1 && left === column && right > left);
    if (upper[column] === undefined || spans) under++;
    else beside++;
  }
  return under > 0 && beside <= under;
}

const pad = (columns: SheetMapping['columns'], width: number): SheetMapping['columns'] =>
  Array.from({ length: Math.max(width, columns.length) }, (_, i) => columns[i] ?? null);

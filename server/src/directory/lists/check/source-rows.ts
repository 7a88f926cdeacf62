/**
 * The rows of a sheet by its mapping: each a row of the list, the heading of a section, or none of the list (numbers of
 * columns, sums, signatures). Cells merged over several rows count for each of them.
 */
import type { ListField, ListIssue, ListKind, SheetMapping } from '@congvu/contract';
import type { RuleValue } from '../../../regulation/index.ts';
import { foldWords } from '../../naming/fold.ts';
import { guessKind } from '../../naming/guess-kind.ts';
import { type Cell, cellName, cellText, isFault, type Row, type Sheet } from '../read/book.ts';
import { tidyText } from '../values/name.ts';
import { fieldValues, makeIssue } from './issues.ts';

export interface SourceRow {
  sheet: number;
  sheetName: string;
  line: number;
  /** Null: none of the list. */
  kind: ListKind | null;
  /** Every cell as text, as the file has them. */
  texts: string[];
  /** What a heading above it names: the organisation of the rows that follow. */
  section: string | null;
  /** Cells by field, in the order of their columns. */
  fields: Map<ListField, FieldCell[]>;
  issues: ListIssue[];
}

export interface FieldCell {
  cell: Cell;
  /** Such as `C12`. */
  at: string;
}

/** The first cell's text of a field, tidied; empty when there is none. */
export function fieldText(row: SourceRow, field: ListField): string {
  for (const { cell } of row.fields.get(field) ?? []) {
    if (cell !== undefined && !isFault(cell)) return tidyText(cellText(cell));
  }
  return '';
}

/** Where a field stands in a row; null: no column holds it. */
export function fieldAt(row: SourceRow, field: ListField): string | null {
  const cells = row.fields.get(field);
  return (cells?.find(({ cell }) => cell !== undefined) ?? cells?.[0])?.at ?? null;
}

export interface SheetSource {
  rows: Generator<SourceRow>;
  /** Told when the rows were read. */
  facts: { sections: number; merged: number };
}

export function sourceRows(sheet: Sheet, mapping: SheetMapping, kinds: RuleValue<'organisation-kinds'>): SheetSource {
  const facts = { sections: 0, merged: 0 };
  return { rows: readRows(sheet, mapping, kinds, facts), facts };
}

function* readRows(
  sheet: Sheet,
  mapping: SheetMapping,
  kinds: RuleValue<'organisation-kinds'>,
  facts: SheetSource['facts'],
): Generator<SourceRow> {
  const { kind, columns } = mapping;
  if (!kind) return;
  const first = mapping.headerLine === 0 ? 1 : mapping.headerLine + mapping.headerLines;
  const filled = new Merges(sheet);
  let section: string | null = null;
  for (const row of sheet.rows) {
    if (row.line < first) continue;
    const cells = filled.fill(row);
    const texts = Array.from(cells, cellText);
    const base = { sheet: mapping.sheet, sheetName: sheet.name, line: row.line, texts, section };
    const what = classify(row, cells, mapping, filled, kinds);
    if (what.is !== 'row') {
      if (what.is === 'section') {
        section = what.text;
        facts.sections++;
      }
      yield { ...base, kind: null, fields: new Map(), issues: [] };
      continue;
    }
    const fields = new Map<ListField, FieldCell[]>();
    const issues: ListIssue[] = [];
    for (const [column, field] of columns.entries()) {
      if (!field) continue;
      const at = cellName(column, row.line);
      const cell = cells[column];
      fields.set(field, [...(fields.get(field) ?? []), { cell, at }]);
      if (isFault(cell)) {
        const code = cell.fault === 'formula' ? 'cell.formula' : 'cell.error';
        issues.push(makeIssue(code, at, { cell: at, value: cell.text, ...fieldValues(kind, field) }));
      }
    }
    const across = filled.across(row.line, columns);
    if (across) issues.push(makeIssue('row.merged', across.split(':')[0]!, { range: across }));
    yield { ...base, kind, fields, issues };
  }
  facts.merged = filled.used;
}

/** Cells joined over several rows or columns. */
class Merges {
  used = 0;
  /** By the line below the first: which column repeats whose cell. */
  readonly #down = new Map<number, { column: number; top: number }[]>();
  readonly #across = new Map<number, { left: number; right: number; name: string }[]>();
  readonly #byLine: Map<number, Row>;

  constructor(sheet: Sheet) {
    this.#byLine = new Map(sheet.rows.map((row) => [row.line, row]));
    for (const { top, left, bottom, right } of sheet.merges) {
      const name = `${cellName(left, top + 1)}:${cellName(right, bottom + 1)}`;
      for (let line = top + 1; line <= Math.min(bottom + 1, top + 5000); line++) {
        if (line > top + 1) this.#down.set(line, [...(this.#down.get(line) ?? []), { column: left, top: top + 1 }]);
        if (right > left) this.#across.set(line, [...(this.#across.get(line) ?? []), { left, right, name }]);
      }
    }
  }

  fill(row: Row): Cell[] {
    const repeated = this.#down.get(row.line);
    if (!repeated) return row.cells;
    const cells = [...row.cells];
    for (const { column, top } of repeated) {
      const above = this.#byLine.get(top)?.cells[column];
      if (cells[column] !== undefined || above === undefined) continue;
      cells[column] = above;
      this.used++;
    }
    return cells;
  }

  /** The whole line is one cell, or nearly. */
  isTitle(line: number, columns: SheetMapping['columns']): boolean {
    const counted = columns.flatMap((field, column) => (field ? [column] : []));
    return (this.#across.get(line) ?? []).some(
      ({ left, right }) =>
        counted.filter((column) => column >= left && column <= right).length >= Math.max(2, counted.length - 2),
    );
  }

  /** A range that spans columns of different fields. */
  across(line: number, columns: SheetMapping['columns']): string | undefined {
    return (this.#across.get(line) ?? []).find(({ left, right }) => {
      const fields = new Set(columns.slice(left, right + 1).filter(Boolean));
      return fields.size > 1;
    })?.name;
  }
}

type What = { is: 'row' } | { is: 'section'; text: string } | { is: 'nothing' };

const sums = /^(?:tong(?: cong| so)?|cong(?: cong)?)\b/;
/** `I`, `II.`, `A`, `1.2`: what stands before the heading of a section. */
const sectionNumber = /^(?:[IVXLC]+|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]?$/;

function classify(
  row: Row,
  cells: readonly Cell[],
  { columns, kind }: SheetMapping,
  merges: Merges,
  kinds: RuleValue<'organisation-kinds'>,
): What {
  const filled = cells.flatMap((cell, column) =>
    cell === undefined ? [] : [{ column, text: tidyText(cellText(cell)), cell }],
  );
  if (filled.length === 0) return { is: 'nothing' };
  // The numbers of columns under the headings: (1) (2) (3).
  if (
    filled.length > 2 &&
    filled.every(({ text }, i) => new RegExp(`^\\(?${i + 1}\\)?$|^\\(?[A-Ea-e]\\)?$`).test(text))
  )
    return { is: 'nothing' };
  const keys: ListField[] = kind === 'people' ? ['name', 'given', 'family'] : ['name'];
  const counted = filled.filter(({ column }) => columns[column] && columns[column] !== 'ordinal');
  const named = counted.some(({ column }) => keys.includes(columns[column]!));
  const words = filled.filter(({ text }) => !sectionNumber.test(text));
  const alone = words.length === 1 ? words[0]!.text : undefined;
  if (sums.test(foldWords(words[0]?.text ?? '').join(' ')) && counted.length <= 3) return { is: 'nothing' };
  const title = merges.isTitle(row.line, columns);
  const numbered = filled.some(({ column, text }) => columns[column] === 'ordinal' && /^\d+$/.test(text));
  if (kind === 'people' && alone !== undefined) {
    const text = alone.replace(/^(?:[IVXLC]+|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s*/, '').replace(/\s*[:(].*$/, '');
    // A numbered line with a name alone is somebody of whom nothing else is known.
    const numbered = filled.some(({ column, text: number }) => columns[column] === 'ordinal' && /^\d+$/.test(number));
    const names = guessKind(text, kinds) !== undefined;
    if (title || (names && !(named && numbered))) return { is: 'section', text };
  }
  const footer = isFooter(words[0]?.text ?? '');
  if (named) return { is: footer && !numbered && counted.length <= 2 ? 'nothing' : 'row' };
  // A row with several things in it but no name lacks one; a signature or a date below the list is none.
  return { is: counted.length >= 2 && words.length >= 2 && !title && !footer ? 'row' : 'nothing' };
}

/** What stands below a list: who made it, who signs, where and when. */
function isFooter(text: string): boolean {
  const words = foldWords(text).join(' ');
  return /^(?:nguoi lap|lap bieu|thu truong|ky|ky ten|xac nhan|tm|kt|ghi chu|luu y)\b|\bngay (?:\d+ )?thang\b/.test(
    words,
  );
}

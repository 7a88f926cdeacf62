/** The list as it came, with what the check or the import made of each row. */
import { issueText, type ListIssue, type RowOutcome } from '@congvu/contract';
import type { Queryable } from '../../../platform/index.ts';
import { columnNumber } from '../read/book.ts';
import type { StoredImport } from '../store/imports.ts';
import type { Look } from './styles.ts';
import { type RowToWrite, type SheetToWrite, writeXlsx } from './xlsx.ts';

type Language = 'vi' | 'en';

const words = {
  vi: { result: 'Kết quả', address: 'Địa chỉ hộp thư', message: 'Ghi chú của hệ thống' },
  en: { result: 'Result', address: 'Mailbox address', message: 'Remarks' },
};
const outcomes: Record<RowOutcome, Record<Language, string>> = {
  add: { vi: 'Thêm', en: 'Add' },
  update: { vi: 'Cập nhật', en: 'Update' },
  skip: { vi: 'Bỏ qua', en: 'Skip' },
  fault: { vi: 'SAI', en: 'FAULT' },
  ignored: { vi: '', en: '' },
};

/** Rows read at a time. */
const page = 1000;

interface Row {
  row_no: number;
  line: number;
  outcome: RowOutcome;
  level: number;
  cells: string[];
  found: { issues: ListIssue[]; address: string | null } | null;
}

/** Faulty cells are red, doubtful ones yellow; three columns are added. */
export function markedWorkbook(db: Queryable, list: StoredImport, language: Language): AsyncGenerator<Buffer> {
  const sheets = list.sheets
    .filter(({ kind }) => kind !== null)
    .map(({ sheet, headerLine }): SheetToWrite => {
      const preview = list.preview?.sheets[sheet];
      const headings = preview?.headings ?? [];
      return {
        name: preview?.name ?? `${sheet + 1}`,
        widths: [...Array.from({ length: widthOf(list, sheet) }, (_, i) => (i === 0 ? 7 : 22)), 12, 34, 70],
        frozen: 1,
        filter: widthOf(list, sheet) + 3,
        rows: rowsOf(db, list, sheet, headerLine === 0 ? [] : headings, language),
      };
    });
  return writeXlsx(sheets.length > 0 ? sheets : [{ name: 'Danh sách', rows: [] }]);
}

const widthOf = (list: StoredImport, sheet: number) =>
  list.sheets.find((one) => one.sheet === sheet)?.columns.length ?? 0;

async function* rowsOf(
  db: Queryable,
  list: StoredImport,
  sheet: number,
  headings: readonly string[],
  language: Language,
): AsyncGenerator<RowToWrite> {
  const width = widthOf(list, sheet);
  const pad = (cells: readonly string[]) => Array.from({ length: width }, (_, i) => cells[i] ?? '');
  const { result, address, message } = words[language];
  yield { cells: [...pad(headings), result, address, message], look: 'heading' };
  for (let after = -1; ; ) {
    const { rows } = await db.query<Row>({
      name: 'list-marked',
      text: `select row_no, line, outcome, level, cells, found from list_row
             where import_id = $1 and sheet = $2 and row_no > $3 order by row_no limit ${page}`,
      values: [list.importId, sheet, after],
    });
    for (const row of rows) yield marked(row, pad(row.cells), width, language);
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = last.row_no;
  }
}

function marked({ outcome, found }: Row, cells: string[], width: number, language: Language): RowToWrite {
  if (!found) return { cells, look: 'muted' };
  const { issues, address } = found;
  const looks: Record<number, Look> = {};
  for (const { cell, level } of issues) {
    const column = cell ? columnNumber(cell.replace(/\d+$/, '')) : -1;
    if (column < 0 || level === 'note' || looks[column] === 'bad') continue;
    looks[column] = level === 'fault' ? 'bad' : 'doubtful';
  }
  const worst = issues.some(({ level }) => level === 'fault')
    ? 'bad'
    : issues.some(({ level }) => level === 'warning')
      ? 'doubtful'
      : 'good';
  looks[width] = worst;
  looks[width + 2] = 'wrapped';
  const told = issues.map((issue) => issueText(issue, language)).join('\n');
  return { cells: [...cells, outcomes[outcome][language], address ?? '', told], looks };
}

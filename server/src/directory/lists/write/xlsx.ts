/**
 * Workbooks (ECMA-376) as a stream: rows are written as they come, so that a list of any length takes little memory.
 * Strings stand in their cells; nothing is a formula, whatever it begins with.
 */
import { columnName } from '../read/book.ts';
import { type Look, looks, stylesXml } from './styles.ts';
import { type PartToWrite, writeZip } from './zip.ts';

/** A day is written as `YYYY-MM-DD` inside `{ day }`. */
export type CellToWrite = string | number | { day: string } | null | undefined;

export interface RowToWrite {
  cells: readonly CellToWrite[];
  /** Of the whole row. */
  look?: Look;
  /** Of single cells, by column from 0. */
  looks?: Readonly<Record<number, Look>>;
}

export interface SheetToWrite {
  /** At most 31 characters, without `: \ / ? * [ ]`. */
  name: string;
  /** In characters. */
  widths?: readonly number[];
  rows: Iterable<RowToWrite> | AsyncIterable<RowToWrite>;
  /** Rows that stay in sight; the last of them gets filters when `filter` says how many columns. */
  frozen?: number;
  filter?: number;
  /** Choices for cells of a column: another sheet's range, such as `'Danh mục'!$A$2:$A$9`. */
  choices?: readonly { column: number; fromLine: number; range: string }[];
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const xlsxType = `${spreadsheet}.sheet`;

/** The octets of a workbook, piece by piece. An error of a sheet's rows ends it. */
export function writeXlsx(sheets: readonly SheetToWrite[]): AsyncGenerator<Buffer> {
  const names = sheetNames(sheets.map((sheet) => sheet.name));
  const parts: PartToWrite[] = [
    { name: '[Content_Types].xml', content: [contentTypes(sheets.length)] },
    { name: '_rels/.rels', content: [relationships([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', content: [workbook(names, sheets)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [
        relationships([
          ...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', content: [head, stylesXml] },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet) })),
  ];
  return writeZip(parts);
}

async function* sheetXml(sheet: SheetToWrite): AsyncGenerator<string> {
  const { widths = [], frozen = 0, filter, choices = [] } = sheet;
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('');
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen ? pane : ''}</sheetView></sheetViews>`;
  yield `${columns ? `<cols>${columns}</cols>` : ''}<sheetData>`;
  let line = 0;
  let pending = '';
  for await (const row of sheet.rows) {
    pending += rowXml(row, ++line);
    if (pending.length < 65_536) continue;
    yield pending;
    pending = '';
  }
  yield `${pending}</sheetData>`;
  if (filter) yield `<autoFilter ref="A${frozen}:${columnName(filter - 1)}${Math.max(frozen, line)}"/>`;
  if (choices.length > 0) {
    const all = choices.map(({ column, fromLine, range }) => {
      const cells = `${columnName(column)}${fromLine}:${columnName(column)}50000`;
      return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${cells}"><formula1>${escapeXml(range)}</formula1></dataValidation>`;
    });
    yield `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`;
  }
  yield '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>';
}

function rowXml({ cells, look = 'plain', looks: single }: RowToWrite, line: number): string {
  let xml = `<row r="${line}">`;
  for (let column = 0; column < cells.length; column++) {
    const value = cells[column];
    const own = single?.[column] ?? look;
    if (value === undefined || value === null || value === '') {
      // Coloured although it is empty: that is what is wrong with it.
      if (own !== 'plain' && own !== 'muted') xml += `<c r="${columnName(column)}${line}" s="${looks.indexOf(own)}"/>`;
      continue;
    }
    xml += cellXml(value, `${columnName(column)}${line}`, own);
  }
  return `${xml}</row>`;
}

function cellXml(value: string | number | { day: string }, at: string, look: Look): string {
  if (typeof value === 'number') return `<c r="${at}" s="${looks.indexOf(look)}"><v>${value}</v></c>`;
  if (typeof value === 'string') {
    return `<c r="${at}" s="${looks.indexOf(look)}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  }
  const serial = Temporal.PlainDate.from(value.day).since('1899-12-30', { largestUnit: 'days' }).days;
  const dated: Look = look === 'bad' ? 'badDate' : look === 'plain' ? 'date' : look;
  // Excel knows no day before 1900, nor rightly those before March of it.
  if (serial < 61) return cellXml(value.day, at, look);
  return `<c r="${at}" s="${looks.indexOf(dated)}"><v>${serial}</v></c>`;
}

/** XML 1.0 holds no control characters but tab and line ends; Excel breaks on more than 32,767 characters in a cell. */
export function escapeXml(text: string): string {
  return text
    .slice(0, 32_767)
    .toWellFormed()
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'));
}

/** Excel's rules for names of sheets, each one once. */
function sheetNames(wanted: string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const clean =
      name
        .replace(/[:\\/?*[\]]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Sheet';
    let unique = clean.slice(0, 31);
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${clean.slice(0, 27)} (${n})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function workbook(names: readonly string[], sheets: readonly SheetToWrite[]): string {
  const all = names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('');
  const filters = sheets.flatMap(({ filter, frozen = 0 }, i) =>
    filter
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">'${escapeXml(names[i]!.replaceAll("'", "''"))}'!$A$${frozen}:$${columnName(filter - 1)}$${frozen}</definedName>`,
        ]
      : [],
  );
  const defined = filters.length > 0 ? `<definedNames>${filters.join('')}</definedNames>` : '';
  return `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${all}</sheets>${defined}</workbook>`;
}

function relationships(targets: readonly [type: string, target: string][]): string {
  const all = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${packages}/relationships">${all.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const override = (part: string, type: string) =>
    `<Override PartName="/${part}" ContentType="${spreadsheet}.${type}+xml"/>`;
  const all = Array.from({ length: sheets }, (_, i) => override(`xl/worksheets/sheet${i + 1}.xml`, 'worksheet'));
  return (
    `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${all.join('')}</Types>`
  );
}

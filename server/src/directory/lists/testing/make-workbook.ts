/** Workbooks with whatever tests need in them, also what no good program would write. */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { columnName } from '../read/book.ts';
import { escapeXml } from '../write/xlsx.ts';

export type MadeCell =
  | string
  | number
  | null
  | { serial: number }
  | { formula: string; value?: string | number }
  | { error: string }
  | { text: string; font: string }
  | { runs: { text: string; font?: string }[] }
  | { zeros: number; width: number }
  | { bool: boolean };

export interface MadeSheet {
  name: string;
  rows: MadeCell[][];
  hidden?: boolean;
  /** Such as `A1:C1`. */
  merges?: string[];
  /** Instead of everything above. */
  xml?: string;
}

export interface MadeWorkbook {
  sheets: MadeSheet[];
  from1904?: boolean;
  /** Texts in a table of their own, as Excel has them; else within their cells. */
  shared?: boolean;
  /** Before the names of all elements, as some libraries write them. */
  prefix?: string;
  /** Parts added, replaced, or with null left out. */
  parts?: Record<string, string | Uint8Array | null>;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function makeWorkbook(book: MadeWorkbook): Buffer {
  const styles = new Styles();
  const strings: string[] = [];
  const p = book.prefix ? `${book.prefix}:` : '';
  const named = (xml: string) => (p ? xml.replace(/<(\/?)(?!\?)(\w)/g, `<$1${p}$2`) : xml);
  const root = (name: string, body: string, more = '') =>
    `<?xml version="1.0" encoding="UTF-8"?>${named(`<${name} @@>${body}</${name}>`).replace('@@', `xmlns${book.prefix ? `:${book.prefix}` : ''}="${main}" xmlns:r="${office}"${more}`)}`;
  const sheets = book.sheets.map(
    (sheet) => sheet.xml ?? root('worksheet', sheetXml(sheet, styles, book.shared ? strings : null)),
  );
  const relations = book.sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const parts: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="x"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': root(
      'workbook',
      `<workbookPr${book.from1904 ? ' date1904="1"' : ''}/><sheets>${book.sheets
        .map(
          (s, i) =>
            `<sheet name="${escapeXml(s.name)}" sheetId="${i + 1}"${s.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
        )
        .join('')}</sheets>`,
    ),
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="x">${relations.join('')}<Relationship Id="rS" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rT" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    ...Object.fromEntries(sheets.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    'xl/styles.xml': root('styleSheet', styles.xml()),
    ...(book.shared ? { 'xl/sharedStrings.xml': root('sst', strings.map((text) => `<si>${text}</si>`).join('')) } : {}),
    ...book.parts,
  };
  return makeZip(parts);
}

export function makeZip(parts: Record<string, string | Uint8Array | null>): Buffer {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    if (content !== null) files[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return Buffer.from(zipSync(files, { level: 6 }));
}

function sheetXml({ rows, merges = [] }: MadeSheet, styles: Styles, strings: string[] | null): string {
  const body = rows
    .map((cells, r) => {
      const made = cells.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`, styles, strings)).join('');
      return made ? `<row r="${r + 1}">${made}</row>` : '';
    })
    .join('');
  const joined = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<sheetData>${body}</sheetData>${joined ? `<mergeCells count="${merges.length}">${joined}</mergeCells>` : ''}`;
}

function cellXml(cell: MadeCell, at: string, styles: Styles, strings: string[] | null): string {
  const t = (text: string) => `<t xml:space="preserve">${escapeXml(text)}</t>`;
  const text = (content: string, style = 0) => {
    const s = style ? ` s="${style}"` : '';
    if (!strings) return `<c r="${at}"${s} t="inlineStr"><is>${content}</is></c>`;
    strings.push(content);
    return `<c r="${at}"${s} t="s"><v>${strings.length - 1}</v></c>`;
  };
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return text(t(cell));
  if ('serial' in cell) return `<c r="${at}" s="${styles.use({ format: 14 })}"><v>${cell.serial}</v></c>`;
  if ('error' in cell) return `<c r="${at}" t="e"><f>1/0</f><v>${cell.error}</v></c>`;
  if ('bool' in cell) return `<c r="${at}" t="b"><v>${cell.bool ? 1 : 0}</v></c>`;
  if ('zeros' in cell) return `<c r="${at}" s="${styles.use({ zeros: cell.width })}"><v>${cell.zeros}</v></c>`;
  if ('font' in cell) return text(t(cell.text), styles.use({ font: cell.font }));
  if ('runs' in cell) {
    return text(
      cell.runs
        .map((run) => `<r>${run.font ? `<rPr><rFont val="${run.font}"/></rPr>` : ''}${t(run.text)}</r>`)
        .join(''),
    );
  }
  const value = cell.value === undefined ? '' : `<v>${escapeXml(String(cell.value))}</v>`;
  return `<c r="${at}"${typeof cell.value === 'string' ? ' t="str"' : ''}><f>${escapeXml(cell.formula)}</f>${value}</c>`;
}

/** Fonts and formats, each style once. */
class Styles {
  readonly #fonts = ['Times New Roman'];
  readonly #formats: string[] = [];
  readonly #xfs = ['<xf numFmtId="0" fontId="0"/>'];

  use({ font, format = 0, zeros }: { font?: string; format?: number; zeros?: number }): number {
    if (font && !this.#fonts.includes(font)) this.#fonts.push(font);
    let id = format;
    if (zeros) {
      this.#formats.push('0'.repeat(zeros));
      id = 170 + this.#formats.length;
    }
    this.#xfs.push(`<xf numFmtId="${id}" fontId="${font ? this.#fonts.indexOf(font) : 0}"/>`);
    return this.#xfs.length - 1;
  }

  xml(): string {
    const formats = this.#formats.map((code, i) => `<numFmt numFmtId="${171 + i}" formatCode="${code}"/>`).join('');
    const fonts = this.#fonts.map((name) => `<font><sz val="12"/><name val="${name}"/></font>`).join('');
    return `<numFmts>${formats}</numFmts><fonts>${fonts}</fonts><cellXfs>${this.#xfs.join('')}</cellXfs>`;
  }
}

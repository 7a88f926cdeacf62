import { escapeXml, relationships, types, xmlHead, zip } from './docx.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** An Excel workbook (ECMA-376) of one sheet; the first row is its heading. Formulas are texts that begin with `=`. */
export function makeXlsx(sheet: string, rows: readonly (string | number)[][], columnWidths: number[] = []): Buffer {
  const columns = columnWidths
    .map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`)
    .join('');
  const data = rows
    .map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join('')}</row>`)
    .join('');
  return zip({
    '[Content_Types].xml': types([
      ['/xl/workbook.xml', `${spreadsheet}.sheet.main+xml`],
      ['/xl/worksheets/sheet1.xml', `${spreadsheet}.worksheet+xml`],
      ['/xl/styles.xml', `${spreadsheet}.styles+xml`],
    ]),
    '_rels/.rels': relationships([[`${office}/officeDocument`, 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relationships([
      [`${office}/worksheet`, 'worksheets/sheet1.xml'],
      [`${office}/styles`, 'styles.xml'],
    ]),
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escapeXml(sheet.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `${xmlHead}<worksheet xmlns="${main}">${columns ? `<cols>${columns}</cols>` : ''}<sheetData>${data}</sheetData></worksheet>`,
    'xl/styles.xml': `${xmlHead}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
  });
}

function cell(value: string | number, row: number, column: number): string {
  const at = `r="${columnName(column)}${row + 1}"${row === 0 ? ' s="1"' : ''}`;
  if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`;
  if (value.startsWith('=')) return `<c ${at}><f>${escapeXml(value.slice(1))}</f></c>`;
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

import { listLimits } from '../../limits.ts';
import type { Book } from '../book.ts';
import { Zip } from '../zip.ts';
import { readSheet } from './sheet.ts';
import { readStrings } from './strings.ts';
import { readStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';

/**
 * A workbook (ECMA-376), as Excel, LibreOffice and Google write it; see docs/adr/0016. Formulas count by the value saved with
 * them. Text in a TCVN3 or VNI font is brought to Unicode. `wanted` leaves other sheets unread, but for their first rows.
 * @throws ListError
 */
export async function readXlsx(bytes: Buffer, wanted?: (sheet: number) => boolean): Promise<Book> {
  const zip = new Zip(bytes);
  const workbook = await readWorkbook(zip);
  const style = await readStyles(zip, workbook.styles);
  const strings = await readStrings(zip, workbook.strings);
  const charsets = new Set<string>();
  const sheets = [];
  for (const [i, part] of workbook.sheets.entries()) {
    const rows = !wanted || wanted(i) ? listLimits.rows : listLimits.previewRows;
    const { from1904 } = workbook;
    const converted = (charset: string) => void charsets.add(charset);
    sheets.push(await readSheet(zip, part, { style, strings, from1904, rows, converted }));
  }
  return { format: 'xlsx', sheets, charset: [...charsets].join(', ') || 'utf-8', delimiter: undefined };
}

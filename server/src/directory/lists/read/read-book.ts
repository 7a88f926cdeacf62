import { ListError } from '../errors.ts';
import { listLimits } from '../limits.ts';
import type { Book } from './book.ts';
import { readCsv } from './csv.ts';
import { restoreUnicode } from './restore-unicode.ts';
import { sniff } from './sniff.ts';
import { readXlsx } from './xlsx/index.ts';

/**
 * A list's file as sheets of cells, all text in Unicode (TCVN 6909:2001, NFC). What it is shows in its bytes.
 * @throws ListError, one of those in `errors.ts`; never anything else for a bad file.
 */
export async function readBook(bytes: Buffer, wanted?: (sheet: number) => boolean): Promise<Book> {
  if (bytes.length > listLimits.fileBytes) throw new ListError('list.too-large');
  const book = sniff(bytes) === 'zip' ? await readXlsx(bytes, wanted) : readCsv(bytes);
  if (book.sheets.every((sheet) => sheet.rows.length === 0)) throw new ListError('list.empty');
  const charsets = new Set(book.charset.split(', '));
  for (const sheet of book.sheets) for (const charset of restoreUnicode(sheet)) charsets.add(charset);
  if (charsets.size > 1) charsets.delete('utf-8');
  return { ...book, charset: [...charsets].join(', ') };
}

import type { CellToWrite } from './xlsx.ts';

/**
 * Delimited text (RFC 4180) that Excel opens rightly by a double click: UTF-8 with its mark, CRLF, and the semicolon that
 * Excel expects where the comma is the decimal sign, as in Vietnam.
 */
export async function* writeCsv(
  rows: Iterable<readonly CellToWrite[]> | AsyncIterable<readonly CellToWrite[]>,
  delimiter = ';',
): AsyncGenerator<Buffer> {
  let pending = '\ufeff';
  for await (const cells of rows) {
    pending += `${cells.map((cell) => field(cell, delimiter)).join(delimiter)}\r\n`;
    if (pending.length < 65_536) continue;
    yield Buffer.from(pending);
    pending = '';
  }
  yield Buffer.from(pending);
}

function field(cell: CellToWrite, delimiter: string): string {
  if (cell === null || cell === undefined) return '';
  const plain = typeof cell === 'object' ? dayText(cell.day) : typeof cell === 'number' ? String(cell) : defused(cell);
  return /["\r\n]/.test(plain) || plain.includes(delimiter) || plain !== plain.trim()
    ? `"${plain.replaceAll('"', '""')}"`
    : plain;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe; a telephone number in +84 form is none. */
function defused(text: string): string {
  return /^[=@\t\r]|^[+-](?![\d\s().-]+$)/.test(text) ? `'${text}` : text;
}

/** `2026-03-01` → `01/03/2026`. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}

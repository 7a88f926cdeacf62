/** A list as it was read, whatever file it came in. Nothing is interpreted yet: see `mapping/` and `values/`. */

/** Text, a number, a day of Excel's calendar, or what has no value. Undefined: the cell is empty. */
export type Cell = string | number | DateCell | FaultCell | undefined;

export interface DateCell {
  /** Days since 1899-12-30, the 1904 calendar already brought to it. */
  serial: number;
}

export interface FaultCell {
  /** `formula`: one whose value was not saved with it; `error`: one that failed, such as #REF!. */
  fault: 'formula' | 'error';
  text: string;
}

export interface Row {
  /** As the spreadsheet numbers it, from 1. */
  line: number;
  cells: Cell[];
}

/** Cells joined to one; numbers from 0, ends inclusive. Rows are lines less 1. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Sheet {
  name: string;
  hidden: boolean;
  /** Rows with something in them, in order. */
  rows: Row[];
  merges: Merge[];
  /** Reading stopped at the limit: the sheet has more rows. */
  truncated: boolean;
}

export interface Book {
  format: 'xlsx' | 'csv';
  sheets: Sheet[];
  /** How the text was written, for the user to see: `utf-8`, `windows-1258`, `tcvn3` … */
  charset: string;
  /** Of CSV. */
  delimiter: string | undefined;
}

export function isDate(cell: Cell): cell is DateCell {
  return typeof cell === 'object' && 'serial' in cell;
}

export function isFault(cell: Cell): cell is FaultCell {
  return typeof cell === 'object' && 'fault' in cell;
}

/** `A1`: column from 0, line from 1. */
export function cellName(column: number, line: number): string {
  return `${columnName(column)}${line}`;
}

/** 0 → A, 26 → AA. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

/** A → 0; -1 when it is no column. */
export function columnNumber(name: string): number {
  let number = 0;
  for (let i = 0; i < name.length; i++) {
    const digit = name.charCodeAt(i) - 64;
    if (digit < 1 || digit > 26) return -1;
    number = number * 26 + digit;
  }
  return number - 1;
}

/** A cell as a person would read it. */
export function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  if (isFault(cell)) return cell.text;
  return serialText(cell.serial);
}

/** Not `1e+21`, and no more digits than Excel keeps. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e18) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}

function serialText(serial: number): string {
  const day = serialDay(serial);
  if (!day) return numberText(serial);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(day.day)}/${two(day.month)}/${day.year}`;
}

/** The day of an Excel serial number; undefined outside 1900–2200. Excel takes 1900 for a leap year: 1 to 59 are one less. */
export function serialDay(serial: number): Temporal.PlainDate | undefined {
  const whole = Math.floor(serial);
  if (!(whole >= 1 && whole < 109_575)) return undefined;
  return new Temporal.PlainDate(1899, 12, 30).add({ days: whole < 60 ? whole + 1 : whole });
}

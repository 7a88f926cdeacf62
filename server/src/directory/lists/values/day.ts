import { type Cell, isDate, serialDay } from '../read/book.ts';

export interface DayRead {
  /** `YYYY-MM-DD`; a year alone is its first day, a month alone its first. */
  day: string;
  exact: boolean;
}

export type DayFault = 'day.invalid' | 'day.american';

/**
 * A day in any of the forms that lists have: a date cell, Excel's number, `02/03/1977`, `2-3-1977`, `02.03.77`, `1977-03-02`,
 * `ngày 2 tháng 3 năm 1977`, `03/1977`, `1977`, and the digits of one run together. Undefined: the cell is empty.
 */
export function readDay(cell: Cell, today: Temporal.PlainDate): DayRead | DayFault | undefined {
  if (cell === undefined) return undefined;
  if (isDate(cell)) return exact(serialDay(cell.serial));
  if (typeof cell === 'number') return fromNumber(cell);
  if (typeof cell !== 'string') return 'day.invalid';
  const text = cell
    .trim()
    .toLowerCase()
    .normalize('NFC')
    // A time of day after it, and marks of a cell typed as text.
    .replace(/^['’]/, '')
    .replace(/[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|sa|ch|z)?$/, '')
    .replace(/^(?:sinh\s+)?(?:ngày|ngay)\s+/, '')
    .replace(/\s*(?:tháng|thang|năm|nam)\s*/g, '/')
    .replace(/\s*[/.\-–,]\s*|\s+/g, '/')
    .replace(/^\/+|\/+$/g, '');
  if (text === '') return undefined;
  return fromParts(text.split('/'), today);
}

function fromNumber(value: number): DayRead | DayFault {
  if (value >= 1900 && value <= 2100 && Number.isInteger(value)) return year(value);
  // Between 1920 and 2100, as Excel counts.
  if (value >= 7306 && value <= 73_415) return exact(serialDay(value));
  const digits = String(value);
  return /^\d{7,8}$/.test(digits) ? fromDigits(digits.padStart(8, '0')) : 'day.invalid';
}

function fromParts(parts: string[], today: Temporal.PlainDate): DayRead | DayFault {
  if (!parts.every((part) => /^\d{1,8}$/.test(part))) return 'day.invalid';
  const numbers = parts.map(Number);
  const [a, b, c] = numbers as [number, number, number];
  if (parts.length === 1) {
    if (parts[0]!.length === 8) return fromDigits(parts[0]!);
    return parts[0]!.length === 4 && a >= 1900 && a <= 2100 ? year(a) : 'day.invalid';
  }
  if (parts.length === 2) {
    const [month, inYear] = parts[0]!.length === 4 ? [b, a] : [a, b];
    return String(inYear).length === 4 ? month1(inYear, month) : 'day.invalid';
  }
  if (parts.length !== 3) return 'day.invalid';
  if (parts[0]!.length === 4) return date(a, b, c);
  const whole = parts[2]!.length === 4 ? c : parts[2]!.length === 2 ? century(c, today) : Number.NaN;
  // Where the second number can be no month, the first must be one.
  if (b > 12 && b <= 31 && a <= 12 && a >= 1) return Number.isNaN(whole) ? 'day.invalid' : 'day.american';
  // Month and day not known, as in `00/00/1960`.
  if (a === 0 && b === 0) return year(whole);
  return a === 0 ? month1(whole, b) : date(whole, b, a);
}

/** `02031977`, and `19770302` where that is the only reading. */
function fromDigits(digits: string): DayRead | DayFault {
  const first = date(Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)));
  if (typeof first !== 'string') return first;
  return date(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

/** 77 is 1977, 05 is 2005: nobody here is born, or was appointed, more than ten years from now. */
function century(two: number, today: Temporal.PlainDate): number {
  const now = today.year % 100;
  return two <= now + 10 ? 2000 + two : 1900 + two;
}

function year(value: number): DayRead | DayFault {
  return value >= 1900 && value <= 2100 ? { day: `${value}-01-01`, exact: false } : 'day.invalid';
}

function month1(inYear: number, month: number): DayRead | DayFault {
  const first = date(inYear, month, 1);
  return typeof first === 'string' ? first : { ...first, exact: false };
}

function date(inYear: number, month: number, day: number): DayRead | DayFault {
  if (!(inYear >= 1900 && inYear <= 2100)) return 'day.invalid';
  try {
    return exact(Temporal.PlainDate.from({ year: inYear, month, day }, { overflow: 'reject' }));
  } catch {
    return 'day.invalid';
  }
}

function exact(day: Temporal.PlainDate | undefined): DayRead | DayFault {
  return day ? { day: day.toString(), exact: true } : 'day.invalid';
}

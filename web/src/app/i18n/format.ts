import type { Language } from './dictionary.ts';

/** Vietnam's time, whatever the computer is set to: dates of official mail are read the same by everyone. */
const timeZone = 'Asia/Ho_Chi_Minh';

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let f = cache.get(key);
  if (!f) {
    f = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { timeZone, ...options });
    cache.set(key, f);
  }
  return f;
}

interface Day {
  year: number;
  month: number;
  day: number;
  weekday: number;
  /** Days since 1970 in Vietnam. */
  serial: number;
}

const offset = 7 * 3_600_000;
const dayLength = 86_400_000;

function dayOf(date: Date): Day {
  const local = new Date(date.getTime() + offset);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    serial: Math.floor(local.getTime() / dayLength),
  };
}

export function clock(date: Date, language: Language): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(date);
}

const two = (n: number) => String(n).padStart(2, '0');
const weekdays: Record<Language, string[]> = {
  vi: ['CN', 'Thứ 2', 'Thứ 3', 'Thứ 4', 'Thứ 5', 'Thứ 6', 'Thứ 7'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** For a row: the time today, the weekday within six days, else the date; the year only when it is another. */
export function shortDate(iso: string, now: Date, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const then = dayOf(date);
  const today = dayOf(now);
  const ago = today.serial - then.serial;
  if (ago === 0) return clock(date, language);
  if (ago === 1) return language === 'vi' ? 'Hôm qua' : 'Yesterday';
  if (ago > 1 && ago < 7) return weekdays[language][then.weekday] ?? '';
  const short = `${two(then.day)}/${two(then.month)}`;
  return then.year === today.year ? short : `${short}/${then.year}`;
}

/** `14:05, Thứ Hai, 16 tháng 11, 2026`. */
export function longDate(iso: string, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const day = formatter(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date);
  return `${clock(date, language)}, ${day}`;
}

/** `14:05 16/11/2026`, for the line above a quote. */
export function quoteDate(iso: string, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const d = dayOf(date);
  return `${clock(date, language)} ${two(d.day)}/${two(d.month)}/${d.year}`;
}

/** The heading a message stands under in a list sorted by date. */
export function dateGroup(iso: string, now: Date, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const then = dayOf(date);
  const today = dayOf(now);
  const ago = today.serial - then.serial;
  const vi = language === 'vi';
  if (ago <= 0) return vi ? 'Hôm nay' : 'Today';
  if (ago === 1) return vi ? 'Hôm qua' : 'Yesterday';
  // Weeks start on Monday.
  if (ago <= (today.weekday + 6) % 7) return vi ? 'Tuần này' : 'This week';
  if (then.year === today.year && then.month === today.month) return vi ? 'Tháng này' : 'This month';
  if (vi) return then.year === today.year ? `Tháng ${then.month}` : `Tháng ${then.month}/${then.year}`;
  return formatter(language, { month: 'long', year: 'numeric' }).format(date);
}

/** `12 KB`, `3,4 MB`; powers of 1024, as the regulation counts. */
export function fileSize(bytes: number, language: Language): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit >= 2 && value < 100 ? 1 : 0;
  const number = value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits });
  return `${number} ${units[unit]}`;
}

export function count(n: number, language: Language): string {
  return n.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');
}

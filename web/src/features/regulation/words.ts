/** The regulation's words in the page's language: names of rules, of fields of values, of the words values are made of. */
import type { Bilingual } from '@congvu/contract';
import { fileSize } from '../../app/i18n/format.ts';
import { currentLanguage, type MessageKey, t } from '../../app/i18n/index.ts';

/** The text of a key that may be missing. */
function known(key: string, params?: Record<string, string | number>): string | undefined {
  const text = t(key as MessageKey, params);
  return text === key ? undefined : text;
}

export const ruleTitle = (rule: string): string => known(`regulation.rule.${rule}`) ?? rule;
export const ruleAbout = (rule: string): string => known(`regulation.about.${rule}`) ?? '';
export const groupTitle = (group: string): string => known(`regulation.group.${group}`) ?? group;

/** What a key of a value is called; some are called otherwise under one rule. */
export const fieldLabel = (key: string, rule: string): string =>
  known(`regulation.field.${rule}.${key}`) ?? known(`regulation.field.${key}`) ?? key;

/** What a word of a value means, by the key it stands under. */
export const wordOf = (word: string, key: string): string =>
  known(`regulation.word.${key}.${word}`) ?? known(`regulation.word.${word}`) ?? word;

export const inLanguage = (text: Bilingual): string => text[currentLanguage()];

export const yesNo = (value: boolean): string => t(value ? 'regulation.word.yes' : 'regulation.word.no');

const period = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/** `P1Y6M` → `1 năm 6 tháng`; anything else as it is. */
export function periodText(text: string): string {
  const [, years, months, weeks, days] = period.exec(text) ?? [];
  const parts = (
    [
      ['years', years],
      ['months', months],
      ['weeks', weeks],
      ['days', days],
    ] as const
  ).flatMap(([unit, n]) => (n ? [t(`regulation.say.${unit}`, { n: Number(n) })] : []));
  return parts.length > 0 ? parts.join(' ') : text;
}

export const isPeriod = (text: string): boolean => text.length > 1 && period.test(text);

export const sizeText = (bytes: number): string => fileSize(bytes, currentLanguage());

/** A number as people type it: `1.500` is fifteen hundred, `1,5` and `1.5` one and a half. NaN when it is none. */
export function readDecimal(text: string): number {
  const typed = text.trim();
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(typed)) return Number(typed.replaceAll('.', '').replace(',', '.'));
  return /^\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
}

/** `2016-11-11` → `11/11/2016`. */
export const dayText = (day: string): string => day.split('-').reverse().join('/');

/** `12-05` → `05/12`. */
export const dayOfYear = (monthDay: string): string => monthDay.split('-').reverse().join('/');

/** `2026-11-21T15:04:05Z` → `21/11/2026` in Việt Nam. */
export const dayOfMoment = (iso: string): string =>
  dayText(new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString().slice(0, 10));

/** `a, b và c`, as the language joins. */
export const listed = (items: readonly string[]): string =>
  new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(items);

const english: Record<string, string> = {
  Điều: 'Article',
  khoản: 'clause',
  điểm: 'point',
  đoạn: 'paragraph',
  ý: 'item',
};

/** `Điều 4 khoản 2, Quyết định …`: the place in the page's language, the instrument by its own name; `short`: the place alone. */
export function citeText(text: string, short: boolean): string {
  const comma = text.indexOf(', ');
  const [place, instrument] = comma > 0 ? [text.slice(0, comma), text.slice(comma)] : [text, ''];
  const told = currentLanguage() === 'vi' ? place : place.replace(/\p{L}+/gu, (word) => english[word] ?? word);
  return short ? told : `${told}${instrument}`;
}

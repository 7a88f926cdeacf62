import type { Bilingual, FigureUnit } from '@congvu/contract';
import { count, fileSize } from '../../app/i18n/format.ts';
import { currentLanguage, t } from '../../app/i18n/index.ts';

/** What is told in both languages, in the page's. */
export const words = (text: Bilingual): string => text[currentLanguage()];

/** `2016-11-11`: `11/11/2016`. */
export const dayText = (day: string): string => day.split('-').reverse().join('/');

/** `1.204 hộp thư`, `3 ngày 4 giờ`, `12 MB`. */
export function amount(value: number, unit: FigureUnit): string {
  if (unit === 'byte') return fileSize(value, currentLanguage());
  if (unit === 'second') return span(value);
  return t(`compliance.unit.${unit}`, { n: value, count: count(value, currentLanguage()) });
}

/** The number alone, for the large type. */
export function bare(value: number, unit: FigureUnit): string {
  return unit === 'byte' || unit === 'second' ? amount(value, unit) : count(value, currentLanguage());
}

function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const some = (key: 'day' | 'hour' | 'minute', n: number) => t(`compliance.unit.${key}`, { n, count: n });
  if (days > 0) return `${some('day', days)} ${some('hour', hours % 24)}`;
  if (hours > 0) return `${some('hour', hours)} ${some('minute', minutes % 60)}`;
  return some('minute', minutes);
}

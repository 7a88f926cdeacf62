import type { Effect } from '@congvu/contract';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { dayText, isPeriod, periodText, sizeText } from '../words.ts';

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** A figure beside the count, as one reads it. */
function shown(value: string | number): string {
  if (typeof value === 'number') return count(value, currentLanguage());
  if (isDay(value)) return dayText(value);
  return isPeriod(value) ? periodText(value) : value;
}

/** The sentence of an effect. */
export function effectText({ key, count: n, of, data = {} }: Effect): string {
  const params = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, shown(value)]));
  return t(`regulation.effect.${key}` as MessageKey, {
    ...params,
    count: count(n, currentLanguage()),
    ...(of === undefined ? {} : { of: count(of, currentLanguage()) }),
  });
}

/** What an example shows before and after: sizes as sizes, days as days. */
export function exampleText(key: string, text: string): string {
  if (key === 'quota.over') return sizeText(Number(text));
  return isDay(text) ? dayText(text) : text;
}

/** How it stands now, where that is not what it would be. */
export function beforeText({ count: n, data }: Effect): string | null {
  const before = data?.before;
  return typeof before === 'number' && before !== n
    ? t('regulation.trial.was', { n: count(before, currentLanguage()) })
    : null;
}

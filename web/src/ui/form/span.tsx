import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import { DateField } from './DateField.tsx';
import { dayAfter, isDay, showDay, vietnamToday } from './day.ts';
import { FieldRow } from './FieldRow.tsx';

/** From a day until the end of another; '' for now, and for no end. */
export interface Span {
  from: string;
  until: string;
}

export const noSpan: Span = { from: '', until: '' };

export const isSpan = ({ from, until }: Span): boolean =>
  (from === '' || isDay(from)) && (until === '' || (isDay(until) && until >= (from || vietnamToday())));

const midnight = (day: string): string => `${day}T00:00:00+07:00`;

/** As the server takes it: moments, null for now and for no end. */
export function spanBody({ from, until }: Span): { from: string | null; until: string | null } {
  return {
    from: from === '' || from === vietnamToday() ? null : midnight(from),
    until: until === '' ? null : midnight(dayAfter(until)),
  };
}

/** `01/03/2026 – 31/03/2026`: an end at midnight is the end of the day before. */
export function showSpan(from: string, until: string | null): string {
  const day = (iso: string, back = 0) =>
    showDay(new Date(Date.parse(iso) + 7 * 3_600_000 - back).toISOString().slice(0, 10));
  const begins = day(from);
  if (until === null) return t('form.since', { day: begins });
  return `${begins} – ${day(until, 1)}`;
}

/** Two days, side by side. */
export function SpanFields({ value, onValue }: { value: Span; onValue(value: Span): void }): ReactNode {
  return (
    <FieldRow>
      <DateField
        label={t('form.spanFrom')}
        name="from"
        half
        hint={t('form.spanFromHint')}
        value={value.from}
        onValue={(from) => onValue({ ...value, from })}
        testId="span-from"
      />
      <DateField
        label={t('form.spanUntil')}
        name="until"
        half
        hint={t('form.spanUntilHint')}
        value={value.until}
        onValue={(until) => onValue({ ...value, until })}
        min={value.from || vietnamToday()}
        testId="span-until"
      />
    </FieldRow>
  );
}

import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { DateField } from '../../../ui/form/DateField.tsx';
import { isDay, vietnamToday } from '../../../ui/form/day.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';

export interface Effective {
  day: string;
  decision: string;
}

export const fromToday = (): Effective => ({ day: vietnamToday(), decision: '' });

interface Props {
  value: Effective;
  onValue(value: Effective): void;
  /** As the server calls the day. */
  name?: 'from' | 'on';
  label?: string;
  /** Says nothing of days to come, where they mean nothing special. */
  plain?: boolean;
}

/** The day from which something holds, and the document behind it. */
export function EffectiveFields({ value, onValue, name = 'from', label, plain = false }: Props): ReactNode {
  const today = vietnamToday();
  const hint =
    plain || !isDay(value.day) || value.day === today
      ? undefined
      : t(value.day > today ? 'directory.futureHint' : 'directory.pastHint');
  return (
    <FieldRow>
      <DateField
        label={label ?? t('directory.effective')}
        name={name}
        half
        required
        value={value.day}
        onValue={(day) => onValue({ ...value, day })}
        hint={hint}
        testId="effective-day"
      />
      <TextField
        label={t('directory.decision')}
        name="decision"
        half
        value={value.decision}
        onValue={(decision) => onValue({ ...value, decision })}
        placeholder={t('directory.decisionHint')}
        maxLength={300}
        testId="decision"
      />
    </FieldRow>
  );
}

/** What an empty box sends. */
export const orNull = (text: string): string | null => text.trim() || null;

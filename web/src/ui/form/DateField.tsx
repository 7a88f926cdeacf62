import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { IconButton } from '../IconButton.tsx';
import { isDay, readDay, showDay } from './day.ts';
import styles from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';
import { definedOnly } from './TextField.tsx';

interface Props extends FieldProps {
  /** `yyyy-mm-dd`, or what was typed and is no day. */
  value: string;
  onValue(value: string): void;
  min?: string;
  max?: string;
  disabled?: boolean;
  testId?: string;
}

/** A day, typed as dd/mm/yyyy or picked from the browser's own calendar. */
export function DateField(props: Props): ReactNode {
  const { label, name, hint, error, required, half, value, onValue, min, max, disabled, testId } = props;
  const [typing, setTyping] = useState<string | null>(null);
  const native = useRef<HTMLInputElement>(null);
  const wrong = typing === null && value !== '' && !isDay(value) ? t('form.noDay') : undefined;
  return (
    <Field label={label} {...definedOnly({ name, hint, required, half })} error={error ?? wrong}>
      {(control) => (
        <div className={styles.withButton}>
          <input
            {...control}
            className={styles.control}
            value={typing ?? showDay(value)}
            inputMode="numeric"
            placeholder={t('form.dayPlaceholder')}
            autoComplete="off"
            disabled={disabled}
            data-testid={testId}
            onChange={(event) => {
              setTyping(event.target.value);
              onValue(readDay(event.target.value) ?? event.target.value.trim());
            }}
            onBlur={() => setTyping(null)}
          />
          <input
            ref={native}
            type="date"
            className={styles.native}
            tabIndex={-1}
            aria-hidden="true"
            value={isDay(value) ? value : ''}
            min={min}
            max={max}
            onChange={(event) => {
              setTyping(null);
              onValue(event.target.value);
            }}
          />
          <IconButton
            icon="calendar"
            size={17}
            label={t('form.calendar')}
            className={styles.inner!}
            disabled={disabled}
            onClick={() => native.current?.showPicker()}
          />
        </div>
      )}
    </Field>
  );
}

import type { InputHTMLAttributes, ReactNode } from 'react';
import styles from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';

interface Props
  extends FieldProps,
    Pick<
      InputHTMLAttributes<HTMLInputElement>,
      'placeholder' | 'type' | 'autoFocus' | 'disabled' | 'maxLength' | 'inputMode' | 'autoComplete' | 'spellCheck'
    > {
  value: string;
  onValue(value: string): void;
  /** A box of several lines. */
  multiline?: boolean;
  testId?: string;
}

export function TextField(props: Props): ReactNode {
  const { label, name, hint, error, required, half, value, onValue, multiline, testId, ...rest } = props;
  const { type, inputMode, autoComplete = 'off', ...common } = rest;
  return (
    <Field label={label} {...definedOnly({ name, hint, error, required, half })}>
      {(control) =>
        multiline ? (
          <textarea
            {...control}
            {...common}
            className={styles.control}
            value={value}
            data-testid={testId}
            onChange={(event) => onValue(event.target.value)}
          />
        ) : (
          <input
            {...control}
            {...common}
            type={type}
            inputMode={inputMode}
            autoComplete={autoComplete}
            className={styles.control}
            value={value}
            data-testid={testId}
            onChange={(event) => onValue(event.target.value)}
          />
        )
      }
    </Field>
  );
}

/** Without what is undefined. */
export function definedOnly<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

import type { ReactNode } from 'react';
import styles from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';
import { definedOnly } from './TextField.tsx';

export interface Option<V extends string = string> {
  value: V;
  label: string;
  disabled?: boolean;
}

interface Props<V extends string> extends FieldProps {
  value: V;
  onValue(value: NoInfer<V>): void;
  options: readonly Option<NoInfer<V>>[];
  /** Shown first, with the value ''. */
  placeholder?: string;
  disabled?: boolean;
  testId?: string;
}

export function SelectField<V extends string>(props: Props<V>): ReactNode {
  const { label, name, hint, error, required, half, value, onValue, options, placeholder, disabled, testId } = props;
  return (
    <Field label={label} {...definedOnly({ name, hint, error, required, half })}>
      {(control) => (
        <select
          {...control}
          className={styles.control}
          value={value}
          disabled={disabled}
          data-testid={testId}
          onChange={(event) => onValue(event.target.value as V)}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

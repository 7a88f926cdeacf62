import { type ReactNode, useId } from 'react';
import styles from './Field.module.css';

interface CheckProps {
  label: ReactNode;
  hint?: ReactNode;
  value: boolean;
  onValue(value: boolean): void;
  disabled?: boolean;
  testId?: string;
}

export function CheckField({ label, hint, value, onValue, disabled, testId }: CheckProps): ReactNode {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={value}
        disabled={disabled}
        data-testid={testId}
        onChange={(event) => onValue(event.target.checked)}
      />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

interface ChoicesProps<V extends string> {
  label: string;
  value: V;
  onValue(value: NoInfer<V>): void;
  options: readonly { value: NoInfer<V>; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
}

/** One of a few, all in sight. */
export function Choices<V extends string>({ label, value, onValue, options }: ChoicesProps<V>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.check}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValue(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

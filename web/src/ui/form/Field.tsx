import { type ReactNode, useContext, useId } from 'react';
import styles from './Field.module.css';
import { FieldErrors } from './FieldErrors.ts';

export interface FieldProps {
  label: string;
  /** As the server calls it: its complaint about it stands below it. */
  name?: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  required?: boolean;
  /** In a row of fields: takes half of it. */
  half?: boolean;
}

/** What a control of a field carries. */
export interface ControlProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
  required: boolean;
}

/** A label, a control, and below it what to know or what is wrong. */
export function Field(props: FieldProps & { children(control: ControlProps): ReactNode }): ReactNode {
  const { label, name, hint, required = false, half, children } = props;
  const id = useId();
  const errors = useContext(FieldErrors);
  const error = props.error ?? (name ? errors[name] : undefined);
  const note = error ?? hint;
  return (
    <div className={`${styles.field} ${half ? styles.half : ''}`}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {required && (
          <span aria-hidden="true" className={styles.star}>
            *
          </span>
        )}
      </label>
      {children({ id, 'aria-invalid': Boolean(error), 'aria-describedby': note ? `${id}-note` : undefined, required })}
      {note && (
        <p id={`${id}-note`} className={error ? styles.error : styles.hint} role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

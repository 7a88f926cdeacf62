import { Input, type InputProps } from 'antd';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import styles from './Field.module.css';

interface Props extends Omit<InputProps, 'onChange'> {
  label: string;
  value: string;
  onValue(value: string): void;
  error?: string | undefined;
}

/** A labelled input with its error below; for passwords also a switch to show it and a Caps Lock hint. */
export function Field({ label, value, onValue, error, type, ...rest }: Props): ReactNode {
  const id = useId();
  const [capsLock, setCapsLock] = useState(false);
  const secret = type === 'password';
  const watchCaps = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const common = {
    ...rest,
    id,
    size: 'large' as const,
    value,
    onChange: (event: { target: { value: string } }) => onValue(event.target.value),
    status: error ? ('error' as const) : undefined,
    'aria-invalid': Boolean(error),
    'aria-describedby': `${id}-note`,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {secret ? (
        <Input.Password
          {...common}
          onKeyDown={watchCaps}
          onKeyUp={watchCaps}
          onBlur={() => setCapsLock(false)}
          iconRender={(shown) => (
            <button type="button" className={styles.show} aria-label={shown ? t('signIn.hide') : t('signIn.show')}>
              <Icon name="eye" size={18} style={{ opacity: shown ? 1 : 0.65 }} />
            </button>
          )}
        />
      ) : (
        <Input {...common} type={type} />
      )}
      <div id={`${id}-note`} className={styles.notes}>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        {capsLock && <p className={styles.caps}>⇪ {t('signIn.capsLock')}</p>}
      </div>
    </div>
  );
}

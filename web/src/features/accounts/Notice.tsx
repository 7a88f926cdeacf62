import type { ReactNode } from 'react';
import { Icon } from '../../ui/icons.tsx';
import styles from './Notice.module.css';

/** A line above a form: what went wrong, or what to know. */
export function Notice({ tone, children }: { tone: 'info' | 'error'; children: ReactNode }): ReactNode {
  return (
    <p className={`${styles.notice} ${styles[tone]}`} role={tone === 'error' ? 'alert' : 'status'} data-testid="notice">
      <Icon name="alert" size={18} />
      <span>{children}</span>
    </p>
  );
}

import type { ReactNode } from 'react';
import styles from './Badge.module.css';

/** A word in a small frame: a state, a kind. */
export function Badge({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'accent' | 'good' | 'warning' | 'danger';
  children: ReactNode;
}): ReactNode {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import styles from './Callout.module.css';

type Tone = 'info' | 'warning' | 'error' | 'good';

const icons: Record<Tone, IconName> = { info: 'info', warning: 'alert', error: 'alert', good: 'check' };

/** A box that says something before all else: what is wrong, what to know, what went well. */
export function Callout({ tone, title, children }: { tone: Tone; title?: string; children?: ReactNode }): ReactNode {
  return (
    <div
      className={`${styles.callout} ${styles[tone]}`}
      role={tone === 'error' ? 'alert' : undefined}
      data-testid="callout"
    >
      <Icon name={icons[tone]} size={18} />
      <div className={styles.words}>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

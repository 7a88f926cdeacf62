import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import styles from './Callout.module.css';

type Tone = 'info' | 'warning' | 'error' | 'good';

const icons: Record<Tone, IconName> = { info: 'info', warning: 'alert', error: 'alert', good: 'check' };

interface Props {
  tone: Tone;
  title?: string;
  /** Words and buttons in one line, as far as there is room. */
  row?: boolean;
  children?: ReactNode;
}

/** A box that says something before all else: what is wrong, what to know, what went well. */
export function Callout({ tone, title, row = false, children }: Props): ReactNode {
  return (
    <div
      className={`${styles.callout} ${styles[tone]}`}
      role={tone === 'error' ? 'alert' : undefined}
      data-testid="callout"
    >
      <Icon name={icons[tone]} size={18} />
      <div className={`${styles.words} ${row ? styles.row : ''}`}>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { fileSize } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import styles from './QuotaBar.module.css';

interface Props {
  used: number;
  of: number;
  /** From which share it is nearly full. */
  warnPercent: number;
  /** Without the words below. */
  bare?: boolean;
  /** Stands behind the words. */
  children?: ReactNode;
}

/** How full a mailbox is. */
export function QuotaBar({ used, of, warnPercent, bare = false, children }: Props): ReactNode {
  const language = currentLanguage();
  const percent = of > 0 ? Math.floor((used / of) * 100) : 100;
  const level = percent >= 100 ? 'full' : percent >= warnPercent ? 'warning' : 'fine';
  const words = t('mailbox.used', { used: fileSize(used, language), of: fileSize(of, language), percent });
  return (
    <span className={styles.quota} data-level={level} data-bare={bare} data-testid="quota">
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(percent, used > 0 ? 1 : 0))}%` }} />
      </span>
      <span className={bare ? styles.short : undefined}>
        {bare ? `${percent} %` : words}
        {children}
      </span>
      {bare && <span className="visually-hidden">{words}</span>}
    </span>
  );
}

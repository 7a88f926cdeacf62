import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import styles from './Address.module.css';

interface Props {
  name: string;
  address: string;
  /** False: a contact address outside the province's system. */
  official: boolean;
}

/** An address one may write to; an unofficial one says so. */
export function Address({ name, address, official }: Props): ReactNode {
  return (
    <span className={styles.address}>
      <button
        type="button"
        className={styles.write}
        aria-label={t('directory.writeTo', { address })}
        onClick={() => void import('./write.ts').then((file) => file.writeTo(name, address))}
      >
        {address}
      </button>
      {!official && <Badge tone="warning">{t('directory.unofficial')}</Badge>}
    </span>
  );
}

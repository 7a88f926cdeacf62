import type { FindEntry } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import styles from './FoundRow.module.css';

/** One person or organisation: name, what and where, how to reach them. */
export function FoundRow({ entry }: { entry: FindEntry }): ReactNode {
  const { kind, name, address, official, state, phone } = entry;
  return (
    <>
      {kind === 'organisation' ? (
        <span className={styles.house}>
          <Icon name="building" size={18} />
        </span>
      ) : (
        <Avatar name={name} seed={address ?? name} size={34} />
      )}
      <span className={styles.text}>
        <span className={styles.first}>
          <b className="truncate">{name}</b>
          {state === 'locked' && <Badge tone="danger">{t('find.locked')}</Badge>}
          {official === false && <Badge tone="warning">{t('find.unofficial')}</Badge>}
        </span>
        <span className={`truncate ${styles.second}`}>{secondLine(entry)}</span>
      </span>
      <span className={styles.reach}>
        {address && <span className="truncate">{address}</span>}
        {phone && <span className={styles.phone}>{phone}</span>}
      </span>
    </>
  );
}

function secondLine({ kind, position, organisation }: FindEntry): string {
  const parts = [position, organisation?.name].filter((part) => part);
  if (parts.length > 0) return parts.join(' · ');
  return kind === 'organisation' ? t('find.organisation') : t('find.noPosition');
}

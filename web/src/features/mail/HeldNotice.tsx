import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { own } from '../../api/own.ts';
import { t } from '../../app/i18n/index.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Icon } from '../../ui/icons.tsx';
import styles from './HeldNotice.module.css';

export const statusQuery = { queryKey: ['status'], queryFn: own.status, refetchInterval: 5 * 60_000 } as const;

const hiddenKey = 'congvu.heldHidden';

/** Says that mail for the outside is held and not sent. Put away, it comes back with the next visit. */
export function HeldNotice(): ReactNode {
  const { data } = useQuery(statusQuery);
  const [hidden, setHidden] = useState(() => sessionStorage.getItem(hiddenKey) === '1');
  if (data?.outbound !== 'held' || hidden) return null;
  const hide = () => {
    sessionStorage.setItem(hiddenKey, '1');
    setHidden(true);
  };
  return (
    <aside className={styles.notice} data-testid="held-notice">
      <Icon name="pause" size={17} />
      <span>
        {t('held.short')} {data.held > 0 && t('held.count', { n: data.held })}
      </span>
      <IconButton icon="close" size={14} label={t('app.close')} onClick={hide} className={styles.close!} />
    </aside>
  );
}

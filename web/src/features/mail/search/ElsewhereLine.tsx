import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import { folderIcon, folderName } from '../folders.ts';
import { useAccounts } from '../session.ts';
import { viewKey } from '../store/view.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { countElsewhere } from './elsewhere.ts';
import styles from './SearchChips.module.css';

/** The same search in the person's other mailboxes, and in junk and trash: how many each has, a click away. */
export function ElsewhereLine({ route }: { route: MailRoute }): ReactNode {
  const { view } = route;
  const accounts = useAccounts();
  const { data } = useQuery({
    queryKey: ['elsewhere', viewKey(view), accounts?.map((a) => a.id)],
    queryFn: () => countElsewhere(view, accounts ?? []),
    enabled: accounts !== undefined && view.search?.everywhere === true,
    staleTime: 30_000,
  });
  if (!data || data.length === 0) return null;
  return (
    <div className={styles.elsewhere} data-testid="search-elsewhere">
      <span className={styles.also}>{t('search.also')}</span>
      {data.map(({ view: there, account, folder, total }) => (
        <button
          key={`${there.accountId} ${there.mailboxId}`}
          type="button"
          className={styles.chip}
          onClick={() => route.openSearch(there)}
        >
          <Icon name={account === null ? folderIcon(folder) : 'inbox'} size={13} />
          <span className="truncate">{account ?? folderName(folder)}</span>
          <b>{count(total, currentLanguage())}</b>
        </button>
      ))}
    </div>
  );
}

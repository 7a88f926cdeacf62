import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import type { MailList } from '../store/cache.ts';
import { refreshList } from '../store/lists.ts';
import styles from './ListState.module.css';

/** The list while it loads, when it failed, and when it is empty. */
export function ListState({ list, role }: { list: MailList; role: string | null }): ReactNode {
  if (list.status === 'loading') {
    return (
      <div className={styles.ghosts} aria-busy="true">
        <span className="visually-hidden">{t('app.loading')}</span>
        {Array.from({ length: 9 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <div key={i} className={styles.ghost}>
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
    );
  }
  if (list.status === 'failed') {
    return (
      <Blank icon="alert" title={t('list.failed')} text={errorText(list.error)} testId="list-failed">
        <Button onClick={() => void refreshList(list.view)}>{t('app.retry')}</Button>
      </Blank>
    );
  }
  const { search, show } = list.view;
  if (search) {
    const hint = t(search.everywhere ? 'list.emptySearchEverywhere' : 'list.emptySearchHint');
    return <Blank icon="search" title={t('list.emptySearch')} text={hint} testId="list-empty" />;
  }
  const byShow: Record<typeof show, MessageKey> = {
    all: role === 'inbox' ? 'list.emptyInbox' : 'list.empty',
    unread: 'list.emptyUnread',
    flagged: 'list.emptyFlagged',
  };
  return <Blank icon={show === 'flagged' ? 'star' : 'mailOpen'} title={t(byShow[show])} testId="list-empty" />;
}

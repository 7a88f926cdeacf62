import type { ReactNode } from 'react';
import type { Mailbox } from '../../../api/jmap/types.ts';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { useStore } from '../../../ui/createStore.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { ElsewhereLine } from '../search/ElsewhereLine.tsx';
import { SearchChips } from '../search/SearchChips.tsx';
import { clearSelection, selectAll, selection } from '../selection.ts';
import type { MailList } from '../store/cache.ts';
import { refreshList } from '../store/lists.ts';
import { collapses, type Show } from '../store/view.ts';
import type { ListKeys } from '../useListKeys.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { ActButtons } from './ActButtons.tsx';
import styles from './ListHead.module.css';

interface Props {
  route: MailRoute;
  list: MailList;
  mailbox: Mailbox | undefined;
  readOnly: boolean;
  keys: ListKeys;
  title: string;
}

const shows: Show[] = ['all', 'unread', 'flagged'];

/** The folder's name and filters; while rows are selected, what can be done with them. */
export function ListHead({ route, list, mailbox, readOnly, keys, title }: Props): ReactNode {
  const selected = useStore(selection, (s) => s.ids);
  const { view } = route;
  const total = list.total ?? list.ids.length;
  const ids = list.ids.filter((id) => selected.has(id));

  if (ids.length > 0) {
    return (
      <div
        className={styles.selection}
        role="toolbar"
        aria-label={t('list.selected', { n: ids.length })}
        data-testid="selection-bar"
      >
        <IconButton icon="close" label={t('list.clear')} shortcut="Esc" onClick={clearSelection} />
        <button
          type="button"
          className={styles.selected}
          title={t('list.selectAll')}
          onClick={() => selectAll(ids.length === list.ids.length ? [] : list.ids)}
        >
          <span className={styles.wide}>{t('list.selected', { n: ids.length })}</span>
          <span className={styles.narrow} aria-hidden="true">
            {ids.length}
          </span>
        </button>
        <ActButtons view={view} ids={ids} role={mailbox?.role ?? null} keys={keys} />
      </div>
    );
  }
  return (
    <div className={styles.head}>
      <div className={styles.line}>
        <h1 className={`${styles.title} truncate`}>{title}</h1>
        {list.status === 'ready' && total > 0 && (
          <span className={styles.total}>
            {t(collapses(view) ? 'list.threads' : 'list.total', { n: count(total, currentLanguage()) })}
          </span>
        )}
        <IconButton
          icon="refresh"
          size={16}
          label={t('list.refresh')}
          onClick={() => void refreshList(view)}
          className={styles.refresh!}
        />
      </div>
      {view.search ? (
        <>
          <SearchChips route={route} mailbox={mailbox} />
          <ElsewhereLine route={route} />
        </>
      ) : (
        <fieldset className={styles.shows} aria-label={t('search.filters')}>
          {shows.map((show) => (
            <button
              key={show}
              type="button"
              className={styles.show}
              aria-pressed={view.show === show}
              onClick={() => route.setShow(show)}
              data-testid={`show-${show}`}
            >
              {t(`list.show.${show}`)}
            </button>
          ))}
          {readOnly && mailbox && <span className={styles.readOnly}>{t('folders.readOnly')}</span>}
        </fieldset>
      )}
    </div>
  );
}

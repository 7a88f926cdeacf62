import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Id } from '../../../api/jmap/types.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { endDrag, startDrag } from '../drag.ts';
import type { MailList } from '../store/cache.ts';
import { loadMore } from '../store/lists.ts';
import { mail } from '../store/mail.ts';
import { listRows } from './rows.ts';
import styles from './VirtualList.module.css';

interface Props {
  list: MailList;
  /** Kept in sight. */
  focusId: Id | null;
  selected: ReadonlySet<Id>;
  readOnly: boolean;
  row(id: Id): ReactNode;
}

const rowHeight = 76;
const groupHeight = 33;

/** Draws only the rows in sight; asks for more before the end is reached. */
export function VirtualList({ list, focusId, selected, readOnly, row }: Props): ReactNode {
  const { accountId } = list.view;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => listRows(list.ids, mail.account(accountId).emails, new Date(), currentLanguage()),
    [list.ids, accountId],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (rows[i]?.kind === 'group' ? groupHeight : rowHeight),
    getItemKey: (i) => {
      const r = rows[i];
      return r?.kind === 'mail' ? r.id : `group:${r?.label}`;
    },
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const more = list.total === null || list.ids.length < list.total;

  useEffect(() => {
    if (more && last >= rows.length - 12) void loadMore(list.view);
  }, [more, last, rows.length, list.view]);

  // A row that grew or shrank a heading changes sizes known by place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the rows change
  useEffect(() => virtual.measure(), [rows]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the focus scrolls
  useEffect(() => {
    const index = focusId ? rows.findIndex((r) => r.kind === 'mail' && r.id === focusId) : -1;
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  }, [focusId]);

  return (
    <div ref={scroller} className={`${styles.scroller} scroll`} data-testid="mail-list">
      <ul style={{ height: virtual.getTotalSize() }} className={styles.rows}>
        {items.map((item) => {
          const r = rows[item.index];
          if (!r) return null;
          const style = { height: item.size, transform: `translateY(${item.start}px)` };
          if (r.kind === 'group') {
            return (
              <li key={item.key} className={styles.group} style={style}>
                {r.label}
              </li>
            );
          }
          const ids = () => (selected.has(r.id) ? list.ids.filter((id) => selected.has(id)) : [r.id]);
          return (
            <li
              key={item.key}
              className={styles.item}
              style={style}
              aria-setsize={list.total ?? -1}
              draggable={!readOnly}
              onDragStart={(event) => startDrag(event, { view: list.view, ids: ids() })}
              onDragEnd={endDrag}
            >
              {row(r.id)}
            </li>
          );
        })}
      </ul>
      {list.loadingMore && <p className={styles.more}>{t('app.loading')}</p>}
      {list.error !== null && list.status === 'ready' && (
        <p className={styles.more}>
          {t('list.failedMore')}{' '}
          <button type="button" className={styles.retry} onClick={() => void loadMore(list.view)}>
            {t('app.retry')}
          </button>
        </p>
      )}
    </div>
  );
}

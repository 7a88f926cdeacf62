import { type Decision, type IssueLevel, issueText, type ListKind, type ListRow } from '@congvu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { pageSize, type RowsShown, rowsPage, rowsShown } from './calls.ts';
import styles from './Rows.module.css';

interface Props {
  id: number;
  start: RowsShown;
  /** Chosen since the check; none when nothing can be chosen any more. */
  decisions: Record<string, Decision>;
  onDecide?(key: string, decision: Decision, present: Decision): void;
}

const labels: Record<RowsShown, MessageKey> = {
  all: 'lists.showAll',
  faults: 'lists.showFaults',
  warnings: 'lists.showWarnings',
  duplicates: 'lists.showDuplicates',
  changes: 'lists.showChanges',
};

/** Every row of the check. Only those in sight are drawn, and only those near it are fetched. */
export function Rows({ id, start, decisions, onDecide }: Props): ReactNode {
  const [show, setShow] = useState<RowsShown>(start);
  const [kind, setKind] = useState<ListKind | ''>('');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery({
    queryKey: ['lists', id, 'rows', show, kind, q],
    queryFn: ({ pageParam, signal }) => rowsPage(id, { show, kind, q }, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (pages.length * pageSize < last.total ? pages.length * pageSize : undefined),
    gcTime: 0,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 66,
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 30) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, rows.length, fetchNextPage]);
  const many = total.toLocaleString(currentLanguage() === 'vi' ? 'vi-VN' : 'en-GB');

  return (
    <section className={styles.rows} aria-label={t('lists.rows')}>
      <div className={styles.bar}>
        <div className={styles.shows}>
          {rowsShown.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === show}
              onClick={() => setShow(one)}
              data-testid={`show-${one}`}
            >
              {t(labels[one])}
              {one === show && list.data && <span>{many}</span>}
            </button>
          ))}
        </div>
        <select
          aria-label={t('lists.contents')}
          value={kind}
          onChange={(event) => setKind(event.target.value as ListKind | '')}
        >
          <option value="">{t('lists.showAll')}</option>
          <option value="organisations">{t('lists.organisations')}</option>
          <option value="people">{t('lists.people')}</option>
        </select>
        <input
          type="search"
          aria-label={t('lists.searchName')}
          placeholder={t('lists.searchName')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          data-testid="rows-search"
        />
      </div>
      {list.error && <Callout tone="error">{errorText(list.error)}</Callout>}
      {list.data && rows.length === 0 && <p className={styles.none}>{t('lists.noRows')}</p>}
      <div
        ref={scroller}
        className={`${styles.scroller} scroll`}
        // As high as its rows, up to most of the window.
        style={{ height: `min(${virtual.getTotalSize() + 2}px, max(70dvh, 360px))` }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys
        tabIndex={0}
        data-testid="rows"
      >
        <ul style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <li
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  style={{ transform: `translateY(${item.start}px)` }}
                  aria-setsize={total}
                  aria-posinset={item.index + 1}
                >
                  <RowLine row={row} decision={decisions[row.key]} onDecide={onDecide} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

const outcomes: Partial<
  Record<ListRow['outcome'], { label: MessageKey; tone: 'danger' | 'good' | 'accent' | 'plain' }>
> = {
  fault: { label: 'lists.outcomeFault', tone: 'danger' },
  add: { label: 'lists.outcomeAdd', tone: 'good' },
  update: { label: 'lists.outcomeUpdate', tone: 'accent' },
  skip: { label: 'lists.outcomeSkip', tone: 'plain' },
};

const choices: Record<Decision, MessageKey> = { skip: 'lists.skip', update: 'lists.update', add: 'lists.add' };
const icons: Record<IssueLevel, 'alert' | 'info'> = { fault: 'alert', warning: 'alert', note: 'info' };

interface LineProps {
  row: ListRow;
  decision: Decision | undefined;
  onDecide: Props['onDecide'];
}

function RowLine({ row, decision, onDecide }: LineProps): ReactNode {
  const outcome = outcomes[row.outcome];
  const present = row.decisions[0];
  return (
    <div className={styles.row} data-outcome={row.outcome} data-testid="row">
      <span className={styles.line} title={row.sheet}>
        {row.line}
      </span>
      <div className={styles.words}>
        <strong>{row.name || '—'}</strong>
        {row.detail && <span>{row.detail}</span>}
        {row.issues.map((issue) => (
          <p key={`${issue.code}${issue.cell}`} data-level={issue.level}>
            <Icon name={icons[issue.level]} size={14} />
            {issueText(issue, currentLanguage())}
          </p>
        ))}
      </div>
      <div className={styles.address}>
        {row.address}
        {row.address && <small title={triedText(row)}>{row.addressCite ?? ''}</small>}
      </div>
      <div className={styles.outcome}>
        {present && onDecide ? (
          <select
            aria-label={t('lists.decide', { line: row.line })}
            value={decision ?? present}
            data-changed={(decision !== undefined && decision !== present) || undefined}
            onChange={(event) => onDecide(row.key, event.target.value as Decision, present)}
            data-testid="decision"
          >
            {row.decisions.toSorted().map((one) => (
              <option key={one} value={one}>
                {t(choices[one])}
              </option>
            ))}
          </select>
        ) : (
          outcome && <Badge tone={outcome.tone}>{t(outcome.label)}</Badge>
        )}
      </div>
    </div>
  );
}

function triedText({ addressTried }: ListRow): string | undefined {
  return addressTried.length > 0
    ? t('lists.tried', { list: addressTried.map(({ local }) => local).join(', ') })
    : undefined;
}

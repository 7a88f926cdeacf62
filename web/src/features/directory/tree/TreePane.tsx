import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import { searchAt, useAt } from '../at.ts';
import { type At, organisationQuery, personQuery } from '../calls.ts';
import { EmptyDirectory } from '../EmptyDirectory.tsx';
import { mainPosition } from '../parts/mainPosition.ts';
import { fewRoots, openAll, setOpen } from './open.ts';
import { findTyped, type TreeRow } from './rows.ts';
import styles from './TreePane.module.css';
import { useTree } from './useTree.ts';

const rowHeight = matchMedia('(pointer: coarse)').matches ? 44 : 33;
/** After this pause in typing another name begins. */
const typingPause = 900;

/** The tree of organisations: drawn as far as it is in sight, walked by arrows, found in by typing. */
export function TreePane(): ReactNode {
  const at = useAt();
  const navigate = useNavigate();
  const current = useShownOrganisation(at);
  const { rows, more, retry } = useTree(at);
  const [active, setActive] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const id = useId();
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (i) => rows[i]!.key,
  });
  useFirstLook(rows);
  useReveal(current, rows, (i) => list.scrollToIndex(i, { align: 'auto' }), setActive);

  const index = Math.max(
    0,
    rows.findIndex((row) => row.key === (active ?? String(current))),
  );
  /** Rows out of sight aren't there to be pointed to, nor is any while the tree is hidden. */
  const activeDrawn = list.getVirtualItems().some((item) => item.index === index);
  const go = (i: number) => {
    const row = rows[i];
    if (!row) return;
    setActive(row.key);
    list.scrollToIndex(i, { align: 'auto' });
  };
  const openPage = (organisationId: number) =>
    void navigate({
      to: '/directory/organisations/$organisationId',
      params: { organisationId },
      search: searchAt(at),
    });
  const act = (row: TreeRow) => {
    setActive(row.key);
    if (row.type === 'more') more(row.parentId);
    else if (row.type === 'failed') retry();
    else if (row.type === 'node') {
      if (row.node.units > 0) setOpen(row.node.id, true);
      openPage(row.node.id);
    }
  };
  const isTyping = () => Date.now() - typed.current.at < typingPause;
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[index];
    if (!row) return;
    const next = walk(event.key, row, rows, index);
    if (next !== null) go(next);
    else if (event.key === 'Enter' || (event.key === ' ' && !isTyping())) act(row);
    else if (event.key.length === 1) {
      const now = Date.now();
      const text = isTyping() ? typed.current.text + event.key : event.key;
      typed.current = { text, at: now };
      const hit = findTyped(rows, text, text.length === 1 ? index + 1 : index);
      if (hit >= 0) go(hit);
    } else return;
    event.preventDefault();
  };

  // On a phone the tree has the first page to itself.
  if (rows.length === 0 && at === undefined) {
    return (
      <div className={styles.empty}>
        <EmptyDirectory testId="tree-empty" />
      </div>
    );
  }
  return (
    <div
      ref={box}
      role="tree"
      tabIndex={0}
      aria-label={t('directory.tree')}
      aria-activedescendant={activeDrawn ? `${id}-${rows[index]!.key}` : undefined}
      className={`${styles.tree} scroll`}
      onKeyDown={onKey}
      data-testid="tree"
    >
      <div className={styles.all} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index: i, start, key }) => {
          const row = rows[i]!;
          return (
            <Row
              key={key}
              id={`${id}-${row.key}`}
              row={row}
              top={start}
              active={i === index}
              current={row.type === 'node' && row.node.id === current}
              onAct={() => act(row)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The organisation whose page is shown, or the one where the person on the page works. */
function useShownOrganisation(at: At): number | undefined {
  const { organisationId, personId } = useParams({ strict: false }) as { organisationId?: number; personId?: number };
  const { data } = useQuery({ ...personQuery(personId ?? 0, at), enabled: personId !== undefined });
  if (personId === undefined) return organisationId;
  return data && mainPosition(data.appointments)?.organisation.id;
}

/** A tree with few roots begins with these open: one line alone says nothing. */
function useFirstLook(rows: readonly TreeRow[]): void {
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current || rows.some((row) => row.type === 'loading')) return;
    looked.current = true;
    const roots = rows.flatMap((row) => (row.type === 'node' && row.depth === 0 ? [row.node.id] : []));
    if (roots.length <= fewRoots) openAll(roots);
  });
}

/** Where a key leads; null when it leads nowhere. Opens and closes branches on its way. */
function walk(key: string, row: TreeRow, rows: readonly TreeRow[], index: number): number | null {
  if (key === 'ArrowDown') return Math.min(index + 1, rows.length - 1);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  if (row.type !== 'node') return null;
  if (key === 'ArrowRight' && row.node.units > 0) {
    if (row.open) return Math.min(index + 1, rows.length - 1);
    setOpen(row.node.id, true);
    return index;
  }
  if (key === 'ArrowLeft') {
    if (!row.open)
      return Math.max(
        0,
        rows.findIndex((one) => one.type === 'node' && one.node.id === row.parentId),
      );
    setOpen(row.node.id, false);
    return index;
  }
  return null;
}

/** Opens the way to the organisation whose page is shown, and brings it into sight once. */
function useReveal(
  current: number | undefined,
  rows: readonly TreeRow[],
  scroll: (i: number) => void,
  setActive: (key: string) => void,
): void {
  const at = useAt();
  const { data } = useQuery({ ...organisationQuery(current ?? 0, at), enabled: current !== undefined });
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (data) openAll(data.above.map((one) => one.id));
  }, [data]);
  useEffect(() => {
    if (current === undefined || shown.current === current) return;
    const i = rows.findIndex((row) => row.type === 'node' && row.node.id === current);
    if (i < 0) return;
    shown.current = current;
    setActive(String(current));
    scroll(i);
  });
}

interface RowProps {
  id: string;
  row: TreeRow;
  top: number;
  active: boolean;
  current: boolean;
  onAct(): void;
}

function Row({ id, row, top, active, current, onAct }: RowProps): ReactNode {
  const style = { transform: `translateY(${top}px)`, height: rowHeight, paddingLeft: 6 + row.depth * 16 };
  const common = { id, style, 'data-active': active, onClick: onAct };
  if (row.type === 'loading') {
    return (
      <div {...common} className={`${styles.row} ${styles.quiet}`} role="none">
        {t('app.loading')}
      </div>
    );
  }
  if (row.type === 'more' || row.type === 'failed') {
    return (
      // biome-ignore lint/a11y: the tree walks to it and presses it
      <div {...common} className={`${styles.row} ${styles.more}`} role="treeitem" aria-level={row.depth + 1}>
        {row.type === 'more' ? t('directory.more', { n: row.left }) : t('directory.treeFailed')}
      </div>
    );
  }
  const { node, open } = row;
  return (
    // biome-ignore lint/a11y: the tree has the keys, one of its lines is the active one
    <div
      {...common}
      className={styles.row}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.place}
      aria-expanded={node.units > 0 ? open : undefined}
      aria-selected={current}
      data-testid="tree-row"
    >
      {node.units > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={styles.toggle}
          onClick={(event) => {
            event.stopPropagation();
            setOpen(node.id, !open);
          }}
        >
          <Icon name="next" size={15} style={{ transform: open ? 'rotate(90deg)' : 'none' }} />
        </button>
      ) : (
        <span className={styles.leaf} />
      )}
      <span className="truncate" title={node.name}>
        {node.name}
      </span>
      {node.units > 0 && !open && (
        <span className={styles.count}>
          {node.units}
          <span className="visually-hidden"> {t('directory.unitsBelow', { n: node.units })}</span>
        </span>
      )}
    </div>
  );
}

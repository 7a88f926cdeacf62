import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { useStore } from '../../../ui/createStore.ts';
import { folderName } from '../folders.ts';
import { useOwnAddresses } from '../ownAddresses.ts';
import { keepSelected, resetSelection, selection, toggleSelected } from '../selection.ts';
import type { MailAccount } from '../session.ts';
import type { MailList } from '../store/cache.ts';
import { useMailboxes } from '../store/hooks.ts';
import { prefetchRow } from '../store/prefetch.ts';
import { collapses } from '../store/view.ts';
import type { ListKeys } from '../useListKeys.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { ListHead } from './ListHead.tsx';
import styles from './ListPane.module.css';
import { ListState } from './ListState.tsx';
import { MailRow } from './MailRow.tsx';
import { VirtualList } from './VirtualList.tsx';

interface Props {
  route: MailRoute;
  list: MailList;
  mailbox: Mailbox | undefined;
  account: MailAccount | undefined;
  keys: ListKeys;
}

const outgoingRoles = new Set<string | null | undefined>(['sent', 'drafts']);

export function ListPane({ route, list, mailbox, account, keys }: Props): ReactNode {
  const { view } = route;
  const own = useOwnAddresses();
  const queryClient = useQueryClient();
  const { ids: selected, cursor } = useStore(selection, (s) => s);
  const latest = useRef({ keys, list });
  latest.current = { keys, list };

  useEffect(() => resetSelection(list.key), [list.key]);
  useEffect(() => keepSelected(list.ids), [list.ids]);

  // The rows are memoised: what they call must not change with every drawing.
  const onOpen = useCallback((id: Id) => latest.current.keys.open(id), []);
  const onCheck = useCallback(
    (id: Id, range: boolean) => toggleSelected(id, range ? latest.current.list.ids : null),
    [],
  );
  const onFlag = useCallback((id: Id, on: boolean) => latest.current.keys.act(on ? 'flag' : 'unflag', [id]), []);
  const hover = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onHover = useCallback(
    (id: Id) => {
      clearTimeout(hover.current);
      hover.current = setTimeout(() => prefetchRow(queryClient, latest.current.list.view, id), 60);
    },
    [queryClient],
  );

  const folderId = collapses(view) ? view.mailboxId : null;
  const outgoing = outgoingRoles.has(mailbox?.role) && !view.search;
  const readOnly = account?.isReadOnly ?? true;
  const mailboxes = useMailboxes(view.accountId);
  const places = useMemo(
    () => (view.search?.everywhere && mailboxes ? new Map(mailboxes.map((m) => [m.id, m])) : null),
    [view.search?.everywhere, mailboxes],
  );
  const title = view.search ? t('search.results') : mailbox ? folderName(mailbox) : '';
  const rowOf = useMemo(
    () => (id: Id) => (
      <MailRow
        accountId={view.accountId}
        id={id}
        folderId={folderId}
        outgoing={outgoing}
        own={own}
        open={id === keys.openId}
        cursor={id === cursor && keys.openId === null}
        checked={selected.has(id)}
        selecting={selected.size > 0}
        readOnly={readOnly}
        snippet={list.snippets.get(id)}
        places={places}
        onOpen={onOpen}
        onCheck={onCheck}
        onFlag={onFlag}
        onHover={onHover}
      />
    ),
    [
      view,
      folderId,
      outgoing,
      own,
      keys.openId,
      cursor,
      selected,
      readOnly,
      list.snippets,
      places,
      onOpen,
      onCheck,
      onFlag,
      onHover,
    ],
  );

  return (
    <section
      className={styles.pane}
      id="list"
      tabIndex={-1}
      aria-label={`${t('list.label')}: ${title}`}
      data-testid="list-pane"
    >
      <ListHead route={route} list={list} mailbox={mailbox} readOnly={readOnly} keys={keys} title={title} />
      {list.ids.length > 0 ? (
        <VirtualList
          key={list.key}
          list={list}
          focusId={keys.openId ?? cursor}
          selected={selected}
          readOnly={readOnly}
          row={rowOf}
        />
      ) : (
        <ListState list={list} role={mailbox?.role ?? null} />
      )}
    </section>
  );
}

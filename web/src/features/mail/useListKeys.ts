import type { Id, Mailbox } from '../../api/jmap/types.ts';
import { useStore } from '../../ui/createStore.ts';
import { openComposer } from './compose/open.ts';
import { type Act, deleteAct, runAct } from './runAct.ts';
import { clearSelection, selection, setCursor, toggleSelected } from './selection.ts';
import type { MailList } from './store/cache.ts';
import { mail } from './store/mail.ts';
import { collapses } from './store/view.ts';
import type { MailRoute } from './useMailRoute.ts';
import { useShortcuts } from './useShortcuts.ts';

/** What the rows, the toolbars and the keys have in common: which row is meant, and what is done to it. */
export interface ListKeys {
  /** The row whose conversation is open. */
  openId: Id | null;
  /** Opens a row; a draft opens for writing. */
  open(id: Id): void;
  /** The row before (-1) or after (1) the open one, or the cursor. */
  neighbour(step: 1 | -1): Id | null;
  act(act: Act, ids: readonly Id[], to?: Mailbox): void;
  remove(ids: readonly Id[]): void;
}

interface PageKeys {
  compose(): void;
  search(): void;
  help(): void;
}

const leaves = new Set<Act>(['archive', 'trash', 'destroy', 'junk', 'notJunk', 'move']);

export function useListKeys(
  route: MailRoute,
  list: MailList,
  mailbox: Mailbox | null,
  readOnly: boolean,
  page: PageKeys,
): ListKeys {
  const { view, threadId, emailId } = route;
  const { emails } = mail.account(view.accountId);
  const cursor = useStore(selection, (s) => (s.key === list.key ? s.cursor : null));
  const isOpen = (id: Id) => (collapses(view) ? emails.get(id)?.threadId === threadId : id === emailId);
  const openId = threadId ? (list.ids.find(isOpen) ?? null) : null;
  const here = openId ?? cursor;

  const neighbour = (step: 1 | -1): Id | null => {
    const at = here ? list.ids.indexOf(here) : -1;
    if (at < 0) return step === 1 ? (list.ids[0] ?? null) : null;
    return list.ids[at + step] ?? null;
  };

  const open = (id: Id) => {
    const email = emails.get(id);
    if (!email) return;
    setCursor(id);
    const conversation = mail.thread(view.accountId, email.threadId);
    // A lone draft is not read but written on.
    if (email.keywords.$draft && (conversation.length <= 1 || mailbox?.role === 'drafts')) {
      openComposer({ kind: 'draft', accountId: view.accountId, email });
      return;
    }
    route.openThread(email.threadId, collapses(view) ? null : id);
  };

  const act = (what: Act, ids: readonly Id[], to?: Mailbox) => {
    if (readOnly || ids.length === 0) return;
    const leaving = leaves.has(what) && openId !== null && ids.includes(openId);
    const after = leaving ? nextAfter(list.ids, ids) : null;
    void runAct(what, view, ids, to).then((done) => {
      if (!done) return;
      if (leaves.has(what)) clearSelection();
    });
    if (what === 'unread' && openId && ids.includes(openId)) route.closeThread();
    if (!leaving || what === 'destroy') return;
    // On a narrow screen the way goes back to the list; on a wide one on to the next message.
    if (after && matchMedia('(min-width: 1160px)').matches) open(after);
    else route.closeThread();
  };

  const remove = (ids: readonly Id[]) => act(deleteAct(view, ids), ids);

  const targets = (): readonly Id[] => {
    const s = selection.get();
    if (s.key === list.key && s.ids.size > 0) return list.ids.filter((id) => s.ids.has(id));
    return here ? [here] : [];
  };
  const move = (step: 1 | -1) => {
    const id = neighbour(step);
    if (!id) return;
    if (openId) open(id);
    else setCursor(id);
  };
  const respond = (kind: 'reply' | 'replyAll' | 'forward') => {
    if (openId) document.querySelector<HTMLElement>(`[data-respond="${kind}"]`)?.click();
  };
  const toggle = (on: Act, off: Act, isOn: (id: Id) => boolean) => {
    const ids = targets();
    act(ids.every(isOn) ? off : on, ids);
  };

  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => !openId && move(1),
    ArrowUp: () => !openId && move(-1),
    Enter: () => cursor && open(cursor),
    o: () => cursor && open(cursor),
    x: () => here && toggleSelected(here, null),
    c: page.compose,
    '/': page.search,
    '?': page.help,
    r: () => respond('reply'),
    a: () => respond('replyAll'),
    f: () => respond('forward'),
    e: () => act('archive', targets()),
    '#': () => remove(targets()),
    Delete: () => remove(targets()),
    '!': () => act(mailbox?.role === 'junk' ? 'notJunk' : 'junk', targets()),
    u: () => toggle('unread', 'read', (id) => !emails.get(id)?.keywords.$seen),
    s: () => toggle('flag', 'unflag', (id) => emails.get(id)?.keywords.$flagged === true),
    v: () => document.querySelector<HTMLElement>('[data-testid="act-move"]')?.click(),
    Escape: () => {
      if (selection.get().ids.size > 0) clearSelection();
      else if (threadId) route.closeThread();
      else if (view.search) route.setSearch(null);
    },
  });

  return { openId, open, neighbour, act, remove };
}

/** The row that takes the place of the ones that leave. */
export function nextAfter(ids: readonly Id[], leaving: readonly Id[]): Id | null {
  const gone = new Set(leaving);
  const last = Math.max(...leaving.map((id) => ids.indexOf(id)));
  const after = ids.slice(last + 1).find((id) => !gone.has(id));
  return after ?? [...ids.slice(0, Math.max(last, 0))].reverse().find((id) => !gone.has(id)) ?? null;
}

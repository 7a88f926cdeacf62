import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { EmailSummary, Id, Mailbox } from '../../../api/jmap/types.ts';
import type { MailList } from './cache.ts';
import { refreshList } from './lists.ts';
import { loadMailboxes, mail } from './mail.ts';
import { type View, viewKey } from './view.ts';

function useTopic<T>(topic: string, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => mail.topics.subscribe(topic, listener), [topic]);
  return useSyncExternalStore(subscribe, read);
}

/** The folders of an account; null until loaded. */
export function useMailboxes(accountId: Id): readonly Mailbox[] | null {
  const mailboxes = useTopic(`mailboxes:${accountId}`, () => mail.account(accountId).mailboxes);
  useEffect(() => {
    if (!mailboxes && accountId) void loadMailboxes(accountId).catch(() => {});
  }, [accountId, mailboxes]);
  return mailboxes;
}

export function useEmail(accountId: Id, id: Id): EmailSummary | undefined {
  return useTopic(`email:${accountId}:${id}`, () => mail.account(accountId).emails.get(id));
}

/** The known messages of a conversation, oldest first. */
export function useThread(accountId: Id, threadId: Id): readonly EmailSummary[] {
  return useTopic(`thread:${accountId}:${threadId}`, () => mail.thread(accountId, threadId));
}

/** A list; it loads itself when first looked at, and again when it has become stale. */
export function useMailList(view: View): MailList {
  const key = viewKey(view);
  const list = useTopic(`list:${key}`, () => mail.list(view));
  // What failed once (a session that had ended, a broken line) is tried again when it is looked at anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the view
  useEffect(() => {
    if (list.stale) void refreshList(view);
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (list.stale && list.status !== 'failed') void refreshList(view);
  }, [list.stale, list.status]);
  return list;
}

import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Id } from '../../api/jmap/types.ts';
import type { MailSearch } from '../../app/routes.tsx';
import type { SearchTerms, Show, View } from './store/view.ts';

const path = '/mail/$accountId/$mailboxId/{-$threadId}' as const;

export interface MailRoute {
  view: View;
  threadId: Id | null;
  /** The message to look at in the conversation; in a search, the row that is open. */
  emailId: Id | null;
  openFolder(accountId: Id, mailboxId: Id): void;
  openThread(threadId: Id, emailId: Id | null): void;
  closeThread(): void;
  setShow(show: Show): void;
  setSearch(terms: SearchTerms | null): void;
  /** The list of another folder or mailbox with its search. */
  openSearch(view: View): void;
}

/** The state of the mail page that its address holds: folder, conversation, search. */
export function useMailRoute(): MailRoute {
  const params = useParams({ from: `/shell${path}` });
  const search = useSearch({ from: `/shell${path}` });
  const navigate = useNavigate();
  const { accountId, mailboxId } = params;
  const threadId = params.threadId ?? null;
  const searchKey = JSON.stringify({ ...search, m: undefined });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the search
  const view = useMemo<View>(
    () => ({ accountId, mailboxId, show: search.show ?? 'all', search: termsOf(search) }),
    [accountId, mailboxId, searchKey],
  );

  return useMemo<MailRoute>(() => {
    const go = (thread: Id | null, next: MailSearch, replace: boolean) =>
      void navigate({
        to: path,
        params: { accountId, mailboxId, threadId: thread ?? undefined },
        search: next,
        replace,
      });
    const { m: emailId, ...rest } = search;
    return {
      view,
      threadId,
      emailId: emailId ?? null,
      openFolder: (account, mailbox) =>
        void navigate({
          to: path,
          params: { accountId: account, mailboxId: mailbox, threadId: undefined },
          search: {},
        }),
      openSearch: (there) =>
        void navigate({
          to: path,
          params: { accountId: there.accountId, mailboxId: there.mailboxId, threadId: undefined },
          search: searchOf(there.search),
        }),
      // From message to message the way back leads to the list, not through each of them.
      openThread: (thread, email) => go(thread, email ? { ...rest, m: email } : rest, threadId !== null),
      closeThread: () => go(null, rest, false),
      setShow: (show) => go(threadId, show === 'all' ? omit(rest, 'show') : { ...rest, show }, true),
      setSearch: (terms) => go(null, { ...searchOf(terms), ...(rest.show ? { show: rest.show } : {}) }, isSearch(rest)),
    };
  }, [navigate, accountId, mailboxId, threadId, search, view]);
}

function omit(search: MailSearch, key: keyof MailSearch): MailSearch {
  const { [key]: _, ...rest } = search;
  return rest;
}

function isSearch(search: MailSearch): boolean {
  return termsOf(search) !== null;
}

/** Null when nothing is asked for. */
export function termsOf(search: MailSearch): SearchTerms | null {
  const { q, from, to, subject, files, after, before, everywhere } = search;
  if (!(q || from || to || subject || files || after || before)) return null;
  return {
    ...(q ? { text: q } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(subject ? { subject } : {}),
    ...(files ? { hasAttachment: true } : {}),
    ...(after ? { after } : {}),
    ...(before ? { before } : {}),
    ...(everywhere ? { everywhere: true } : {}),
  };
}

function searchOf(terms: SearchTerms | null): MailSearch {
  if (!terms) return {};
  const { text, hasAttachment, ...same } = terms;
  return { ...same, ...(text ? { q: text } : {}), ...(hasAttachment ? { files: true } : {}) };
}

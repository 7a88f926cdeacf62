import { jmap } from '../../../api/jmap/client.ts';
import { type EmailQueryArgs, JmapError } from '../../../api/jmap/methods.ts';
import type { Id, SearchSnippet } from '../../../api/jmap/types.ts';
import { holdEmailState, loadMailboxes, mail, summaryProperties } from './mail.ts';
import { collapses, filterOf, type View } from './view.ts';

export const pageSize = 50;
const properties = [...summaryProperties];

export function queryArgs(view: View, position: number, limit: number): EmailQueryArgs {
  const { accountId } = view;
  return {
    accountId,
    filter: filterOf(view, mail.account(accountId).mailboxes ?? []),
    sort: [{ property: 'receivedAt', isAscending: false }],
    collapseThreads: collapses(view),
    position,
    limit,
    calculateTotal: true,
  };
}

interface Page {
  ids: Id[];
  total: number | null;
  snippets: SearchSnippet[];
}

/** One page with all that its rows show, in one HTTP request (RFC 8621 §4.10 has the same shape). */
async function fetchPage(view: View, position: number): Promise<Page> {
  const { accountId } = view;
  const request = jmap.request();
  const args = queryArgs(view, position, pageSize);
  const query = request.add('Email/query', args);
  if (!collapses(view)) {
    const emails = request.add('Email/get', { accountId, '#ids': query.ref('/ids'), properties });
    request.send();
    const [{ ids, total }, got] = await Promise.all([query.result, emails.result]);
    mail.putEmails(accountId, got.list);
    holdEmailState(accountId, got.state);
    return { ids, total: total ?? null, snippets: await fetchSnippets(view, ids) };
  }
  const heads = request.add('Email/get', { accountId, '#ids': query.ref('/ids'), properties: ['threadId'] });
  const threads = request.add('Thread/get', { accountId, '#ids': heads.ref('/list/*/threadId') });
  const emails = request.add('Email/get', { accountId, '#ids': threads.ref('/list/*/emailIds'), properties });
  request.send();
  const [{ ids, total }, threadResult] = await Promise.all([query.result, threads.result]);
  const got = await emails.result.catch((error: unknown) => {
    // Very long conversations exceed maxObjectsInGet: the rows' own messages are enough for the list.
    if (error instanceof JmapError && error.type === 'requestTooLarge') {
      return jmap.call('Email/get', { accountId, ids, properties });
    }
    throw error;
  });
  mail.putEmails(accountId, got.list);
  mail.putThreads(accountId, threadResult.list);
  holdEmailState(accountId, got.state);
  return { ids, total: total ?? null, snippets: [] };
}

/** Snippets are an extra: without them the row shows the message's beginning. */
async function fetchSnippets(view: View, ids: Id[]): Promise<SearchSnippet[]> {
  const { accountId, search } = view;
  if (ids.length === 0 || !(search?.text || search?.subject)) return [];
  const filter = filterOf(view, mail.account(accountId).mailboxes ?? []);
  const answer = await jmap.call('SearchSnippet/get', { accountId, filter, emailIds: ids }).catch(() => null);
  return answer?.list ?? [];
}

const running = new Set<string>();

/** Loads the first page, or the list anew as far as it was loaded; what is shown stays until the answer comes. */
export async function refreshList(view: View): Promise<void> {
  const { key } = mail.list(view);
  if (running.has(key)) return;
  running.add(key);
  try {
    // The filter of a search everywhere names folders; and a first look at an account shows them anyway.
    if (!mail.account(view.accountId).mailboxes && view.search?.everywhere) await loadMailboxes(view.accountId);
    const page = await fetchPage(view, 0);
    const snippets = new Map(page.snippets.map((s) => [s.emailId, s]));
    const list = mail.list(view);
    const same =
      list.ids.length > pageSize && page.ids.every((id, i) => list.ids[i] === id) && list.total === page.total;
    const ids = same ? list.ids : page.ids;
    mail.setList({ ...list, ids, total: page.total, status: 'ready', error: null, stale: false, snippets });
  } catch (error) {
    mail.setList({ ...mail.list(view), status: 'failed', error, stale: true });
  } finally {
    running.delete(key);
  }
}

export async function loadMore(view: View): Promise<void> {
  const list = mail.list(view);
  if (list.loadingMore || list.status !== 'ready' || (list.total !== null && list.ids.length >= list.total)) return;
  mail.setList({ ...list, loadingMore: true });
  try {
    const page = await fetchPage(view, list.ids.length);
    const now = mail.list(view);
    // Mail may have come in between: a message that slid onto the next page is not shown twice.
    const known = new Set(now.ids);
    const ids = [...now.ids, ...page.ids.filter((id) => !known.has(id))];
    const total = page.ids.length === 0 ? ids.length : page.total;
    const snippets = new Map([...now.snippets, ...page.snippets.map((s) => [s.emailId, s] as const)]);
    mail.setList({ ...now, ids, total, snippets, loadingMore: false });
  } catch (error) {
    mail.setList({ ...mail.list(view), loadingMore: false, error });
  }
}

import type { QueryClient } from '@tanstack/react-query';
import type { EmailSummary, Id } from '../../../api/jmap/types.ts';
import { contentQuery } from './contents.ts';
import { mail } from './mail.ts';
import { collapses, type View } from './view.ts';

/** The messages of a conversation that open unfolded: the newest, and every unread one. */
export function unfolded(thread: readonly EmailSummary[], focus: Id | null): Id[] {
  const last = thread.findLast((e) => !e.keywords.$draft) ?? thread.at(-1);
  return thread.filter((e) => e === last || e.id === focus || !e.keywords.$seen).map((e) => e.id);
}

/** Fetches what opening the row will show, so that it shows at once. */
export function prefetchRow(client: QueryClient, view: View, rowId: Id): void {
  const email = mail.account(view.accountId).emails.get(rowId);
  if (!email) return;
  const thread = mail.thread(view.accountId, email.threadId);
  const ids = unfolded(thread.length > 0 ? thread : [email], collapses(view) ? null : rowId);
  for (const id of ids.slice(-6)) void client.prefetchQuery(contentQuery(view.accountId, id));
}

import { queryClient } from '../../app/queryClient.ts';
import { lastPlace } from './lastPlace.ts';
import { accountsOf, sessionQuery } from './session.ts';
import { refreshList } from './store/lists.ts';
import { loadMailboxes } from './store/mail.ts';
import type { View } from './store/view.ts';

const folderView = (place: { accountId: string; mailboxId: string }): View => ({ ...place, show: 'all', search: null });

/**
 * The first requests of the mail page: the JMAP session, and, for a folder that is known from the address or from the
 * last visit, folders and first list in one JMAP request.
 */
export function startMail(pathname: string, search: string): void {
  const session = queryClient.ensureQueryData(sessionQuery);
  const [, page, accountId, mailboxId] = pathname.split('/');
  const place = page === 'mail' && accountId && mailboxId ? { accountId, mailboxId } : lastPlace();
  if (!place) {
    session.then((s) => startInbox(accountsOf(s)[0]?.id)).catch(() => {});
    return;
  }
  session.catch(() => {});
  loadMailboxes(place.accountId).catch(() => {});
  // A search is told by the page itself: its terms are the router's to read.
  if (!search) void refreshList(folderView(place));
}

/** On a first visit nothing is known but whose inbox it will be. */
async function startInbox(accountId: string | undefined): Promise<void> {
  if (!accountId) return;
  const mailboxes = await loadMailboxes(accountId);
  const inbox = mailboxes.find((m) => m.role === 'inbox');
  if (inbox) await refreshList(folderView({ accountId, mailboxId: inbox.id }));
}

import { queryClient } from '../../app/queryClient.ts';
import { lastPlace } from './lastPlace.ts';
import { sessionQuery } from './session.ts';
import { refreshList } from './store/lists.ts';
import { loadMailboxes } from './store/mail.ts';

/**
 * The first requests of the mail page: the JMAP session, and, for a folder that is known from the address or from the
 * last visit, folders and first list in one JMAP request.
 */
export function startMail(pathname: string, search: string): void {
  void queryClient.prefetchQuery(sessionQuery);
  const [, page, accountInPath, mailboxInPath] = pathname.split('/');
  const inPath = page === 'mail' && accountInPath && mailboxInPath;
  const place = inPath ? { accountId: accountInPath, mailboxId: mailboxInPath } : lastPlace();
  if (!place) return;
  void loadMailboxes(place.accountId).catch(() => {});
  // A search is told by the page itself: its terms are the router's to read.
  if (!search) void refreshList({ ...place, show: 'all', search: null });
}

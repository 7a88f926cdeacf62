import { jmap } from '../../../api/jmap/client.ts';
import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import type { MailAccount } from '../session.ts';
import { loadMailboxes } from '../store/mail.ts';
import { filterOf, type View } from '../store/view.ts';

/** Where the same words may be found beside what the list shows: other mailboxes, and this one's junk and trash. */
export interface Place {
  view: View;
  /** The other mailbox's name; null for a folder of this one. */
  account: string | null;
  folder: Mailbox;
}

export interface Found extends Place {
  total: number;
}

export function placesElsewhere(
  view: View,
  accounts: readonly Pick<MailAccount, 'id' | 'name'>[],
  mailboxes: ReadonlyMap<Id, readonly Mailbox[]>,
): Place[] {
  const { search } = view;
  if (!search?.everywhere) return [];
  const { everywhere: _, ...here } = search;
  const places: Place[] = [];
  for (const { id, name } of accounts) {
    const inbox = mailboxes.get(id)?.find((m) => m.role === 'inbox');
    if (id === view.accountId || !inbox) continue;
    places.push({ view: { accountId: id, mailboxId: inbox.id, show: 'all', search }, account: name, folder: inbox });
  }
  for (const folder of mailboxes.get(view.accountId) ?? []) {
    if (folder.role !== 'junk' && folder.role !== 'trash') continue;
    const inside = { accountId: view.accountId, mailboxId: folder.id, show: 'all', search: here } as const;
    places.push({ view: inside, account: null, folder });
  }
  return places;
}

/** How many messages each place has; those with none are left out. One HTTP request. */
export async function countElsewhere(view: View, accounts: readonly MailAccount[]): Promise<Found[]> {
  const folders = await Promise.all(accounts.map(async ({ id }) => [id, await loadMailboxes(id)] as const));
  const mailboxes = new Map(folders);
  const counted = await Promise.all(
    placesElsewhere(view, accounts, mailboxes).map(async (place): Promise<Found> => {
      const { accountId } = place.view;
      const filter = filterOf(place.view, mailboxes.get(accountId) ?? []);
      const { total } = await jmap.call('Email/query', {
        accountId,
        filter,
        sort: [],
        position: 0,
        limit: 1,
        calculateTotal: true,
      });
      return { ...place, total: total ?? 0 };
    }),
  );
  return counted.filter((place) => place.total > 0);
}

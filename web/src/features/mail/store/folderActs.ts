import { jmap } from '../../../api/jmap/client.ts';
import { JmapError, type SetResult } from '../../../api/jmap/methods.ts';
import type { Id } from '../../../api/jmap/types.ts';
import { destroy, perform, refreshShown } from './acts.ts';
import { loadMailboxes, mail } from './mail.ts';
import { keywordPatch, type Patch } from './patches.ts';

function check(answer: SetResult): void {
  const refused = [answer.notCreated, answer.notUpdated, answer.notDestroyed].flatMap((r) => Object.values(r ?? {}))[0];
  if (refused) throw new JmapError(refused.type, refused.description);
}

export async function createFolder(accountId: Id, parentId: Id | null, name: string): Promise<void> {
  const create = { f: { name, parentId, isSubscribed: true } };
  check(await jmap.call('Mailbox/set', { accountId, create }));
  await loadMailboxes(accountId);
}

export async function renameFolder(accountId: Id, id: Id, name: string): Promise<void> {
  check(await jmap.call('Mailbox/set', { accountId, update: { [id]: { name } } }));
  await loadMailboxes(accountId);
}

/** With the messages that lie in no other folder. */
export async function deleteFolder(accountId: Id, id: Id): Promise<void> {
  check(await jmap.call('Mailbox/set', { accountId, destroy: [id], onDestroyRemoveEmails: true }));
  await loadMailboxes(accountId);
}

/** Ids of a folder's messages, a page at a time: a folder may hold more than one answer carries. */
async function idsIn(accountId: Id, filter: object, limit: number): Promise<Id[]> {
  const sort = [{ property: 'receivedAt', isAscending: false }];
  const { ids } = await jmap.call('Email/query', { accountId, filter, sort, limit, position: 0 });
  return ids;
}

const pageSize = 500;

export async function emptyFolder(accountId: Id, mailboxId: Id): Promise<void> {
  for (;;) {
    const ids = await idsIn(accountId, { inMailbox: mailboxId }, pageSize);
    if (ids.length === 0) break;
    await destroy(accountId, ids);
    if (ids.length < pageSize) break;
  }
  await Promise.all([loadMailboxes(accountId), refreshShown(accountId)]);
}

export async function markFolderRead(accountId: Id, mailboxId: Id): Promise<void> {
  const seen = keywordPatch('$seen', true);
  const { emails } = mail.account(accountId);
  // What is on screen changes at once; the rest page by page.
  const shown = [...emails.values()].filter((e) => e.mailboxIds[mailboxId] && !e.keywords.$seen).map((e) => e.id);
  await perform(accountId, new Map(shown.map((id): [Id, Patch] => [id, seen])));
  for (;;) {
    const ids = await idsIn(accountId, { inMailbox: mailboxId, notKeyword: '$seen' }, pageSize);
    if (ids.length === 0) break;
    const update = Object.fromEntries(ids.map((id) => [id, seen]));
    check(await jmap.call('Email/set', { accountId, update }));
    if (ids.length < pageSize) break;
  }
  await loadMailboxes(accountId);
}

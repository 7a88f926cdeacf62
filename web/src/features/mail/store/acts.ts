import { jmap } from '../../../api/jmap/client.ts';
import { JmapError } from '../../../api/jmap/methods.ts';
import type { Id } from '../../../api/jmap/types.ts';
import type { MailList } from './cache.ts';
import { refreshList } from './lists.ts';
import { mail } from './mail.ts';
import { applyPatch, invertPatch, type Patch } from './patches.ts';
import { collapses, type View } from './view.ts';

export type Patches = ReadonlyMap<Id, Patch>;

/** RFC 8620 §2 lets a server take as few as this many objects in one /set. */
const chunkSize = 500;

/**
 * Changes messages on screen at once, then on the server. Returns what undoes it. If the server refuses, the screen is
 * put back and the error thrown.
 */
export async function perform(accountId: Id, patches: Patches): Promise<Patches> {
  const { emails } = mail.account(accountId);
  const inverse = new Map<Id, Patch>();
  for (const [id, patch] of patches) {
    const email = emails.get(id);
    if (!email) continue;
    const back = invertPatch(email, patch);
    if (Object.keys(back).length === 0) continue;
    inverse.set(id, back);
    mail.replaceEmail(accountId, applyPatch(email, patch));
  }
  if (inverse.size === 0) return inverse;
  const lists = mail.lists(accountId);
  for (const list of lists) mail.setList(withoutGone(list, inverse));
  try {
    await send(accountId, patches, [...inverse.keys()]);
  } catch (error) {
    putBack(accountId, inverse);
    for (const list of lists) mail.setList({ ...mail.list(list.view), ids: list.ids, total: list.total });
    throw error;
  }
  return inverse;
}

export async function undo(accountId: Id, inverse: Patches): Promise<void> {
  putBack(accountId, inverse);
  await send(accountId, inverse, [...inverse.keys()]);
  await refreshShown(accountId);
}

export async function refreshShown(accountId: Id): Promise<void> {
  const lists = mail.lists(accountId);
  for (const list of lists) mail.setList({ ...list, stale: true });
  await Promise.all(lists.filter((l) => mail.topics.watched(`list:${l.key}`)).map((l) => refreshList(l.view)));
}

/** Deletes for good: there is no way back, so it is asked for first. */
export async function destroy(accountId: Id, ids: readonly Id[]): Promise<void> {
  for (let i = 0; i < ids.length; i += chunkSize) {
    const chunk = ids.slice(i, i + chunkSize);
    const answer = await jmap.call('Email/set', { accountId, destroy: chunk });
    takeState(accountId, answer);
    mail.removeEmails(accountId, answer.destroyed ?? [], true);
    const gone = new Set(answer.destroyed);
    for (const list of mail.lists(accountId)) {
      const kept = list.ids.filter((id) => !gone.has(id));
      const total = list.total === null ? null : list.total - (list.ids.length - kept.length);
      if (kept.length < list.ids.length) mail.setList({ ...list, ids: kept, total });
    }
    const refused = Object.values(answer.notDestroyed ?? {}).find((e) => e.type !== 'notFound');
    if (refused) throw new JmapError(refused.type, refused.description);
  }
}

function putBack(accountId: Id, inverse: Patches): void {
  const { emails } = mail.account(accountId);
  for (const [id, patch] of inverse) {
    const email = emails.get(id);
    if (email) mail.replaceEmail(accountId, applyPatch(email, patch));
  }
}

async function send(accountId: Id, patches: Patches, ids: readonly Id[]): Promise<void> {
  for (let i = 0; i < ids.length; i += chunkSize) {
    const update: Record<Id, Patch> = {};
    for (const id of ids.slice(i, i + chunkSize)) update[id] = patches.get(id) ?? {};
    const answer = await jmap.call('Email/set', { accountId, update });
    takeState(accountId, answer);
    // A message that another program has just deleted is no failure of ours.
    const refused = Object.values(answer.notUpdated ?? {}).find((e) => e.type !== 'notFound');
    if (refused) throw new JmapError(refused.type, refused.description);
  }
}

/** Our own change needs no second look, unless somebody else's came in between. */
export function takeState(accountId: Id, answer: { oldState: string | null; newState: string }): void {
  const data = mail.account(accountId);
  if (data.emailState === answer.oldState) data.emailState = answer.newState;
}

/** The list without rows whose messages have left its folder; a conversation that stays in part shows its newest part. */
function withoutGone(list: MailList, changed: Patches): MailList {
  const { view } = list;
  if (view.search?.everywhere) return list;
  const { emails } = mail.account(view.accountId);
  const touched = new Set([...changed.keys()].map((id) => emails.get(id)?.threadId));
  const stays = (id: Id) => emails.get(id)?.mailboxIds[view.mailboxId] === true;
  const ids = list.ids.flatMap((id) => {
    const email = emails.get(id);
    if (!email || !touched.has(email.threadId) || stays(id)) return id;
    if (!collapses(view)) return [];
    return mail.thread(view.accountId, email.threadId).findLast((e) => stays(e.id))?.id ?? [];
  });
  const total = list.total === null ? null : list.total - (list.ids.length - ids.length);
  return ids.length === list.ids.length && ids.every((id, i) => id === list.ids[i]) ? list : { ...list, ids, total };
}

/** The messages that a row of the list stands for: of a conversation, those in the list's folder. */
export function messagesOf(view: View, rowIds: readonly Id[]): Id[] {
  if (!collapses(view)) return [...rowIds];
  const { emails } = mail.account(view.accountId);
  return rowIds.flatMap((id) => {
    const email = emails.get(id);
    if (!email) return [];
    const inFolder = mail.thread(view.accountId, email.threadId).filter((e) => e.mailboxIds[view.mailboxId]);
    return inFolder.length > 0 ? inFolder.map((e) => e.id) : [id];
  });
}

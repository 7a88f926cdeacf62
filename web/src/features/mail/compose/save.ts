import { jmap } from '../../../api/jmap/client.ts';
import type { Id } from '../../../api/jmap/types.ts';
import { loadMailboxes, mail } from '../store/mail.ts';
import { draftEmail } from './draftEmail.ts';
import { SetFailure } from './failure.ts';
import { type DraftFile, isDirty, isEmpty, type Window } from './model.ts';
import type { Sender } from './recipients.ts';
import { getSenders } from './senders.ts';
import { adjust, find } from './state.ts';

const running = new Map<string, Promise<void>>();

/**
 * Saves a message as a draft, if it has changed since. Saves of one message follow one another. The new draft is there
 * before the former one goes: a failed save leaves the former as it was. @throws ApiError, JmapError, SetFailure
 */
export function save(key: string, always = false): Promise<void> {
  const before = running.get(key) ?? Promise.resolve();
  const run = before
    .catch(() => {})
    .then(() => saveOnce(key, always))
    .finally(() => {
      if (running.get(key) === run) running.delete(key);
    });
  running.set(key, run);
  return run;
}

async function saveOnce(key: string, always: boolean): Promise<void> {
  const window = find(key);
  if (!window || window.phase === 'discarded') return;
  if (!always && (!isDirty(window) || (isEmpty(window) && !window.draftId))) return;
  adjust(key, { saving: true });
  try {
    await write(window);
  } catch (error) {
    adjust(key, { saving: false, saveFailed: true });
    throw error;
  }
}

export async function senderOf(window: Window): Promise<Sender> {
  const senders = await getSenders();
  const sender = senders.find((s) => s.key === window.senderKey) ?? senders[0];
  if (!sender) throw new SetFailure({ type: 'forbiddenFrom' });
  return sender;
}

export async function foldersOf(accountId: Id): Promise<{ draftsId: Id; sentId: Id }> {
  if (!mail.account(accountId).mailboxes) await loadMailboxes(accountId);
  const drafts = mail.role(accountId, 'drafts');
  const sent = mail.role(accountId, 'sent');
  if (!drafts || !sent) throw new SetFailure({ type: 'noDrafts' });
  return { draftsId: drafts.id, sentId: sent.id };
}

async function write(window: Window): Promise<void> {
  const { key, revision } = window;
  const sender = await senderOf(window);
  const { accountId } = sender;
  const { draftsId } = await foldersOf(accountId);
  const files = await bringTo(accountId, window.files);
  const create = { draft: draftEmail({ ...window, files }, sender, draftsId) };
  const answer = await jmap.call('Email/set', { accountId, create });
  const made = answer.created?.draft;
  if (!made) throw new SetFailure(answer.notCreated?.draft ?? { type: 'serverFail' });
  await settle(window, accountId, made.id, revision, files);
  if (!find(key) || find(key)?.phase === 'discarded') await destroy(accountId, [made.id]).catch(() => {});
}

/** The draft is on the server: the former ones may go. */
async function settle(window: Window, accountId: Id, draftId: Id, revision: number, files: readonly DraftFile[]) {
  const { key } = window;
  const now = find(key) ?? window;
  const moved = now.draftAccountId !== null && now.draftAccountId !== accountId;
  const former = [...now.staleDrafts, ...(now.draftId ? [now.draftId] : [])];
  adjust(key, {
    draftId,
    draftAccountId: accountId,
    staleDrafts: moved ? [] : former,
    savedRevision: revision,
    savedAt: Date.now(),
    saving: false,
    saveFailed: false,
    unsure: false,
  });
  if (files.some((f) => f.blobId)) await refreshBlobs(key, accountId, draftId, files);
  if (former.length === 0) return;
  // A draft that could not be destroyed now is tried again with the next save.
  await destroy(now.draftAccountId ?? accountId, former).then(
    () => adjust(key, { staleDrafts: [] }),
    () => {},
  );
}

export async function destroy(accountId: Id, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  const answer = await jmap.call('Email/set', { accountId, destroy: [...ids] });
  mail.removeEmails(accountId, answer.destroyed ?? [], false);
}

/** Files of another mailbox, as those of a forwarded message, are brought into the one that is written in. */
async function bringTo(accountId: Id, files: readonly DraftFile[]): Promise<readonly DraftFile[]> {
  const foreign = files.filter((f) => f.blobId !== null && f.accountId !== accountId);
  if (foreign.length === 0) return files;
  const copied = new Map<Id, Id>();
  for (const fromAccountId of new Set(foreign.map((f) => f.accountId))) {
    const blobIds = foreign.flatMap((f) => (f.accountId === fromAccountId && f.blobId) || []);
    const answer = await jmap.call('Blob/copy', { fromAccountId, accountId, blobIds });
    if (answer.notCopied && Object.keys(answer.notCopied).length > 0) throw new SetFailure({ type: 'blobNotFound' });
    for (const [from, to] of Object.entries(answer.copied ?? {})) copied.set(from, to);
  }
  return files.map((f) => {
    const blobId = f.blobId && f.accountId !== accountId ? copied.get(f.blobId) : undefined;
    return blobId ? { ...f, blobId, accountId } : f;
  });
}

/** Uploads are kept for a time only, and a former draft's parts go with it: from now on the files are this draft's. */
async function refreshBlobs(key: string, accountId: Id, draftId: Id, saved: readonly DraftFile[]): Promise<void> {
  const bodyProperties = ['partId', 'blobId', 'size', 'name', 'type', 'charset', 'disposition', 'cid'];
  const answer = await jmap.call('Email/get', {
    accountId,
    ids: [draftId],
    properties: ['attachments'],
    bodyProperties,
  });
  const parts = [...(answer.list[0]?.attachments ?? [])];
  const fresh = new Map<string, Id>();
  for (const file of saved) {
    const at = parts.findIndex((p) =>
      file.cid ? p.cid === file.cid : p.size === file.size && (p.name ?? '') === file.name,
    );
    const blobId = at < 0 ? null : parts.splice(at, 1)[0]?.blobId;
    if (blobId && file.blobId) fresh.set(file.key, blobId);
  }
  const files = find(key)?.files.map((f) => {
    const blobId = fresh.get(f.key);
    return blobId ? { ...f, blobId, accountId } : f;
  });
  if (files) adjust(key, { files });
}

import { jmap } from '../../../api/jmap/client.ts';
import type { EmailSummary, Id, Mailbox } from '../../../api/jmap/types.ts';
import { MailCache } from './cache.ts';

/** The page's only cache. A sign-out reloads the page, so nothing of one person is left for the next. */
export const mail = new MailCache();

export const summaryProperties = [
  'id',
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  'sentAt',
  'from',
  'to',
  'cc',
  'subject',
  'hasAttachment',
  'preview',
] as const satisfies (keyof EmailSummary)[];

/** Takes a state string only where none is held: an older answer must not hide changes not yet seen. */
export function holdEmailState(accountId: Id, state: string): void {
  mail.account(accountId).emailState ??= state;
}

const loading = new Map<Id, Promise<readonly Mailbox[]>>();

/** The folders of an account. Whoever asks while they are on the way waits for the same answer. */
export function loadMailboxes(accountId: Id): Promise<readonly Mailbox[]> {
  let promise = loading.get(accountId);
  if (!promise) {
    promise = jmap
      .call('Mailbox/get', { accountId, ids: null })
      .then(({ list, state }) => {
        mail.setMailboxes(accountId, list, state);
        return list;
      })
      .finally(() => loading.delete(accountId));
    loading.set(accountId, promise);
  }
  return promise;
}

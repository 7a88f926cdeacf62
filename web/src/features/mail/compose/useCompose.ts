import type { EmailAddress, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { mail } from '../store/mail.ts';
import { openComposer } from './open.ts';

export interface NewMessage {
  accountId?: Id;
  to?: EmailAddress[];
  subject?: string;
}

/** The account a message is in; ids are unique within one account only, so the object itself decides first. */
function accountOf(email: EmailSummary): Id {
  const known = mail.knownAccounts();
  const holds = (test: (e: EmailSummary | undefined) => boolean) =>
    known.find((id) => test(mail.account(id).emails.get(email.id)));
  return holds((e) => e === email) ?? holds((e) => e?.blobId === email.blobId) ?? known[0] ?? '';
}

const open = (kind: 'reply' | 'replyAll' | 'forward' | 'draft') => (email: EmailSummary, accountId?: Id) =>
  openComposer({ kind, email, accountId: accountId ?? accountOf(email) });

/** What opens messages for writing. */
export const compose = {
  newMessage: (init: NewMessage = {}) => openComposer({ kind: 'new', ...init }),
  reply: open('reply'),
  replyAll: open('replyAll'),
  forward: open('forward'),
  openDraft: open('draft'),
};

export function useCompose(): typeof compose {
  return compose;
}

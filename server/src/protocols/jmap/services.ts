import {
  createMailbox,
  destroyMailbox,
  type EmailChange,
  type Mail,
  type MailboxPatch,
  mutateEmails,
  type NewMailbox,
  updateMailbox,
} from '../../mail/index.ts';
import type { Queue } from '../../mail/queue/index.ts';
import type { Log, Pools } from '../../platform/index.ts';
import { CountCache } from './mailbox/mailbox.ts';

/** What JMAP stands on; `main.ts` gives it. */
export interface JmapDeps {
  pools: Pools;
  mail: Mail;
  queue: Pick<Queue, 'outbox' | 'operator'>;
  log: Log;
  /** The most the attachments of one message may hold, in octets as decoded. */
  attachmentLimit(provinceId: string): number;
  /** Octets on the wire of a message whose attachments have these octets. */
  maxMessage(attachmentLimit: number): number;
  /** Percent of the quota from which one is warned. */
  quotaWarning(provinceId: string): number;
}

/** What methods work with. */
export interface JmapServices {
  db: Pools;
  mail: Mail & BoundMailActs;
  queue: Pick<Queue, 'outbox' | 'operator'>;
  log: Log;
  counts: CountCache;
  /** Province by account, as far as known. */
  provinces: Map<number, string>;
  attachmentLimit(provinceId: string): number;
  maxMessage(attachmentLimit: number): number;
  quotaWarning(provinceId: string): number;
}

/** The acts of the store with the store's own parts filled in. */
interface BoundMailActs {
  createMailbox(accountId: number, made: NewMailbox): ReturnType<typeof createMailbox>;
  updateMailbox(accountId: number, mailboxId: number, patch: MailboxPatch): ReturnType<typeof updateMailbox>;
  destroyMailbox(
    accountId: number,
    mailboxId: number,
    messages: 'refuse' | 'remove',
  ): ReturnType<typeof destroyMailbox>;
  mutateEmails(
    accountId: number,
    ifInState: number | undefined,
    changes: EmailChange[],
  ): ReturnType<typeof mutateEmails>;
}

export function createServices(deps: JmapDeps): JmapServices {
  const { mutation } = deps.mail;
  const acts: BoundMailActs = {
    createMailbox: (...args) => createMailbox(mutation, ...args),
    updateMailbox: (...args) => updateMailbox(mutation, ...args),
    destroyMailbox: (...args) => destroyMailbox(mutation, ...args),
    mutateEmails: (...args) => mutateEmails(mutation, ...args),
  };
  return {
    db: deps.pools,
    mail: { ...deps.mail, ...acts },
    queue: deps.queue,
    log: deps.log,
    counts: new CountCache(),
    provinces: new Map(),
    attachmentLimit: deps.attachmentLimit,
    maxMessage: deps.maxMessage,
    quotaWarning: deps.quotaWarning,
  };
}

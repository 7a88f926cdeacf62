import type { Address, MessageIndex } from '@congvu/mime';

/** Bits of `message.flags`. */
export const Flag = { seen: 1, answered: 2, flagged: 4, deleted: 8, draft: 16 } as const;

export type MailboxRole = 'inbox' | 'sent' | 'drafts' | 'trash' | 'junk' | 'archive';

/**
 * `content.summary`: what lists, sorting and header searches need without the message's octets.
 * Short keys, for it is stored for every message.
 */
export interface Summary {
  /** Decoded subject. */
  s: string | null;
  /** From, sender, reply-to, to, cc, bcc; left out when empty. */
  f?: Address[];
  sn?: Address[];
  rt?: Address[];
  t?: Address[];
  c?: Address[];
  b?: Address[];
  /** The Date header: milliseconds since the epoch and minutes east of UTC. */
  d?: number;
  z?: number;
  /** Message-ID, In-Reply-To, References, without angle brackets. */
  id?: string;
  ir?: string[];
  rf?: string[];
  /** Preview, at most 256 characters. */
  p: string;
  /** 1 when it has an attachment. */
  a?: 1;
  /** Attachment file names. */
  n?: string[];
}

/** A distinct message in the store. */
export interface Content {
  contentId: number;
  segment: number;
  offset: number;
  size: number;
  threadId: number;
}

/** Where a message goes. Without `mailboxId` or `role`: the inbox. */
export interface Target {
  accountId: number;
  mailboxId?: number;
  role?: MailboxRole;
  flags?: number;
  /** Lower case, not the system flags. */
  keywords?: string[];
  /** Milliseconds since the epoch; now when left out. */
  receivedAt?: number;
}

export type DeliverOutcome =
  | {
      status: 'delivered';
      accountId: number;
      mailboxId: number;
      uid: number;
      emailId: number;
      threadId: number;
      contentId: number;
    }
  /** Nothing was stored for this target. */
  | { status: 'over-quota' | 'no-mailbox' | 'not-active'; accountId: number };

export interface DeliverOptions {
  /** False: an action of the owner (APPEND, draft, import), refused only by quota; true: mail that arrives. */
  arriving?: boolean;
  /** Already computed by the caller; saves a second pass. */
  index?: MessageIndex;
  /** All targets or none (JMAP import, IMAP MULTIAPPEND). */
  allOrNone?: boolean;
  /** The targets, of one account, are one Email in several mailboxes. */
  sameEmail?: boolean;
  /**
   * Runs in the delivery's transaction, once whatever the number of targets. When it changes another number of rows
   * than `expectRows`, everything is rolled back and the call rejects with `DeliveryConflict`. It does not
   * run when no target could be stored, as the outcomes tell.
   */
  alsoInTransaction?: { text: string; values: unknown[]; expectRows?: number };
}

/**
 * A change in one account, told after its commit, to this process at once and to others by NOTIFY.
 * `mailboxIds` empty: mailboxes themselves, identities or submissions changed.
 */
export interface AccountChange {
  accountId: number;
  modseq: number;
  mailboxIds: number[];
  /** A message arrived by delivery (JMAP EmailDelivery push). */
  delivered?: boolean;
  /** Mailboxes were made, changed or destroyed. */
  tree?: boolean;
}

/**
 * The store of mail. Every method that changes something resolves after commit; rejections changed nothing.
 * Rejects with `StoreUnavailable` when the database or the blob store can't be reached: answer "try later".
 */
export interface MailStore {
  /**
   * Puts one message into many mailboxes: its octets once, all targets in one transaction, which calls at the
   * same time share. Outcomes in the order of `targets`.
   */
  deliver(bytes: Buffer, targets: Target[], options?: DeliverOptions): Promise<DeliverOutcome[]>;
  /** Makes octets durable without a mailbox: for the outgoing queue, uploads, drafts in the making. */
  putContent(bytes: Buffer, index?: MessageIndex): Promise<Content>;
  content(contentIds: number[]): Promise<Map<number, Content>>;
  readContent(contentId: number): Promise<Buffer | undefined>;
  /** Bytes left of the account's quota; negative when over. Infinity is never given. */
  quota(accountId: number): Promise<{ used: number; limit: number; messages: number }>;
  /** Hears of every change; answers the way to stop. */
  onChange(listener: (change: AccountChange) => void): () => void;
  onAccount(accountId: number, listener: (change: AccountChange) => void): () => void;
}

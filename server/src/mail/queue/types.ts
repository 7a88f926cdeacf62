/**
 * The queue: mail on its way to other servers, and to mailboxes here.
 *
 * - A message is accepted by one commit that writes it with all its recipients, local ones too. Everything after that
 *   may be interrupted at any point.
 * - A recipient is `queued` (waits for its time), `held` (waits for an operator), `sending` (one process has a lease on
 *   it), or settled: `sent`, `failed`, `dropped`. Only the process whose lease it is may change a recipient that is
 *   `sending`; a lease that runs out may be taken over by any process.
 * - A local recipient becomes `sent` in the transaction that puts the message into the mailbox: exactly once. Another
 *   server's 250 and our note of it can't be one step: there it is at least once (RFC 5321 §4.5.4.1 allows no better).
 * - Whom to tell of a failure, delay or success is noted on the recipient (`report`) in the same change, and turned
 *   into a message by a transaction of its own: no report is lost, none is made twice.
 */
export type RecipientState = 'queued' | 'held' | 'sending' | 'sent' | 'failed' | 'dropped';

export type Report = 'failed' | 'delayed' | 'delivered' | 'relayed';

export type Notify = 'NEVER' | 'SUCCESS' | 'FAILURE' | 'DELAY';

/** A recipient of an envelope, with what RFC 3461 lets the sender ask for. */
export interface EnvelopeRecipient {
  address: string;
  notify?: Notify[];
  /** `addr-type;address`, decoded. */
  orcpt?: string;
}

export interface Envelope {
  /** '' for the null sender. */
  from: string;
  to: EnvelopeRecipient[];
  ret?: 'FULL' | 'HDRS';
  envid?: string;
  eightBit?: boolean;
  smtpUtf8?: boolean;
  /** RFC 8689. */
  requireTls?: boolean;
}

/** An SMTP reply in parts. */
export interface ReplyParts {
  /** Three digits. */
  code: number;
  /** `5.1.1` */
  status: string;
  text: string;
}

export interface QueuedMessage {
  queueId: number;
  contentId: number | null;
  size: number;
  sender: string;
  accountId: number | null;
  messageId: string | null;
  subject: string | null;
  envid: string | null;
  ret: 'FULL' | 'HDRS' | null;
  eightBit: boolean;
  smtpUtf8: boolean;
  requireTls: boolean;
  createdAt: Date;
  expiresAt: Date;
}

export interface QueuedRecipient {
  queueId: number;
  recipientNo: number;
  address: string;
  domain: string;
  local: boolean;
  state: RecipientState;
  notify: Notify[] | null;
  orcpt: string | null;
  attempts: number;
  nextAttemptAt: Date;
  lastAttemptAt: Date | null;
  lastStatus: string | null;
  lastReply: string | null;
  remoteMta: string | null;
  report: Report | null;
  delayToldAt: Date | null;
  settledAt: Date | null;
}

/** What came of one attempt for one recipient. */
export interface Result {
  recipientNo: number;
  outcome: 'sent' | 'deferred' | 'failed';
  status: string;
  reply: string;
  mta: string | null;
  /** The other server will not report success itself. */
  relayed?: boolean;
}

/** Milliseconds since the epoch. Injected in tests. */
export type Clock = () => number;

/**
 * Who may open an organisation's mailbox, and how they used it. Ids are numbers, times ISO 8601.
 *
 * | call | body → answer |
 * |---|---|
 * | GET /api/mailboxes/{accountId}/delegations?history= | MailboxDelegations |
 * | POST /api/mailboxes/{accountId}/delegations | Delegate → { ids } |
 * | POST /api/delegations/{id}/end | – → {} |
 * | GET /api/delegations/mine | MyDelegations |
 * | GET /api/mailboxes/{accountId}/uses?before= | MailboxUses |
 */

/**
 * `read`: open it; `write`: also change, move and delete; `send_as`: send in its name; `send_on_behalf`: send for it, with
 * one's own name as Sender; `manage`: delegate it further.
 */
export type DelegationRight = 'read' | 'write' | 'send_as' | 'send_on_behalf' | 'manage';

export interface Delegation {
  /** Null for the head, whose right is the appointment. */
  id: number | null;
  person: { id: number; name: string; address: string | null; position: string | null };
  mailbox: { accountId: number; name: string; address: string; organisationId: number };
  rights: DelegationRight[];
  from: string;
  until: string | null;
  /** The written authorisation. */
  decision: string | null;
  grantedBy: string | null;
  endedBy: string | null;
  by: 'delegation' | 'appointment';
  state: 'now' | 'later' | 'ended';
  /** Whether the caller may end it. */
  mayEnd: boolean;
}

export interface MailboxDelegations {
  rows: Delegation[];
  /** Whether the caller may delegate, and which rights. */
  grantable: DelegationRight[];
  /** The rule `delegation-limit`: how many delegates at most (null: any number), and whether it must be in writing. */
  limit: { most: number | null; inWriting: boolean; cite: { ref: string; text: string } | null };
}

export interface Delegate {
  /** One or several: each gets a delegation, or none does. */
  personIds: number[];
  rights: DelegationRight[];
  from?: string | null;
  until?: string | null;
  decision?: string | null;
}

export interface MyDelegations {
  /** Mailboxes that are open to the caller, or were in the last 90 days. */
  toMe: Delegation[];
  /** What the caller has delegated to others and still stands. */
  byMe: Delegation[];
}

/** One use of the mailbox by a person: told once an hour for reading and changing, each time for sending. */
export interface MailboxUse {
  id: number;
  at: string;
  person: { id: number; name: string } | null;
  act: 'read' | 'changed' | 'sent-as' | 'sent-on-behalf';
  /** `imap`, `jmap`, `submission`. */
  protocol: string | null;
  remoteAddress: string | null;
  /** Of what was sent. */
  subject: string | null;
}

export interface MailboxUses {
  rows: MailboxUse[];
  /** To be given as `before` for older ones; null: that is all. */
  next: number | null;
}

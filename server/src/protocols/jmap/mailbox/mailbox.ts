import type { AccountAccess, Call } from '../core/call.ts';
import { encodeId } from '../core/ids.ts';
import { type MailboxCounts, type MailboxRow, mailboxCounts } from '../queries/mailbox.ts';

/** A Mailbox object (RFC 8621 §2). */
export interface Mailbox {
  id: string;
  name: string;
  parentId: string | null;
  role: string | null;
  sortOrder: number;
  totalEmails: number;
  unreadEmails: number;
  totalThreads: number;
  unreadThreads: number;
  myRights: Record<string, boolean>;
  isSubscribed: boolean;
}

export const mailboxProperties = [
  'id',
  'name',
  'parentId',
  'role',
  'sortOrder',
  'totalEmails',
  'unreadEmails',
  'totalThreads',
  'unreadThreads',
  'myRights',
  'isSubscribed',
] as const satisfies (keyof Mailbox)[];

export const countProperties = ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads'] as const;

/** Counts by account, mailbox and the counter they were made at: they hold until a message there changes. */
export class CountCache {
  readonly #counts = new Map<string, { modseq: number; counts: MailboxCounts }>();
  readonly #size: number;

  constructor(size = 20_000) {
    this.#size = size;
  }

  /** Counts of all rows; those that are not known are counted, together. */
  async of(call: Call, rows: readonly MailboxRow[]): Promise<Map<number, MailboxCounts>> {
    const found = new Map<number, MailboxCounts>();
    const missing: MailboxRow[] = [];
    for (const row of rows) {
      const known = this.#counts.get(this.#key(call.account.row, row));
      if (known?.modseq === row.highest_modseq) found.set(row.mailbox_id, known.counts);
      else if (row.total - row.deleted === 0) found.set(row.mailbox_id, none(row.mailbox_id));
      else missing.push(row);
    }
    if (missing.length === 0) return found;
    const ids = missing.map((row) => row.mailbox_id);
    const counted = new Map(
      (await mailboxCounts(call.services.db, call.account.row, ids)).map((c) => [c.mailbox_id, c]),
    );
    for (const row of missing) {
      const counts = counted.get(row.mailbox_id) ?? none(row.mailbox_id);
      found.set(row.mailbox_id, counts);
      this.#keep(this.#key(call.account.row, row), { modseq: row.highest_modseq, counts });
    }
    return found;
  }

  #key(accountId: number, row: MailboxRow): string {
    return `${accountId}:${row.mailbox_id}`;
  }

  #keep(key: string, value: { modseq: number; counts: MailboxCounts }): void {
    this.#counts.delete(key);
    this.#counts.set(key, value);
    if (this.#counts.size > this.#size) this.#counts.delete(this.#counts.keys().next().value!);
  }
}

function none(mailboxId: number): MailboxCounts {
  return { mailbox_id: mailboxId, total_emails: 0, unread_emails: 0, total_threads: 0, unread_threads: 0 };
}

export function toMailbox(row: MailboxRow, counts: MailboxCounts | undefined, account: AccountAccess): Mailbox {
  return {
    id: encodeId('mailbox', row.mailbox_id),
    name: row.name,
    parentId: row.parent_id === null ? null : encodeId('mailbox', row.parent_id),
    role: row.role,
    sortOrder: row.sort_order,
    totalEmails: counts?.total_emails ?? 0,
    unreadEmails: counts?.unread_emails ?? 0,
    totalThreads: counts?.total_threads ?? 0,
    unreadThreads: counts?.unread_threads ?? 0,
    myRights: rightsOf(row, account),
    isSubscribed: row.subscribed,
  };
}

/** RFC 8621 §2 MailboxRights. The inbox keeps its name and place. */
function rightsOf(row: MailboxRow, account: AccountAccess): Record<string, boolean> {
  const mayWrite = !account.isReadOnly;
  const isInbox = row.role === 'inbox';
  return {
    mayReadItems: true,
    mayAddItems: mayWrite,
    mayRemoveItems: mayWrite,
    maySetSeen: mayWrite,
    maySetKeywords: mayWrite,
    mayCreateChild: mayWrite,
    mayRename: mayWrite && !isInbox,
    mayDelete: mayWrite && !isInbox,
    maySubmit: account.sendAs.length > 0,
  };
}

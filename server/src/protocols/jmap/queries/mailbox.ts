import type { Queryable } from '../../../platform/index.ts';
import type { Change } from '../core/changes.ts';
import type { Since } from '../core/state.ts';

export interface MailboxRow {
  mailbox_id: number;
  parent_id: number | null;
  name: string;
  role: string | null;
  sort_order: number;
  subscribed: boolean;
  highest_modseq: number;
  created_modseq: number;
  property_modseq: number;
  total: number;
  unseen: number;
  deleted: number;
}

export async function mailboxes(db: Queryable, accountId: number): Promise<MailboxRow[]> {
  const { rows } = await db.query<MailboxRow>({
    name: 'jmap_mailboxes',
    text: `
select mailbox_id, parent_id, name, role, sort_order, subscribed, highest_modseq, created_modseq, property_modseq,
  total, unseen, deleted
from mailbox where account_id = $1`,
    values: [accountId],
  });
  return rows;
}

export interface MailboxCounts {
  mailbox_id: number;
  total_emails: number;
  unread_emails: number;
  total_threads: number;
  unread_threads: number;
}

/** Counts of what JMAP sees: without \Deleted (RFC 8621 §4.1.1); drafts are never unread (§2). */
export async function mailboxCounts(db: Queryable, accountId: number, mailboxIds: number[]): Promise<MailboxCounts[]> {
  const { rows } = await db.query<MailboxCounts>({
    name: 'jmap_mailbox_counts',
    text: `
select mailbox_id, sum(n)::int as total_emails, sum(unread)::int as unread_emails, count(*)::int as total_threads,
  (count(*) filter (where unread > 0))::int as unread_threads
from (
  select mailbox_id, thread_id, count(*) as n, count(*) filter (where flags & 17 = 0) as unread
  from message where account_id = $1 and mailbox_id = any($2::bigint[]) and flags & 8 <> 8
  group by mailbox_id, thread_id
) t group by mailbox_id`,
    values: [accountId, mailboxIds],
  });
  return rows;
}

export interface MailboxChange extends Change {
  /** The counter when a property other than the counts changed. */
  propertyModseq: number;
}

export async function mailboxChanges(
  db: Queryable,
  accountId: number,
  since: Since,
  limit: number,
): Promise<MailboxChange[]> {
  const { rows } = await db.query<MailboxChange>({
    name: 'jmap_mailbox_changes',
    text: `
select * from (
  select mailbox_id as id, greatest(highest_modseq, property_modseq, created_modseq) as modseq,
    created_modseq as "createdAt", false as destroyed, property_modseq as "propertyModseq"
  from mailbox where account_id = $1
  union all
  select mailbox_id, modseq, 0, true, modseq from mailbox_vanished where account_id = $1
) c where (modseq, id) > ($2::bigint, $3::bigint) order by modseq, id limit $4`,
    values: [accountId, since.modseq, since.id ?? Number.MAX_SAFE_INTEGER, limit],
  });
  return rows;
}

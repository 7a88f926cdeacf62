import type { Summary } from '../../../mail/index.ts';
import type { Queryable } from '../../../platform/index.ts';
import type { Change } from '../core/changes.ts';
import type { Since } from '../core/state.ts';

/** A message row as JMAP sees it; an Email in several mailboxes is several rows. */
export interface EmailRow {
  email_id: number;
  mailbox_id: number;
  thread_id: number;
  content_id: number;
  size: number;
  flags: number;
  keywords: string[] | null;
  /** Milliseconds since the epoch. */
  received: number;
  /** SHA-256 in hexadecimal. */
  hash: string;
  summary: Summary;
}

const columns = `m.email_id, m.mailbox_id, m.thread_id, m.content_id, m.size, m.flags, m.keywords,
  (extract(epoch from m.received_at) * 1000)::float8 as received`;

/** Rows of Emails, all or those named; those with \Deleted are not there for JMAP (RFC 8621 §4.1.1). */
export async function emailRows(
  db: Queryable,
  accountId: number,
  emailIds: number[],
  withSummary: boolean,
): Promise<EmailRow[]> {
  const more = withSummary ? ", encode(c.hash, 'hex') as hash, c.summary" : '';
  const join = withSummary ? 'join content c on c.content_id = m.content_id' : '';
  const { rows } = await db.query<EmailRow>({
    name: withSummary ? 'jmap_email_rows_summary' : 'jmap_email_rows',
    text: `
select ${columns}${more} from message m ${join}
where m.account_id = $1 and m.email_id = any($2::bigint[]) and m.flags & 8 <> 8`,
    values: [accountId, emailIds],
  });
  return rows;
}

/** Ids of an account's Emails, oldest first, at most `limit`. */
export async function emailIds(db: Queryable, accountId: number, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ email_id: number }>({
    name: 'jmap_email_ids',
    text: `
select email_id from message where account_id = $1 and flags & 8 <> 8 group by email_id order by email_id limit $2`,
    values: [accountId, limit],
  });
  return rows.map((r) => r.email_id);
}

export async function emailChanges(db: Queryable, accountId: number, since: Since, limit: number): Promise<Change[]> {
  const { rows } = await db.query<Change>({
    name: 'jmap_email_changes',
    text: `
with changed as (
  select email_id, max(modseq) as modseq from (
    select email_id, modseq from message where account_id = $1 and modseq >= $2
    union all
    select email_id, modseq from message_vanished where account_id = $1 and modseq >= $2
  ) x group by email_id
)
select c.email_id as id, c.modseq, c.email_id as "createdAt", not exists (
    select 1 from message m where m.account_id = $1 and m.email_id = c.email_id and m.flags & 8 <> 8) as destroyed
from changed c
where (c.modseq, c.email_id) > ($2::bigint, $3::bigint) order by c.modseq, c.email_id limit $4`,
    values: [accountId, since.modseq, since.id ?? Number.MAX_SAFE_INTEGER, limit],
  });
  return rows;
}

/**
 * Emails that a query's result may have gained, lost or moved since: those changed, and with `wholeThreads` all others
 * of their threads, for whom the change may matter as well.
 */
export async function emailsTouched(
  db: Queryable,
  accountId: number,
  since: number,
  wholeThreads: boolean,
  limit: number,
): Promise<number[]> {
  const changed = `
  select email_id, thread_id from message where account_id = $1 and modseq > $2
  union
  select email_id, thread_id from message_vanished where account_id = $1 and modseq > $2`;
  const { rows } = await db.query<{ email_id: number }>({
    name: wholeThreads ? 'jmap_threads_touched' : 'jmap_emails_touched',
    text: wholeThreads
      ? `with changed as (${changed})
select email_id from changed union
select m.email_id from message m where m.account_id = $1 and m.thread_id in (select thread_id from changed) limit $3`
      : `select distinct email_id from (${changed}) x limit $3`,
    values: [accountId, since, limit],
  });
  return rows.map((r) => r.email_id);
}

/** Messages of these Emails as they are stored. */
export async function emailContents(
  db: Queryable,
  accountId: number,
  emailIds: number[],
): Promise<Map<number, { content_id: number; received: number; flags: number; keywords: string[] | null }>> {
  const rows = await emailRows(db, accountId, emailIds, false);
  return new Map(rows.map((r) => [r.email_id, r]));
}

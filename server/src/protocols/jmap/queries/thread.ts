import type { Queryable } from '../../../platform/index.ts';
import type { Change } from '../core/changes.ts';
import type { Since } from '../core/state.ts';

/** Emails of threads, oldest first (RFC 8621 §3). */
export async function threadEmails(
  db: Queryable,
  accountId: number,
  threadIds: number[],
): Promise<Map<number, number[]>> {
  const { rows } = await db.query<{ thread_id: number; email_ids: number[] }>({
    name: 'jmap_thread_emails',
    text: `
select thread_id, array_agg(email_id order by received_at, email_id) as email_ids from (
  select thread_id, email_id, min(received_at) as received_at
  from message where account_id = $1 and thread_id = any($2::bigint[]) and flags & 8 <> 8 group by 1, 2
) e group by thread_id`,
    values: [accountId, threadIds],
  });
  return new Map(rows.map((r) => [r.thread_id, r.email_ids]));
}

/** All threads of an account, for a get without ids. At most `limit`. */
export async function threadIds(db: Queryable, accountId: number, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ thread_id: number }>({
    name: 'jmap_thread_ids',
    text: 'select distinct thread_id from message where account_id = $1 and flags & 8 <> 8 limit $2',
    values: [accountId, limit],
  });
  return rows.map((r) => r.thread_id);
}

/** A thread changes when an Email comes into it or leaves the account; keywords and mailboxes don't matter (§3.2). */
export async function threadChanges(db: Queryable, accountId: number, since: Since, limit: number): Promise<Change[]> {
  const { rows } = await db.query<Change>({
    name: 'jmap_thread_changes',
    text: `
with event as (
  select thread_id, email_id as modseq, email_id from message where account_id = $1 and email_id >= $2
  union all
  select thread_id, modseq, email_id from message where account_id = $1 and modseq >= $2 and flags & 8 <> 0
  union all
  select v.thread_id, v.modseq, v.email_id from message_vanished v
  where v.account_id = $1 and v.modseq >= $2 and not exists (
    select 1 from message m where m.account_id = $1 and m.email_id = v.email_id and m.flags & 8 <> 8)
), touched as (
  select thread_id, max(modseq) as modseq, min(email_id) as first from event group by thread_id
)
select t.thread_id as id, t.modseq, least(t.first, l.first) as "createdAt", l.first is null as destroyed
from touched t
left join lateral (
  select min(email_id) as first from message where account_id = $1 and thread_id = t.thread_id and flags & 8 <> 8
) l on true
where (t.modseq, t.thread_id) > ($2::bigint, $3::bigint) order by t.modseq, t.thread_id limit $4`,
    values: [accountId, since.modseq, since.id ?? Number.MAX_SAFE_INTEGER, limit],
  });
  return rows;
}

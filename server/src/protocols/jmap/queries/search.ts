import type { Summary } from '../../../mail/index.ts';
import type { Queryable } from '../../../platform/index.ts';

export interface Candidate {
  content_id: number;
  size: number;
  summary: Summary;
}

/** An account's newest messages whose text is not in the index yet; all that are stand at or below `through`. */
export async function unindexed(
  db: Queryable,
  accountId: number,
  through: number,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>({
    name: 'jmap_unindexed',
    text: `
select c.content_id, c.size, c.summary from content c
where c.content_id > $2 and not exists (select from content_text t where t.content_id = c.content_id)
  and exists (select from message m where m.content_id = c.content_id and m.account_id = $1 and m.flags & 8 <> 8)
order by c.content_id desc limit $3`,
    values: [accountId, through, limit],
  });
  return rows;
}

/** Messages of an account, newest first, for conditions that only their octets answer. */
export async function newestContents(
  db: Queryable,
  accountId: number,
  limit: number,
): Promise<{ content_id: number; size: number }[]> {
  const { rows } = await db.query<{ content_id: number; size: number }>({
    name: 'jmap_newest_contents',
    text: `
select content_id, max(size) as size from message where account_id = $1 and flags & 8 <> 8
group by content_id order by max(received_at) desc limit $2`,
    values: [accountId, limit],
  });
  return rows;
}

/** Summaries of messages that have one of the headers a summary holds. */
export async function summariesOf(db: Queryable, accountId: number): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>({
    name: 'jmap_account_summaries',
    text: `
select c.content_id, c.size, c.summary from content c
where c.content_id in (select m.content_id from message m where m.account_id = $1 and m.flags & 8 <> 8)`,
    values: [accountId],
  });
  return rows;
}

/** What SearchSnippet shows of an Email without its octets. */
export async function emailCandidates(
  db: Queryable,
  accountId: number,
  emailIds: number[],
): Promise<(Candidate & { email_id: number })[]> {
  const { rows } = await db.query<Candidate & { email_id: number }>({
    name: 'jmap_email_candidates',
    text: `
select distinct on (m.email_id) m.email_id, c.content_id, c.size, c.summary from message m join content c using (content_id)
where m.account_id = $1 and m.email_id = any($2::bigint[]) and m.flags & 8 <> 8`,
    values: [accountId, emailIds],
  });
  return rows;
}

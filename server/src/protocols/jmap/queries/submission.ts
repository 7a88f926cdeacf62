import type { Queryable } from '../../../platform/index.ts';
import type { Change } from '../core/changes.ts';
import type { Since } from '../core/state.ts';

/** RFC 8621 §7: Envelope */
export interface SubmissionEnvelope {
  mailFrom: { email: string; parameters: Record<string, string | null> | null };
  rcptTo: { email: string; parameters: Record<string, string | null> | null }[];
}

/** How the queue has each recipient. */
export interface RecipientStatus {
  address: string;
  state: 'queued' | 'held' | 'sending' | 'sent' | 'failed' | 'dropped';
  local: boolean;
  reply: string | null;
}

export interface SubmissionRow {
  submission_id: number;
  person_id: number;
  identity_id: number;
  email_id: number;
  thread_id: number;
  queue_id: number | null;
  envelope: SubmissionEnvelope;
  /** Milliseconds since the epoch. */
  send_at: number;
  canceled: boolean;
  recipients: RecipientStatus[] | null;
}

/** An account's submissions, newest first, at most `limit`; with `ids` only those. */
export async function submissions(
  db: Queryable,
  accountId: number,
  ids: number[] | undefined,
  limit: number,
): Promise<SubmissionRow[]> {
  const { rows } = await db.query<SubmissionRow>({
    name: 'jmap_submissions',
    text: `
select s.submission_id, s.person_id, s.identity_id, s.email_id, s.thread_id, s.queue_id, s.envelope,
  (extract(epoch from s.send_at) * 1000)::float8 as send_at, s.canceled, r.recipients
from email_submission s
left join lateral (
  select jsonb_agg(jsonb_build_object('address', address, 'state', state, 'local', local, 'reply', last_reply)) as recipients
  from queue_recipient where queue_id = s.queue_id
) r on true
where s.account_id = $1 and ($2::bigint[] is null or s.submission_id = any($2))
order by s.submission_id desc limit $3`,
    values: [accountId, ids ?? null, limit],
  });
  return rows;
}

export interface NewSubmission {
  personId: number;
  identityId: number;
  emailId: number;
  threadId: number;
  queueId: number;
  envelope: SubmissionEnvelope;
  sendAt: number;
}

export async function insertSubmission(
  db: Queryable,
  accountId: number,
  made: NewSubmission,
  modseq: number,
): Promise<number> {
  const { rows } = await db.query<{ submission_id: number }>({
    name: 'jmap_insert_submission',
    text: `
insert into email_submission (account_id, person_id, identity_id, email_id, thread_id, queue_id, envelope, send_at,
  created_modseq, modseq)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, to_timestamp($8::float8 / 1000), $9, $9) returning submission_id`,
    values: [
      accountId,
      made.personId,
      made.identityId,
      made.emailId,
      made.threadId,
      made.queueId,
      JSON.stringify(made.envelope),
      made.sendAt,
      modseq,
    ],
  });
  return rows[0]!.submission_id;
}

export async function cancelSubmission(
  db: Queryable,
  accountId: number,
  submissionId: number,
  modseq: number,
): Promise<void> {
  await db.query({
    name: 'jmap_cancel_submission',
    text: `update email_submission set canceled = true, moved = false, modseq = $3
           where account_id = $1 and submission_id = $2`,
    values: [accountId, submissionId, modseq],
  });
}

export async function deleteSubmission(
  db: Queryable,
  accountId: number,
  submissionId: number,
  modseq: number,
): Promise<void> {
  await db.query({
    name: 'jmap_delete_submission',
    text: `
with gone as (delete from email_submission where account_id = $1 and submission_id = $2 returning submission_id)
insert into email_submission_vanished (account_id, submission_id, modseq) select $1, submission_id, $3 from gone`,
    values: [accountId, submissionId, modseq],
  });
}

export async function submissionChanges(
  db: Queryable,
  accountId: number,
  since: Since,
  limit: number,
): Promise<Change[]> {
  const { rows } = await db.query<Change>({
    name: 'jmap_submission_changes',
    text: `
select * from (
  select submission_id as id, modseq, created_modseq as "createdAt", false as destroyed
  from email_submission where account_id = $1 and modseq >= $2
  union all
  select submission_id, modseq, 0, true from email_submission_vanished where account_id = $1 and modseq >= $2
) c where (modseq, id) > ($2::bigint, $3::bigint) order by modseq, id limit $4`,
    values: [accountId, since.modseq, since.id ?? Number.MAX_SAFE_INTEGER, limit],
  });
  return rows;
}

/** Accounts with submissions that the queue has moved, at most `limit`. */
export async function accountsWithMoved(db: Queryable, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ account_id: number }>({
    name: 'jmap_accounts_with_moved',
    text: 'select distinct account_id from email_submission where moved limit $1',
    values: [limit],
  });
  return rows.map((row) => row.account_id);
}

/**
 * Gives the account's moved submissions the counter's next value; answers it, or null when there is none. The account's
 * row is locked first, as for every change of an account.
 */
export async function bringMovedForward(tx: Queryable, accountId: number): Promise<number | null> {
  await tx.query({
    name: 'jmap_lock_submissions',
    text: 'select from account where account_id = $1 for no key update',
    values: [accountId],
  });
  const { rows } = await tx.query<{ modseq: number }>({
    name: 'jmap_bring_moved_forward',
    text: `
with moved as (
  update email_submission s set moved = false, modseq = a.modseq + 1
  from account a where a.account_id = $1 and s.account_id = $1 and s.moved returning s.submission_id
)
update account set modseq = modseq + 1 where account_id = $1 and exists (select from moved) returning modseq`,
    values: [accountId],
  });
  return rows[0]?.modseq ?? null;
}

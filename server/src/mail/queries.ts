/** All SQL of the mail store. Statements that run often have names, so that PostgreSQL plans them once. */

export interface Statement {
  name?: string;
  text: string;
}

/**
 * Delivers a batch. Per target: account, mailbox, content, flags, received (ms), email group, quota where the account
 * has none of its own, arriving?, keywords (space between). Targets with one group share an Email. $10: the percentage of
 * the quota from which the account is told of, once a week.
 *
 * Rows come back for the targets that were stored. A target is left out when its mailbox or content is not there, or
 * when its account may not take it. The account row is locked until commit, so mod-sequences become visible in order.
 * A mailbox deleted at this very moment fails the statement (a division by zero), so that nothing is counted twice.
 */
export const deliverBatch: Statement = {
  name: 'mail_deliver',
  text: `
with d as materialized (
  select t.ord, t.account_id, t.mailbox_id, t.content_id, t.flags, t.received, t.grp, t.quota, t.arriving, t.kw, c.size, c.thread_id
  from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::float8[], $6::int[], $7::bigint[], $8::boolean[], $9::text[])
    with ordinality as t(account_id, mailbox_id, content_id, flags, received, grp, quota, arriving, kw, ord)
  join content c on c.content_id = t.content_id
  join mailbox b on b.account_id = t.account_id and b.mailbox_id = t.mailbox_id
  -- Against the sweeper, which takes contents that nothing points to.
  for key share of c
), need as (
  select account_id, count(*) as n, sum(size) as bytes, max(quota) as quota, bool_or(arriving) as arriving
  from d group by account_id order by account_id
), acc as (
  update account a
  set modseq = a.modseq + need.n, used_bytes = a.used_bytes + need.bytes, message_count = a.message_count + need.n
  from need
  where a.account_id = need.account_id
    and a.used_bytes + need.bytes <= coalesce(a.quota_bytes, need.quota)
    and (a.state = 'active' or (a.state = 'locked' and not need.arriving))
  returning a.account_id, a.modseq - need.n as base, a.modseq as top,
    a.used_bytes >= coalesce(a.quota_bytes, need.quota) * $10::int / 100
      and (a.quota_warned_at is null or a.quota_warned_at < now() - interval '7 days') as nearly_full
), s as materialized (
  -- What goes into one mailbox travels as arrays, so that nothing need be joined back to it row by row.
  select d.account_id, d.mailbox_id, acc.base as modseq_base, acc.top, acc.nearly_full, count(*) as n, sum(d.size) as bytes,
    count(*) filter (where d.flags & 1 = 0) as unseen, count(*) filter (where d.flags & 8 <> 0) as deleted,
    array_agg(d.ord order by d.ord) as ords, array_agg(d.content_id order by d.ord) as contents,
    array_agg(d.flags order by d.ord) as flags, array_agg(d.received order by d.ord) as received,
    array_agg(d.grp order by d.ord) as grps, array_agg(d.arriving order by d.ord) as arriving,
    array_agg(d.kw order by d.ord) as kws, array_agg(d.size order by d.ord) as sizes,
    array_agg(d.thread_id order by d.ord) as threads
  from d join acc using (account_id) group by 1, 2, 3, 4, 5
), box as (
  update mailbox m
  set uid_next = m.uid_next + s.n, highest_modseq = s.top, total = m.total + s.n, unseen = m.unseen + s.unseen,
      deleted = m.deleted + s.deleted, size = m.size + s.bytes
  from s
  where m.account_id = s.account_id and m.mailbox_id = s.mailbox_id
  returning m.uid_next - s.n as uid_base, s.*
), num as materialized (
  select box.account_id, box.mailbox_id, box.top, box.nearly_full, u.*, box.uid_base + u.nth - 1 as uid,
    box.modseq_base + row_number() over (partition by box.account_id order by u.ord) as modseq
  from box, unnest(box.ords, box.contents, box.flags, box.received, box.grps, box.arriving, box.kws, box.sizes, box.threads)
    with ordinality as u(ord, content_id, flags, received, grp, arriving, kw, size, thread_id, nth)
), fin as materialized (
  select num.*, min(modseq) over (partition by account_id, grp) as email_id from num
), ins as (
  insert into message (account_id, mailbox_id, uid, email_id, thread_id, content_id, modseq, received_at, size, flags, keywords)
  select account_id, mailbox_id, uid, email_id, thread_id, content_id, modseq, to_timestamp(received / 1000), size, flags,
    string_to_array(nullif(kw, ''), ' ')
  from fin
)
select ord::int, uid, modseq, email_id, thread_id, top, nearly_full,
  1 / ((select count(*) from s) = (select count(*) from box))::int as whole
from fin`,
};

/** The columns of a new content, in the order of `Prepared.row`. */
const contentColumns =
  'content_id, hash, segment, segment_offset, size, imap_envelope, imap_body_structure, summary, thread_id, message_id_hash';

/**
 * The same for one target, which needs none of the arrays: account, mailbox, flags, received, quota, arriving?, keywords,
 * percentage; then what `c`, the content, needs.
 */
const deliverTo = (c: string) => `
with c as ${c}, b as materialized (
  select mailbox_id from mailbox where account_id = $1 and mailbox_id = $2
), acc as (
  update account a set modseq = a.modseq + 1, used_bytes = a.used_bytes + c.size, message_count = a.message_count + 1
  from c, b
  where a.account_id = $1
    and a.used_bytes + c.size <= coalesce(a.quota_bytes, $5::bigint)
    and (a.state = 'active' or (a.state = 'locked' and not $6::boolean))
  returning a.modseq, c.content_id, c.size, c.thread_id,
    a.used_bytes >= coalesce(a.quota_bytes, $5::bigint) * $8::int / 100
      and (a.quota_warned_at is null or a.quota_warned_at < now() - interval '7 days') as nearly_full
), box as (
  update mailbox m
  set uid_next = m.uid_next + 1, highest_modseq = acc.modseq, total = m.total + 1,
    unseen = m.unseen + ($3::int & 1 = 0)::int, deleted = m.deleted + ($3::int & 8 <> 0)::int, size = m.size + acc.size
  from acc where m.account_id = $1 and m.mailbox_id = $2
  returning m.uid_next - 1 as uid
), ins as (
  insert into message (account_id, mailbox_id, uid, email_id, thread_id, content_id, modseq, received_at, size, flags, keywords)
  select $1, $2, box.uid, acc.modseq, acc.thread_id, acc.content_id, acc.modseq, to_timestamp($4::float8 / 1000), acc.size,
    $3::int, string_to_array(nullif($7::text, ''), ' ')
  from acc, box
)
select 1 as ord, box.uid, acc.modseq, acc.modseq as email_id, acc.thread_id, acc.modseq as top, acc.nearly_full,
  1 / (box.uid is not null)::int as whole
from acc left join box on true`;

/** Of a content that is there: its id. */
export const deliverOne: Statement = {
  name: 'mail_deliver_one',
  text: deliverTo('materialized (select content_id, size, thread_id from content where content_id = $9 for key share)'),
};

/** Of a new content: its columns. None is delivered when its hash is there already. */
export const deliverNew: Statement = {
  name: 'mail_deliver_new',
  text: deliverTo(`(
  insert into content (${contentColumns}) values (${Array.from({ length: 10 }, (_, i) => `$${i + 9}`).join(',')})
  on conflict (hash) do nothing returning content_id, size, thread_id
)`),
};

/** Why targets were left out. */
export const whyRefused: Statement = {
  name: 'mail_why_refused',
  text: `
select t.ord::int, a.state, b.mailbox_id is not null as has_mailbox, c.content_id is not null as has_content
from unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as t(account_id, mailbox_id, content_id, ord)
left join account a on a.account_id = t.account_id
left join mailbox b on b.account_id = t.account_id and b.mailbox_id = t.mailbox_id
left join content c on c.content_id = t.content_id`,
};

/** The columns of `rows` contents. One whose hash is there already is left out. */
export function insertContents(rows: number): Statement {
  const row = (i: number) => `(${Array.from({ length: 10 }, (_, k) => `$${i * 10 + k + 1}`).join(',')})`;
  return {
    name: `mail_put_${rows}`,
    text: `insert into content (${contentColumns})
values ${Array.from({ length: rows }, (_, i) => row(i)).join(',')}
on conflict (hash) do nothing returning content_id`,
  };
}

export const takeContentIds: Statement = {
  name: 'mail_content_ids',
  text: `select nextval('content_content_id_seq') as id from generate_series(1, $1)`,
};

export const contentsByHash: Statement = {
  name: 'mail_content_by_hash',
  text: 'select content_id, hash, segment, segment_offset, size, thread_id from content where hash = any($1::bytea[])',
};

export const contentsById: Statement = {
  name: 'mail_content_by_id',
  text: 'select content_id, hash, segment, segment_offset, size, thread_id from content where content_id = any($1::bigint[])',
};

export const contentThreads: Statement = {
  name: 'mail_content_threads',
  text: 'select message_id_hash, min(thread_id) as thread_id from content where message_id_hash = any($1::bigint[]) group by 1',
};

export const contentImap: Statement = {
  name: 'mail_content_imap',
  text: 'select content_id, imap_envelope, imap_body_structure from content where content_id = any($1::bigint[])',
};

export const contentSummaries: Statement = {
  name: 'mail_content_summaries',
  text: 'select content_id, summary from content where content_id = any($1::bigint[])',
};

export const quotaOf: Statement = {
  name: 'mail_quota',
  text: 'select province_id, quota_bytes, used_bytes, message_count from account where account_id = $1',
};

export const mailboxesByRole: Statement = {
  name: 'mail_by_role',
  text: `
select t.account_id, t.role, a.province_id, coalesce(m.mailbox_id, i.mailbox_id) as mailbox_id
from unnest($1::bigint[], $2::text[]) as t(account_id, role)
join account a on a.account_id = t.account_id
left join mailbox m on m.account_id = t.account_id and m.role = t.role
left join mailbox i on i.account_id = t.account_id and i.role = 'inbox'`,
};

/**
 * A mailbox and what changed in it since a mod-sequence, seen at one moment. Columns as arrays in text form, which
 * JSON.parse reads many times faster than rows.
 */
export const mailboxSince: Statement = {
  name: 'mail_box_since',
  text: `
select b.uid_validity, b.uid_next, b.highest_modseq, b.total, b.unseen, b.deleted, b.size, a.modseq_floor, m.*, v.*
from mailbox b
join account a on a.account_id = b.account_id
left join lateral (
  select array_agg(uid)::text as uids, array_agg(modseq)::text as modseqs, array_agg(flags)::text as flags,
    array_agg(size)::text as sizes, array_agg((extract(epoch from received_at) * 1000)::bigint)::text as received,
    array_agg(email_id)::text as emails, array_agg(thread_id)::text as threads, array_agg(content_id)::text as contents,
    jsonb_object_agg(uid, keywords) filter (where keywords is not null) as keywords
  from (select * from message where account_id = $1 and mailbox_id = $2 and modseq > $3 and b.highest_modseq > $3 order by uid) x
) m on true
left join lateral (
  select array_agg(uid)::text as gone, array_agg(modseq)::text as gone_modseqs
  from message_vanished where account_id = $1 and mailbox_id = $2 and modseq > $3 and b.highest_modseq > $3 and $3 > 0
) v on true
where b.account_id = $1 and b.mailbox_id = $2`,
};

export const mailboxRows: Statement = {
  name: 'mail_boxes',
  text: `
select mailbox_id, parent_id, name, role, sort_order, subscribed, uid_validity, uid_next, highest_modseq, created_modseq,
  property_modseq, total, unseen, deleted, size
from mailbox where account_id = $1 order by sort_order, name, mailbox_id`,
};

const accountsToLock = `select account_id, modseq, state, quota_bytes, used_bytes, province_id from account
where account_id = any($1::bigint[]) order by account_id for update`;

/** Locks accounts until the transaction's end: every change of their mail begins with this. */
export const lockAccounts: Statement = { name: 'mail_lock_accounts', text: accountsToLock };

/** The same at once, or the error 55P03 when somebody else has one. */
export const lockAccountsNow: Statement = { name: 'mail_lock_accounts_now', text: `${accountsToLock} nowait` };

/** Counts a change of the account: bytes and messages by how much, mod-sequence up to $2. */
export const bumpAccount: Statement = {
  name: 'mail_bump_account',
  text: `update account set modseq = $2, used_bytes = used_bytes + $3, message_count = message_count + $4 where account_id = $1`,
};

export const tellChange: Statement = {
  name: 'mail_tell',
  text: `select pg_notify('congvu_change', p) from unnest($1::text[]) as p`,
};

/** Rows of one mailbox by UID. Reads after the account is locked. */
export const rowsByUid: Statement = {
  name: 'mail_rows_by_uid',
  text: `
select mailbox_id, uid, email_id, thread_id, content_id, modseq, flags, keywords, size
from message where account_id = $1 and mailbox_id = $2 and uid = any($3::bigint[])`,
};

export const rowsByEmail: Statement = {
  name: 'mail_rows_by_email',
  text: `
select mailbox_id, uid, email_id, thread_id, content_id, modseq, flags, keywords, size
from message where account_id = $1 and email_id = any($2::bigint[])`,
};

/** New flags and keywords (space between) of rows: mailboxes, UIDs, flags, keywords; $6 the mod-sequence. */
export const writeFlags: Statement = {
  name: 'mail_write_flags',
  text: `
update message m set flags = t.flags, keywords = string_to_array(nullif(t.kw, ''), ' '), modseq = $6
from unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::text[]) as t(mailbox_id, uid, flags, kw)
where m.account_id = $1 and m.mailbox_id = t.mailbox_id and m.uid = t.uid`,
};

/**
 * Changes flags of messages in one mailbox, by UID ($3), and of their siblings in other mailboxes, which have the same:
 * bits $4 set after bits $5 are cleared; keywords $7 added and $8 taken away, after all are when $6; none of those changed
 * after mod-sequence $9. All that change share the next mod-sequence. Goes behind `lockAccounts` in one transaction, so that
 * what it reads is the latest. Answers each message there is, as it is then, whether it changed, and in which mailboxes any did.
 */
export const changeFlags: Statement = {
  name: 'mail_change_flags',
  text: `
with base as materialized (
  select uid, email_id, modseq, flags, keywords, (flags & ~$5::int | $4::int)::smallint as new_flags,
    nullif(array(
      select distinct k collate "C" from unnest(case when $6::boolean then '{}' else keywords end || $7::text[]) k
      where k <> all($8::text[]) order by 1), '{}') as new_keywords
  from message where account_id = $1 and mailbox_id = $2 and uid = any($3::bigint[])
), judged as materialized (
  select *, coalesce(modseq > $9::bigint, false) as modified,
    coalesce(modseq <= $9::bigint, true) and (new_flags <> flags or new_keywords is distinct from keywords) as changes
  from base
), acc as (
  update account set modseq = modseq + 1
  where account_id = $1 and exists (select from judged where changes) returning modseq
), sibling as materialized (
  select m.mailbox_id, m.uid, m.flags as old_flags, j.new_flags, j.new_keywords
  from message m
  -- A mailbox may hold an Email twice, by IMAP's MOVE.
  join (select distinct on (email_id) email_id, new_flags, new_keywords from judged where changes) j using (email_id)
  where m.account_id = $1
), written as (
  update message m set flags = s.new_flags, keywords = s.new_keywords, modseq = acc.modseq
  from sibling s, acc where m.account_id = $1 and m.mailbox_id = s.mailbox_id and m.uid = s.uid
), counted as (
  select mailbox_id, sum((old_flags & 1) - (new_flags & 1)) as unseen, sum((new_flags & 8) / 8 - (old_flags & 8) / 8) as deleted
  from sibling group by 1
), box as (
  update mailbox b set highest_modseq = acc.modseq, unseen = b.unseen + c.unseen, deleted = b.deleted + c.deleted
  from counted c, acc where b.account_id = $1 and b.mailbox_id = c.mailbox_id
)
select uid, changes, modified, case when changes then (select modseq from acc) else modseq end as modseq,
  case when modified then flags else new_flags end as flags, case when modified then keywords else new_keywords end as keywords,
  (select array_agg(mailbox_id) from counted) as mailboxes
from judged order by uid`,
};

/** Changes of a mailbox's counters: mailboxes, total, unseen, deleted, size; $7 the mod-sequence. */
export const bumpMailboxes: Statement = {
  name: 'mail_bump_mailboxes',
  text: `
update mailbox m set total = m.total + t.total, unseen = m.unseen + t.unseen, deleted = m.deleted + t.deleted,
  size = m.size + t.size, highest_modseq = $7
from unnest($2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[]) as t(mailbox_id, total, unseen, deleted, size)
where m.account_id = $1 and m.mailbox_id = t.mailbox_id`,
};

/** Takes rows out and leaves word of it: mailboxes, UIDs; $4 the mod-sequence. */
export const removeRows: Statement = {
  name: 'mail_remove_rows',
  text: `
with gone as (
  delete from message m using unnest($2::bigint[], $3::bigint[]) as t(mailbox_id, uid)
  where m.account_id = $1 and m.mailbox_id = t.mailbox_id and m.uid = t.uid
  returning m.mailbox_id, m.uid, m.email_id, m.thread_id
)
insert into message_vanished (account_id, mailbox_id, uid, email_id, thread_id, modseq)
select $1, mailbox_id, uid, email_id, thread_id, $4 from gone`,
};

/** Takes $3 UIDs of a mailbox; answers the first. */
export const takeUids: Statement = {
  name: 'mail_take_uids',
  text: `update mailbox set uid_next = uid_next + $3, highest_modseq = greatest(highest_modseq, $4)
where account_id = $1 and mailbox_id = $2 returning uid_next - $3 as first, uid_validity`,
};

/** New rows: account, mailbox, then arrays of uid, email, modseq, and of the source: account, mailbox, uid. */
export const copyRows: Statement = {
  name: 'mail_copy_rows',
  text: `
insert into message (account_id, mailbox_id, uid, email_id, thread_id, content_id, modseq, received_at, size, flags, keywords)
select $1, $2, t.uid, t.email_id, s.thread_id, s.content_id, t.modseq, s.received_at, s.size, s.flags, s.keywords
from unnest($3::bigint[], $4::bigint[], $5::bigint[], $8::bigint[]) as t(uid, email_id, modseq, source_uid)
join message s on s.account_id = $6 and s.mailbox_id = $7 and s.uid = t.source_uid`,
};

export const insertMailbox: Statement = {
  name: 'mail_box_insert',
  text: `insert into mailbox (account_id, parent_id, name, role, sort_order, subscribed, created_modseq, property_modseq, highest_modseq)
values ($1, $2, $3, $4, $5, $6, $7, $7, $7) returning mailbox_id`,
};

export const writeMailbox: Statement = {
  name: 'mail_box_update',
  text: `update mailbox set parent_id = $3, name = $4, role = $5, sort_order = $6, subscribed = $7, property_modseq = $8
where account_id = $1 and mailbox_id = $2`,
};

export const deleteMailbox: Statement = {
  name: 'mail_box_delete',
  text: 'delete from mailbox where account_id = $1 and mailbox_id = $2',
};

export const vanishMailbox: Statement = {
  name: 'mail_box_vanish',
  text: 'insert into mailbox_vanished (account_id, mailbox_id, modseq) values ($1, $2, $3)',
};

export const mailboxMessages: Statement = {
  name: 'mail_box_messages',
  text: `select mailbox_id, uid, email_id, thread_id, content_id, modseq, flags, keywords, size
from message where account_id = $1 and mailbox_id = $2`,
};

export const indexedThrough: Statement = {
  name: 'mail_indexed_through',
  text: 'select indexed_through from search_state',
};

export const contentsToIndex: Statement = {
  name: 'mail_to_index',
  text: `
select c.content_id, c.summary from content c
where c.content_id > $1 and not exists (select from content_text t where t.content_id = c.content_id)
order by c.content_id limit $2`,
};

/**
 * Moves the mark on. Rows of the last minute may still become visible below others, so they stay above it.
 */
export const advanceIndexed: Statement = {
  name: 'mail_advance_indexed',
  text: `
update search_state set indexed_through = greatest(indexed_through, coalesce(
  (select min(c.content_id) - 1 from content c
    where c.content_id > indexed_through and not exists (select from content_text t where t.content_id = c.content_id)),
  (select max(c.content_id) from content c where c.content_id > indexed_through), 0))
where not exists (select from content c where c.content_id > indexed_through and c.created_at > now() - interval '1 minute')
returning indexed_through`,
};

export const putTexts: Statement = {
  name: 'mail_put_texts',
  text: `
insert into content_text (content_id, tsv)
select t.content_id, t.tsv::tsvector from unnest($1::bigint[], $2::text[]) as t(content_id, tsv)
on conflict (content_id) do update set tsv = excluded.tsv`,
};

/** Messages of a mailbox whose text matches, and those whose text is not yet in the index. */
export const searchMailbox: Statement = {
  name: 'mail_search_box',
  text: `
with hit as materialized (select content_id from content_text where tsv @@ $3::tsquery)
select array_agg(m.uid)::text as uids from message m join hit using (content_id) where m.account_id = $1 and m.mailbox_id = $2`,
};

/** Which of these contents are not yet in the index. */
export const unindexedOf: Statement = {
  name: 'mail_unindexed',
  text: `
select u.content_id from unnest($1::bigint[]) as u(content_id)
where not exists (select from content_text t where t.content_id = u.content_id)`,
};

/** UIDs that left a mailbox since, and from when on that is known. */
export const vanishedSince: Statement = {
  name: 'mail_vanished',
  text: `select array_agg(uid)::text as uids from message_vanished where account_id = $1 and mailbox_id = $2 and modseq > $3`,
};

/** Notes that the person is warned. No row when another process was first, or the province warns later. */
export const markQuotaWarned: Statement = {
  name: 'mail_quota_warned',
  text: `update account a set quota_warned_at = now()
from unnest($2::text[], $3::bigint[], $4::int[]) as rule(province_id, quota, percent)
where a.account_id = $1 and rule.province_id = a.province_id
  and (a.quota_warned_at is null or a.quota_warned_at < now() - interval '7 days')
  and a.used_bytes >= coalesce(a.quota_bytes, rule.quota) * rule.percent::numeric / 100
returning a.used_bytes, a.quota_bytes, a.province_id`,
};

/** For work that one process at a time does, and that may be long between its statements. */
export const noIdleLimit: Statement = { text: 'set local idle_in_transaction_session_timeout = 0' };

export const tryLock: Statement = { text: 'select pg_try_advisory_xact_lock($1) as got' };

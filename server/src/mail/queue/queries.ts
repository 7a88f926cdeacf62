/** All SQL of the queue. Statements that run often are named, so that PostgreSQL plans them once. */

interface Statement {
  name?: string;
  text: string;
}

/** $1 keys, $2 the same without `+tag`, $3 their domains. */
export const resolveRecipients: Statement = {
  name: 'queue_resolve',
  text: `
select k.key, c.account_id, c.state, c.used_bytes, c.quota_bytes, c.province_id,
  exists (select from domain d where d.name = k.domain) as local
from unnest($1::text[], $2::text[], $3::text[]) as k(key, base, domain)
left join lateral (
  select account_id from address where address in (k.key, k.base) order by address = k.key desc limit 1
) a on true
left join account c on c.account_id =
  case when k.base = 'postmaster@' || k.domain then coalesce(postmaster_account(k.domain), a.account_id) else a.account_id end`,
};

/**
 * A message with its recipients, in one statement and so in one commit.
 * $1 content, $2 size, $3 sender, $4 account, $5 person, $6 Message-ID, $7 subject, $8 envid, $9 ret, $10 eight bit,
 * $11 SMTPUTF8, $12 require TLS, $13 created, $14 expires; of each recipient: $15 address, $16 domain, $17 local,
 * $18 state, $19 notify (comma between), $20 orcpt, $21 next attempt, $22 status, $23 reply, $24 report;
 * $25 lease owner and $26 milliseconds of lease for those that are `sending`.
 */
export const insertMessage: Statement = {
  name: 'queue_insert',
  text: `
with m as (
  insert into queue_message (content_id, size, sender, account_id, person_id, message_id, subject, envid, ret, eight_bit,
    smtp_utf8, require_tls, created_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  returning queue_id
), r as (
  insert into queue_recipient (queue_id, recipient_no, address, domain, local, state, notify, orcpt, next_attempt_at,
    last_status, last_reply, report, settled_at, attempts, last_attempt_at, lease_owner, lease_until)
  select m.queue_id, t.no, t.address, t.domain, t.local, t.state, string_to_array(t.notify, ','), t.orcpt, t.next,
    t.status, t.reply, t.report,
    case when t.state in ('sent', 'failed', 'dropped') then $13::timestamptz end,
    case when t.state = 'sending' then 1 else 0 end,
    case when t.state = 'sending' then $13::timestamptz end,
    case when t.state = 'sending' then $25::text end,
    case when t.state = 'sending' then now() + $26::float8 * interval '1 ms' end
  from m, unnest($15::text[], $16::text[], $17::boolean[], $18::text[], $19::text[], $20::text[], $21::timestamptz[],
    $22::text[], $23::text[], $24::text[])
    with ordinality as t(address, domain, local, state, notify, orcpt, next, status, reply, report, no)
)
select queue_id, pg_notify('congvu_queue', '')::text from m`,
};

const messageColumns = `m.queue_id, m.content_id, m.size, m.sender, m.account_id, m.message_id, m.subject, m.envid, m.ret,
  m.eight_bit, m.smtp_utf8, m.require_tls, m.created_at, m.expires_at`;
const recipientColumns = `r.queue_id, r.recipient_no, r.address, r.domain, r.local, r.state, r.notify, r.orcpt, r.attempts,
  r.next_attempt_at, r.last_attempt_at, r.last_status, r.last_reply, r.remote_mta, r.report, r.delay_told_at, r.settled_at`;

/**
 * Takes recipients that are due, and those whose lease ran out, for $1 during $2 milliseconds. $3 now, $4 how many at
 * most, $5 domains that are busy, $6 take local ones only.
 */
export const claimDue: Statement = {
  name: 'queue_claim',
  text: `
with due as (
  select queue_id, recipient_no from queue_recipient
  where state = 'queued' and next_attempt_at <= $3 and (local or not ($6 or domain = any($5::text[])))
  order by next_attempt_at limit $4 for update skip locked
), expired as (
  select queue_id, recipient_no from queue_recipient
  where state = 'sending' and lease_until < now()
  order by lease_until limit $4 for update skip locked
), r as (
  update queue_recipient r
  set state = 'sending', lease_owner = $1, lease_until = now() + $2::float8 * interval '1 ms', attempts = attempts + 1,
    last_attempt_at = $3
  from (select * from due union all select * from expired) d
  where r.queue_id = d.queue_id and r.recipient_no = d.recipient_no
  returning r.*
)
select ${messageColumns}, ${recipientColumns} from r join queue_message m using (queue_id) order by r.queue_id, r.recipient_no`,
};

/** Lengthens every lease of $1 by $2 milliseconds from now. */
export const renewLeases: Statement = {
  name: 'queue_renew',
  text: `update queue_recipient set lease_until = now() + $2::float8 * interval '1 ms' where state = 'sending' and lease_owner = $1`,
};

/** Ends every lease but those of $1. */
export const endLeases: Statement = {
  text: `update queue_recipient set lease_until = now() where state = 'sending' and lease_owner <> $1 and lease_until > now()`,
};

/** Gives back what was claimed and not begun: message $2, recipients $3, of lease owner $1. */
export const releaseClaims: Statement = {
  text: `
update queue_recipient set state = 'queued', lease_owner = null, lease_until = null, attempts = greatest(attempts - 1, 0)
where queue_id = $2 and recipient_no = any($3::int[]) and state = 'sending' and lease_owner = $1`,
};

/**
 * Writes what came of an attempt, for the recipients that $1 still has the lease of. $2 message, $3 now; of each
 * recipient: $4 number, $5 state, $6 next attempt, $7 status, $8 reply, $9 other server, $10 report.
 */
export const settle: Statement = {
  name: 'queue_settle',
  text: `
update queue_recipient r
set state = t.state, next_attempt_at = coalesce(t.next, r.next_attempt_at), last_status = t.status, last_reply = t.reply,
  remote_mta = t.mta, report = coalesce(t.report, r.report), lease_owner = null, lease_until = null,
  delay_told_at = case when t.report = 'delayed' then $3::timestamptz else r.delay_told_at end,
  settled_at = case when t.state in ('sent', 'failed') then $3::timestamptz end
from unnest($4::int[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[])
  as t(no, state, next, status, reply, mta, report)
where r.queue_id = $2 and r.recipient_no = t.no and r.state = 'sending' and r.lease_owner = $1`,
};

/** Marks messages with nothing left to do, and lets go of their content. $1 messages, null for all; $2 now. */
export const finishMessages: Statement = {
  name: 'queue_finish',
  text: `
update queue_message m set settled_at = $2, content_id = null
where settled_at is null and ($1::bigint[] is null or queue_id = any($1))
  and not exists (select from queue_recipient r where r.queue_id = m.queue_id and (r.settled_at is null or r.report is not null))`,
};

/** Forgets messages settled before $1. */
export const pruneMessages: Statement = {
  text: `delete from queue_message where queue_id in (select queue_id from queue_message where settled_at < $1 limit 1000)`,
};

/** When there is something to do next: the earliest time due, and the earliest end of a lease as milliseconds from now. */
export const nextDue: Statement = {
  name: 'queue_next',
  text: `
select (select min(next_attempt_at) from queue_recipient where state = 'queued' and (local or not ($2 or domain = any($1::text[])))) as due,
  (select extract(epoch from min(lease_until) - now()) * 1000 from queue_recipient where state = 'sending')::float8 as lease_ms,
  exists (select from queue_recipient where report is not null) as reports`,
};

/** A message, none of $1, whose sender has yet to be told something; locked until the transaction's end. */
export const takeReport: Statement = {
  name: 'queue_take_report',
  text: `
select ${messageColumns} from queue_message m
where queue_id in (select queue_id from queue_recipient where report is not null and queue_id <> all($1::bigint[]) limit 50)
order by queue_id limit 1 for update skip locked`,
};

export const reportRecipients: Statement = {
  name: 'queue_report_recipients',
  text: `select ${recipientColumns} from queue_recipient r where queue_id = $1 and report is not null order by recipient_no for update`,
};

export const clearReports: Statement = {
  name: 'queue_clear_reports',
  text: `update queue_recipient set report = null where queue_id = $1 and recipient_no = any($2::int[])`,
};

export const messageById: Statement = { text: `select ${messageColumns} from queue_message m where queue_id = $1` };

export const recipientsOf: Statement = {
  name: 'queue_recipients',
  text: `select ${recipientColumns} from queue_recipient r where queue_id = any($1::bigint[]) order by queue_id, recipient_no`,
};

/** $1 states, $2 domain or null, $3 account or null, $4 how many, $5 after this message. */
export const listQueue: Statement = {
  text: `
select ${messageColumns} from queue_message m
where ($3::bigint is null or m.account_id = $3) and m.queue_id > $5
  and exists (select from queue_recipient r where r.queue_id = m.queue_id and r.state = any($1::text[]) and ($2::text is null or r.domain = $2))
order by m.queue_id limit $4`,
};

/** Of messages $1 (null: all), domain $2 (null: all): from states $3 to state $4, due at $5, with report $6. */
export const operate: Statement = {
  text: `
with r as (
  update queue_recipient
  set state = $4, next_attempt_at = case when $4 = 'queued' then $5::timestamptz else next_attempt_at end,
    report = coalesce($6, report), settled_at = case when $4 = 'dropped' then $5::timestamptz end,
    last_status = case when $4 = 'dropped' then '5.7.0' else last_status end,
    last_reply = case when $4 = 'dropped' then 'Removed from the queue by an operator' else last_reply end
  where ($1::bigint[] is null or queue_id = any($1)) and ($2::text is null or domain = $2) and state = any($3::text[])
  returning queue_id
), m as (
  update queue_message set expires_at = greatest(expires_at, $5::timestamptz + interval '1 day')
  where $4 = 'queued' and queue_id in (select queue_id from r)
)
select count(*)::int as recipients, count(distinct queue_id)::int as messages, pg_notify('congvu_queue', '')::text from r`,
};

/** The domain with what is needed to sign for it. */
export const dkimKey: Statement = {
  name: 'queue_dkim_key',
  text: 'select name, dkim_selector, dkim_key_pem from domain where name = $1',
};

/** Sets a key where there is none: $1 domain, $2 selector, $3 PEM. */
export const setDkimKey: Statement = {
  text: 'update domain set dkim_selector = $2, dkim_key_pem = $3 where name = $1 and dkim_key_pem is null',
};

export const domainNames: Statement = { text: 'select name from domain order by domain_id' };

-- The chain of audit events apart from the events, so that these are written once and never touched again, and linked
-- for a whole transaction at once when it commits. What is hashed is the same as before; see docs/adr/0018.

create table audit_chain (
  seq           bigint primary key,
  event_id      bigint not null unique,
  hash          bytea not null                      -- sha256(hash of the one before, audit_text)
);

-- The last link. Its row lock is what puts commits in order; a transaction that saw an older one fails and runs again.
create table audit_head (
  one           boolean primary key default true check (one),
  seq           bigint not null,
  hash          bytea not null
) with (fillfactor = 10);

insert into audit_chain (seq, event_id, hash) select seq, event_id, hash from audit_event order by seq;
insert into audit_head (seq, hash)
select coalesce((select max(seq) from audit_chain), 0),
  coalesce((select hash from audit_chain order by seq desc limit 1), ''::bytea);

drop trigger audit_chain on audit_event;
drop trigger audit_unalterable on audit_event;
drop function audit_chain();
drop function audit_unalterable();
drop function audit_text(audit_event);
alter table audit_event drop column seq, drop column hash;

-- What is hashed of an event. Changed only together with every hash there is. (Stable, so that it can be inlined.)
create function audit_text(seq bigint, e audit_event) returns text language sql stable as $$
  select jsonb_build_array(seq, e.event_id, extract(epoch from e.at), e.actor, e.actor_person_id, e.kind, e.province_id,
    e.account_id, e.organisation_id, e.person_id, e.remote_address, e.data, e.before, e.after)::text
$$;

create function audit_link(before bytea, first bytea, text) returns bytea language plpgsql immutable as $$
begin
  return sha256(coalesce(before, first) || convert_to($3, 'UTF8'));
end $$;
-- The hashes of a run of events, one after the other; `first`: of the one before the run.
create aggregate audit_hash(first bytea, text) (sfunc = audit_link, stype = bytea);

-- Remembers, for this transaction, from where on its events are not yet linked. Before each row: a statement's own
-- trigger would come after `audit_chain` where constraints are immediate.
create function audit_pending() returns trigger language plpgsql as $$
declare
  known text := current_setting('congvu.audit_from', true);
begin
  if coalesce(known, '') = '' or new.event_id < known::bigint then
    perform set_config('congvu.audit_from', new.event_id::text, true);
  end if;
  return new;
end $$;
create trigger audit_pending before insert on audit_event for each row execute function audit_pending();

-- At the commit: the first of the transaction's events links them all. Events of others are linked or not yet visible.
-- Few rows by their indexes, whatever the statistics: a scan of the whole trail would make every commit wait for it.
create function audit_chain() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  pending text := current_setting('congvu.audit_from', true);
  last_seq bigint;
  last_hash bytea;
begin
  if coalesce(pending, '') = '' then return null; end if;
  perform set_config('congvu.audit_from', '', true);
  select seq, hash into strict last_seq, last_hash from audit_head for update;
  with fresh as (
    select e, last_seq + row_number() over (order by event_id) as seq from audit_event e
    where event_id >= pending::bigint and not exists (select from audit_chain c where c.event_id = e.event_id)
  ), linked as (
    insert into audit_chain (seq, event_id, hash)
    select seq, (e).event_id, audit_hash(last_hash, audit_text(seq, e)) over (order by seq rows unbounded preceding) from fresh
    returning seq, hash
  )
  update audit_head h set seq = l.seq, hash = l.hash from (select * from linked order by seq desc limit 1) l;
  return null;
end $$;
create constraint trigger audit_chain after insert on audit_event
  deferrable initially deferred for each row execute function audit_chain();

create function audit_unalterable() returns trigger language plpgsql as $$
begin
  raise exception 'an audit event is never altered' using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_unalterable before update or delete or truncate on audit_event
  for each statement execute function audit_unalterable();
create trigger audit_unalterable before update or delete or truncate on audit_chain
  for each statement execute function audit_unalterable();

-- Whoever looks through the trail by time within a province.
create index audit_event_province on audit_event (province_id, at);

-- When the chain was looked through, and what was found: null where all was as it should be.
create table audit_verification (
  verification_id bigint generated always as identity primary key,
  at            timestamptz not null default now(),
  by_person_id  bigint references person,           -- null: at the command line, or by the server itself
  from_seq      bigint not null,
  until_seq     bigint not null,
  fault         jsonb
);

-- Uses of an organisation's mailbox by a person, so that each is told once an hour. Older rows say nothing any more.
create table mailbox_use (
  account_id    bigint not null,
  person_id     bigint not null,
  hour          timestamptz not null,
  act           text not null,                      -- read, changed
  protocol      text not null,
  primary key (account_id, person_id, hour, act, protocol)
);

alter table role_assignment
  add column authority text,                        -- of a personnel authority: which of those the rule names
  add column decision  text,
  add column ended_by  bigint references person;

-- The delegate is told when a delegation begins and when it ends; until then these are null.
alter table delegation
  add column ended_by  bigint references person,
  add column begin_told_at timestamptz,
  add column end_told_at timestamptz;
update delegation set begin_told_at = now(), end_told_at = now();
create index delegation_to_tell on delegation (valid_from) where begin_told_at is null;
create index delegation_to_tell_end on delegation (valid_until) where end_told_at is null and valid_until is not null;

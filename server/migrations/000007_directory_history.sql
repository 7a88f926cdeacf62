-- The directory over time, roles in it, and an audit trail that shows what was altered.
-- Dates: from inclusive, until exclusive, null = open. `organisation` is how an organisation stands today;
-- `organisation_version` is how it stood on any day.

alter table organisation
  add column legacy_code text,                      -- 000.Z1.Y1.H49, read right to left; `code` is the newer one (QĐ 20/2020)
  add column fax        text,
  add column website    text,
  add column sort_order integer not null default 0,
  add column path       bigint[] not null default '{}';  -- from the root down to itself

with recursive tree (organisation_id, path) as (
  select organisation_id, array[organisation_id] from organisation where parent_id is null
  union all
  select o.organisation_id, t.path || o.organisation_id from organisation o join tree t on o.parent_id = t.organisation_id
)
update organisation o set path = t.path from tree t where t.organisation_id = o.organisation_id;

create index organisation_path on organisation using gin (path);
create index organisation_province on organisation (province_id, sort_order, name);
create unique index organisation_code on organisation (province_id, code) where code is not null and valid_until is null;
create unique index organisation_legacy_code on organisation (province_id, legacy_code)
  where legacy_code is not null and valid_until is null;

create table organisation_version (
  organisation_id bigint not null references organisation on delete cascade,
  valid_from    date not null,
  valid_until   date check (valid_until > valid_from),
  parent_id     bigint references organisation,
  kind          text not null,
  name          text not null,
  short_name    text,
  code          text,
  legacy_code   text,
  phone         text,
  fax           text,
  website       text,
  address       text,
  event         text not null check (event in ('founded', 'renamed', 'moved', 'merged', 'split', 'changed')),
  decision      text,                               -- the document behind it: number, date, issuer
  recorded_at   timestamptz not null default now(),
  primary key (organisation_id, valid_from)
);
create index organisation_version_parent on organisation_version (parent_id);

insert into organisation_version (organisation_id, valid_from, valid_until, parent_id, kind, name, short_name, code, phone, address, event)
select organisation_id, valid_from, valid_until, parent_id, kind, name, short_name, code, phone, address, 'founded'
from organisation;

-- Who goes on with the work of one that ended, or of which one another was made.
create table organisation_succession (
  organisation_id bigint not null references organisation on delete cascade,
  successor_id  bigint not null references organisation on delete cascade,
  kind          text not null check (kind in ('merged', 'split')),
  effective     date not null,
  primary key (organisation_id, successor_id)
);

alter table person
  add column code       text,                       -- of the personnel file; unique in the province
  add column mobile     text,
  add column official_kind text check (official_kind in ('official', 'civil-servant', 'public-employee', 'other')),
  add column note       text,
  add column left_on    date;                       -- retired, left, died: no longer with the province from this day
create unique index person_code on person (province_id, code) where code is not null;
create index person_province on person (province_id, name);

create table person_version (
  person_id     bigint not null references person on delete cascade,
  valid_from    date not null,
  valid_until   date check (valid_until > valid_from),
  name          text not null,
  recorded_at   timestamptz not null default now(),
  primary key (person_id, valid_from)
);

alter table appointment
  add column rank       text,                       -- ngạch, bậc
  add column published  boolean,                    -- in the public directory; null: as the regulation says of the position
  add column decision   text,
  add check (valid_until > valid_from);

-- How a mailbox stood at any moment. Kept by the triggers below, whoever changes it.
create table account_version (
  account_id    bigint not null references account on delete cascade,
  valid_from    timestamptz not null,
  valid_until   timestamptz,
  state         text not null,
  name          text not null,
  address       text,
  primary key (account_id, valid_from)
);
create unique index account_version_open on account_version (account_id) where valid_until is null;
insert into account_version (account_id, valid_from, state, name, address)
select a.account_id, a.created_at, a.state, a.name, ad.address
from account a left join address ad on ad.account_id = a.account_id and ad.is_primary;

create function account_version_keep(bigint) returns void language sql as $$
  with now_is as (
    select a.account_id, a.state, a.name, ad.address
    from account a left join address ad on ad.account_id = a.account_id and ad.is_primary where a.account_id = $1
  ), open_one as (
    select * from account_version where account_id = $1 and valid_until is null
  ), same as (
    -- A second change in one transaction: one version, as it came to be.
    update account_version v set state = n.state, name = n.name, address = n.address
    from now_is n where v.account_id = n.account_id and v.valid_until is null and v.valid_from >= now() returning v.account_id
  ), ended as (
    update account_version v set valid_until = now()
    from now_is n where v.account_id = n.account_id and v.valid_until is null and v.valid_from < now()
      and (v.state, v.name, v.address) is distinct from (n.state, n.name, n.address) returning v.account_id
  )
  insert into account_version (account_id, valid_from, state, name, address)
  select account_id, now(), state, name, address from now_is
  where not exists (select from same) and (exists (select from ended) or not exists (select from open_one));
$$;

create function account_version_of_account() returns trigger language plpgsql as $$
begin
  perform account_version_keep(new.account_id);
  return null;
end $$;
create trigger account_version after insert or update of state, name on account
  for each row execute function account_version_of_account();

create function account_version_of_address() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.is_primary then perform account_version_keep(old.account_id); end if;
  if tg_op <> 'DELETE' and new.is_primary then perform account_version_keep(new.account_id); end if;
  return null;
end $$;
create trigger account_version after insert or update or delete on address
  for each row execute function account_version_of_address();

-- Addresses once held: given to nobody else before `reusable_from` (null: never).
create table address_retired (
  address       text primary key check (address = lower(address)),
  domain_id     bigint not null references domain,
  account_id    bigint references account,
  person_id     bigint references person,
  organisation_id bigint references organisation,
  retired_at    timestamptz not null default now(),
  reusable_from date
);

-- Addresses outside the province's system, unofficial: of a ministry's sector, or free mail of who has no mailbox.
create table contact_address (
  contact_id    bigint generated always as identity primary key,
  person_id     bigint references person on delete cascade,
  organisation_id bigint references organisation on delete cascade,
  address       text not null check (address = lower(address)),
  kind          text not null check (kind in ('sector', 'free', 'other')),
  note          text,
  valid_from    date not null default current_date,
  valid_until   date check (valid_until > valid_from),
  check (num_nonnulls(person_id, organisation_id) = 1)
);
create index contact_address_person on contact_address (person_id);
create index contact_address_organisation on contact_address (organisation_id);

-- What a person may do in a part of the tree, beside what follows from being a head or having a mailbox.
create table role_assignment (
  assignment_id bigint generated always as identity primary key,
  person_id     bigint not null references person on delete cascade,
  role          text not null check (role in ('managing-authority', 'operator', 'personnel-authority', 'unit-head',
                  'unit-it-officer', 'registry-clerk', 'auditor')),
  organisation_id bigint references organisation,   -- its part of the tree; null: the whole province
  valid_from    timestamptz not null default now(),
  valid_until   timestamptz check (valid_until >= valid_from),
  granted_by    bigint references person
);
create index role_assignment_person on role_assignment (person_id);
create index role_assignment_organisation on role_assignment (organisation_id);

alter table delegation add column decision text;    -- the head's written authorisation

-- The chain: each event holds the hash of itself and of the one before. Numbered when its transaction commits, so that
-- the order is that of the commits and a long transaction keeps nobody waiting.
alter table audit_event
  add column province_id text,
  add column organisation_id bigint,                -- what it is about
  add column person_id  bigint,
  add column before     jsonb,
  add column after      jsonb,
  add column remote_address text,
  add column seq        bigint,
  add column hash       bytea;
create unique index audit_event_seq on audit_event (seq);
create index audit_event_organisation on audit_event (organisation_id, at) where organisation_id is not null;
create index audit_event_person on audit_event (person_id, at) where person_id is not null;
create index audit_event_actor on audit_event (actor_person_id, at) where actor_person_id is not null;
create index audit_event_kind on audit_event (kind, at);

-- What is hashed of an event. Changed only together with every hash there is.
create function audit_text(e audit_event) returns text language sql immutable as $$
  select jsonb_build_array(e.seq, e.event_id, extract(epoch from e.at), e.actor, e.actor_person_id, e.kind, e.province_id,
    e.account_id, e.organisation_id, e.person_id, e.remote_address, e.data, e.before, e.after)::text
$$;

create function audit_chain() returns trigger language plpgsql as $$
declare
  last_seq bigint;
  last_hash bytea;
  event audit_event;
begin
  perform pg_advisory_xact_lock(7201846312);
  select seq, hash into last_seq, last_hash from audit_event where seq is not null order by seq desc limit 1;
  select * into event from audit_event where event_id = new.event_id;
  event.seq := coalesce(last_seq, 0) + 1;
  update audit_event
  set seq = event.seq, hash = sha256(coalesce(last_hash, ''::bytea) || convert_to(audit_text(event), 'UTF8'))
  where event_id = new.event_id;
  return null;
end $$;

do $$
declare
  e audit_event;
  n bigint := 0;
  h bytea := ''::bytea;
begin
  for e in select * from audit_event order by event_id loop
    n := n + 1;
    e.seq := n;
    h := sha256(h || convert_to(audit_text(e), 'UTF8'));
    update audit_event set seq = n, hash = h where event_id = e.event_id;
  end loop;
end $$;

create constraint trigger audit_chain after insert on audit_event
  deferrable initially deferred for each row execute function audit_chain();

create function audit_unalterable() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null then return new; end if;
  raise exception 'an audit event is never altered' using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_unalterable before update or delete on audit_event
  for each row execute function audit_unalterable();

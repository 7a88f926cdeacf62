-- Lists of organisations and people: the file, what each of its rows would do, and what came of them.

create table list_import (
  import_id     bigint generated always as identity primary key,
  province_id   text not null references province,
  file_name     text not null,
  file_bytes    integer not null,
  file_hash     bytea not null,                     -- SHA-256
  state         text not null default 'read'
                check (state in ('read', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone')),
  preview       jsonb,                              -- of the file
  sheets        jsonb,                              -- how they are read
  options       jsonb not null default '{}',
  summary       jsonb,
  digest        text,                               -- of what the rows would do, as it was shown
  progress      jsonb,
  heartbeat     timestamptz,                        -- of what is under way; too old: it ended without a word
  cancelled     boolean not null default false,     -- somebody asked for that
  failure       jsonb,
  created_at    timestamptz not null default now(),
  created_by    bigint references person on delete set null,
  applied_at    timestamptz,
  applied_by    bigint references person on delete set null,
  applied_event bigint,                             -- the audit event that tells of it: later ones are others' doing
  undone_at     timestamptz
);
create index list_import_province on list_import (province_id, import_id);

-- The octets as they came, in pieces.
create table list_file (
  import_id     bigint not null references list_import on delete cascade,
  piece         integer not null,
  octets        bytea not null,
  primary key (import_id, piece)
);
alter table list_file alter octets set storage external;

create table list_row (
  import_id     bigint not null references list_import on delete cascade,
  row_no        integer not null,                   -- in the order of the file
  sheet         smallint not null,
  line          integer not null,
  kind          text check (kind in ('organisations', 'people')),  -- null: a heading, or none of the list
  outcome       text check (outcome in ('add', 'update', 'skip', 'fault', 'ignored')),
  level         smallint not null default 0,        -- of its worst issue: 0 none, 1 note, 2 warning, 3 fault
  is_duplicate  boolean not null default false,
  name          text not null default '',
  cells         text[] not null,                    -- as the file has them
  found         jsonb,                              -- what the check has to say
  organisation_id bigint,                           -- what came of it, or was brought up to date
  person_id     bigint,
  account_id    bigint,
  before        jsonb,                              -- how that stood before
  primary key (import_id, row_no)
);
create index list_row_person on list_row (person_id) where person_id is not null;
create index list_row_organisation on list_row (organisation_id) where organisation_id is not null;

-- The history of mailboxes, kept for many at once: a list makes tens of thousands. Changes of an account's other columns, which
-- every delivery makes, still cost nothing.
create function account_versions_keep(bigint[]) returns void language sql as $$
  with now_is as (
    select a.account_id, a.state, a.name, ad.address
    from account a left join address ad on ad.account_id = a.account_id and ad.is_primary where a.account_id = any ($1)
  ), same as (
    -- A second change in one transaction: one version, as it came to be.
    update account_version v set state = n.state, name = n.name, address = n.address
    from now_is n where v.account_id = n.account_id and v.valid_until is null and v.valid_from >= now() returning v.account_id
  ), ended as (
    update account_version v set valid_until = now()
    from now_is n where v.account_id = n.account_id and v.valid_until is null and v.valid_from < now()
      and (v.state, v.name, v.address) is distinct from (n.state, n.name, n.address) returning v.account_id
  ), standing as (
    select account_id from account_version where account_id = any ($1) and valid_until is null
  )
  insert into account_version (account_id, valid_from, state, name, address)
  select account_id, now(), state, name, address from now_is n
  where account_id not in (select account_id from same)
    and (account_id in (select account_id from ended) or account_id not in (select account_id from standing));
$$;

create or replace function account_version_of_account() returns trigger language plpgsql as $$
begin
  perform account_versions_keep(array[new.account_id]);
  return null;
end $$;
create function account_version_of_made() returns trigger language plpgsql as $$
begin
  perform account_versions_keep(array(select account_id from made));
  return null;
end $$;
drop trigger account_version on account;
create trigger account_version after update of state, name on account
  for each row execute function account_version_of_account();
create trigger account_version_made after insert on account referencing new table as made
  for each statement execute function account_version_of_made();

drop trigger account_version on address;
drop function account_version_of_address();
drop function account_version_keep(bigint);
create function account_version_of_addresses() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform account_versions_keep(array(select account_id from made where is_primary));
  elsif tg_op = 'DELETE' then
    perform account_versions_keep(array(select account_id from gone where is_primary));
  else
    perform account_versions_keep(array(select account_id from made where is_primary union select account_id from gone where is_primary));
  end if;
  return null;
end $$;
create trigger account_version_made after insert on address referencing new table as made
  for each statement execute function account_version_of_addresses();
create trigger account_version_changed after update on address referencing new table as made old table as gone
  for each statement execute function account_version_of_addresses();
create trigger account_version_gone after delete on address referencing old table as gone
  for each statement execute function account_version_of_addresses();

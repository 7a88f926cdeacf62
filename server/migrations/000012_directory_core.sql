-- The tree of organisations keeps itself in order; versions; what was done may be taken back for a while.

-- Counts up with every change: a change made on an old state is refused.
alter table organisation add column revision integer not null default 1;
alter table person add column revision integer not null default 1;
alter table appointment add column revision integer not null default 1;

alter table organisation_version
  add column end_event text check (end_event in ('dissolved', 'merged', 'split')),  -- of the last one: how it ended
  add column end_decision text;
alter table person_version add column decision text;

create index person_folded on person (province_id, fold(name));
create index organisation_version_from on organisation_version (valid_from);
create index appointment_from on appointment (valid_from);
create index appointment_until on appointment (valid_until) where valid_until is not null;

-- Paths follow the parents, whoever sets these. Moves wait for each other and for inserts, by province: two at once
-- could close a circle, or leave a path behind.
create function organisation_path() returns trigger language plpgsql as $$
declare
  above bigint[];
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock_shared(7201846313 + hashtext(new.province_id));
  elsif new.parent_id is not distinct from old.parent_id then
    return new;
  else
    perform pg_advisory_xact_lock(7201846313 + hashtext(new.province_id));
  end if;
  if new.parent_id is null then
    new.path := array[new.organisation_id];
    return new;
  end if;
  select path into above from organisation where organisation_id = new.parent_id;
  if new.organisation_id = any (above) then
    raise exception 'organisation % would stand under itself', new.organisation_id using errcode = 'check_violation',
      constraint = 'organisation_no_circle';
  end if;
  new.path := above || new.organisation_id;
  return new;
end $$;
create trigger organisation_path before insert or update of parent_id on organisation
  for each row execute function organisation_path();

create function organisation_path_below() returns trigger language plpgsql as $$
begin
  update organisation set path = new.path || path[cardinality(old.path) + 1:]
  where path @> array[new.organisation_id] and organisation_id <> new.organisation_id;
  return null;
end $$;
create trigger organisation_path_below after update of parent_id on organisation
  for each row when (old.path is distinct from new.path) execute function organisation_path_below();

-- Every organisation has its first version, whoever makes it.
create function organisation_founded() returns trigger language plpgsql as $$
begin
  insert into organisation_version (organisation_id, valid_from, valid_until, parent_id, kind, name, short_name, code,
    legacy_code, phone, fax, website, address, event)
  select organisation_id, valid_from, valid_until, parent_id, kind, name, short_name, code, legacy_code, phone, fax, website,
    address, 'founded' from made
  on conflict do nothing;
  return null;
end $$;
create trigger organisation_founded after insert on organisation referencing new table as made
  for each statement execute function organisation_founded();

-- How things stood before someone's change, for the minutes in which they may take it back.
create table directory_undo (
  undo_id       bigint generated always as identity primary key,
  person_id     bigint not null references person on delete cascade,
  made_at       timestamptz not null default now(),
  act           text not null,                      -- kind of the audit event
  title         text not null,                      -- what it was about, for people
  state         jsonb not null,                     -- rows as they were
  revisions     jsonb not null                      -- of what it touched, after it: later changes forbid taking it back
);
create index directory_undo_person on directory_undo (person_id, undo_id);

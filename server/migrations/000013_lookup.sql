-- Look-up in the directory: one entry for each person and organisation, whether they have a mailbox or not, with a change
-- number that address books are synchronised by. docs/adr/0017-look-up-in-the-directory.md.

-- Lower case with marks kept, in NFD, so that it does not depend on the database's locale: `Đỗ` → `đô` + hook.
-- `directory/lookup/words.ts` does the same; a test compares them.
create function fold_case(text) returns text
  language sql immutable strict parallel safe
  return lower(translate(normalize($1, NFD), 'ĐÐð', 'đđđ'));

-- The words of a text, in order: without marks, and with them.
create function folded_words(text) returns text[]
  language sql immutable parallel safe
  return string_to_array(trim(regexp_replace(fold(coalesce($1, '')), '[^a-z0-9]+', ' ', 'g')), ' ');
create function marked_words(text) returns text[]
  language sql immutable parallel safe
  return string_to_array(trim(regexp_replace(fold_case(coalesce($1, '')), '[^a-z0-9đ\u0300-\u036f]+', ' ', 'g')), ' ');

-- What the numbers in a text may be looked for by: each whole, and by its last digits. `+84 73` and `073` are one.
create function phone_words(text) returns text[]
  language sql immutable parallel safe
  return array(
    select distinct right(digits, n)
    from regexp_split_to_table($1, '[,;/]') part
    cross join regexp_replace(regexp_replace(part, '^\s*(\+|00)84', '0'), '[^0-9]+', '', 'g') digits
    cross join unnest(array[4, 6, 7, 20]) n
    where digits <> '' and (n = 20 or length(digits) > n)
  );

-- One row for each time that entries of a province changed. Numbered when the transaction commits: whoever has seen a
-- number will never be shown a new lower one.
create table directory_change (
  change_id     bigint generated always as identity primary key,
  province_id   text not null references province on delete cascade,
  at            timestamptz not null default now(),
  seq           bigint unique
);
create index directory_change_province on directory_change (province_id, seq);
create sequence directory_change_seq;

drop table directory_entry;
create table directory_entry (
  entry_id      bigint generated always as identity primary key,
  province_id   text not null references province,
  person_id     bigint unique references person on delete cascade,
  organisation_id bigint unique references organisation on delete cascade,
  rank          smallint not null,                  -- who comes first where nothing else decides: heads, higher organisations
  is_head       boolean not null default false,
  unit_id       bigint,                             -- where the person works, or the organisation above
  agency_id     bigint,                             -- the organisation under the root that it belongs to, or is
  account_id    bigint,
  state         text check (state in ('active', 'locked', 'closed')),  -- the mailbox's; null: there is none
  address_kind  text check (address_kind in ('official', 'sector', 'free', 'other')),
  address       text,                               -- where mail reaches them: the mailbox, else a contact address
  name          text not null,
  position      text,
  organisation  text,                               -- name of `unit_id`
  given         text not null,                      -- what it is called by: a person's last word, an organisation's first
  folded        text not null,                      -- the name's words without marks, a space around each
  duty          text not null,                      -- the same of position and organisation
  marked        text not null,                      -- the same of name, position and organisation, with their marks
  initials      text not null,
  local         text,                               -- the address before its @
  label         text[] not null,                    -- of an organisation: words that its people and sub-units are found by
  terms         tsvector not null,                  -- whatever it is found by; `=` before a given name, `@` before a position's words
  within        bigint[] not null,                  -- the parts of the tree it belongs to
  change_id     bigint not null references directory_change,
  public_code   text not null unique default substr(md5(gen_random_uuid()::text), 1, 12),  -- its name on public pages
  shown         jsonb not null,                     -- the whole card
  check (num_nonnulls(person_id, organisation_id) = 1)
);
-- A short list of pending rows makes bulk changes four times faster, and look-ups little slower.
create index directory_entry_terms on directory_entry using gin (terms) with (gin_pending_list_limit = 128);
create index directory_entry_within on directory_entry using gin (within) with (gin_pending_list_limit = 128);
create index directory_entry_rank on directory_entry (province_id, rank desc, entry_id);
create index directory_entry_agency on directory_entry (agency_id, rank desc, entry_id);
create index directory_entry_unit on directory_entry (unit_id, rank desc, entry_id);
create index directory_entry_local on directory_entry (province_id, local);
create index directory_entry_given on directory_entry (province_id, given, rank desc, entry_id);
create index directory_entry_name on directory_entry (province_id, given, folded, entry_id);
create index directory_entry_change on directory_entry (change_id, entry_id);

-- Entries that are there no more, for address books that were away.
create table directory_gone (
  province_id   text not null references province,
  kind          text not null check (kind in ('person', 'organisation')),
  id            bigint not null,
  change_id     bigint not null references directory_change,
  primary key (kind, id)
);
create index directory_gone_change on directory_gone (change_id, kind, id);

create function directory_entry_gone() returns trigger language plpgsql as $$
begin
  with changed as (
    insert into directory_change (province_id) select distinct province_id from removed returning change_id, province_id
  )
  insert into directory_gone (province_id, kind, id, change_id)
  select r.province_id, case when r.person_id is null then 'organisation' else 'person' end,
    coalesce(r.person_id, r.organisation_id), c.change_id
  from removed r join changed c using (province_id)
  on conflict (kind, id) do update set province_id = excluded.province_id, change_id = excluded.change_id;
  return null;
end $$;
create trigger directory_entry_gone after delete on directory_entry referencing old table as removed
  for each statement execute function directory_entry_gone();

-- The trail's own lock puts commits in order here as well: with one lock there is no waiting crosswise.
create function directory_change_number() returns trigger language plpgsql as $$
begin
  perform from audit_head for update;
  update directory_change set seq = nextval('directory_change_seq') where change_id = new.change_id;
  return null;
end $$;
create constraint trigger directory_change_number after insert on directory_change
  deferrable initially deferred for each row execute function directory_change_number();

-- The day up to which validity dates have been taken into account.
create table directory_day (
  one           boolean primary key default true check (one),
  day           date not null
);
insert into directory_day (day) values ((now() at time zone 'Asia/Ho_Chi_Minh')::date);

-- What links of public pages are signed with.
create table public_secret (
  one           boolean primary key default true check (one),
  value         bytea not null
);
insert into public_secret (value)
values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- Lets a portal fetch the public directory with addresses.
create table public_key (
  key_id        bigint generated always as identity primary key,
  province_id   text not null references province,
  name          text not null,                      -- whose portal
  token_hash    bytea not null unique,              -- SHA-256
  created_at    timestamptz not null default now(),
  created_by    bigint references person,
  used_at       timestamptz,
  revoked_at    timestamptz
);
create index public_key_province on public_key (province_id, key_id);

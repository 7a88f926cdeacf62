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

-- The directory and who may sign in. Validity dates: from inclusive, until exclusive, null = open.

create table province (
  province_id   text primary key,                  -- 'tien-giang'; names its regulation profile
  name          text not null,
  created_at    timestamptz not null default now()
);

create table domain (
  domain_id     bigint generated always as identity primary key,
  province_id   text not null references province,
  name          text not null unique check (name = lower(name)),
  dkim_selector text,
  dkim_key_pem  text
);

create table organisation (
  organisation_id bigint generated always as identity primary key,
  province_id   text not null references province,
  parent_id     bigint references organisation,
  kind          text not null,                      -- configurable by the profile: department, commune, office …
  name          text not null,
  short_name    text,
  code          text,
  phone         text,
  address       text,
  valid_from    date not null default current_date,
  valid_until   date
);
create index organisation_parent on organisation (parent_id);

create table person (
  person_id     bigint generated always as identity primary key,
  province_id   text not null references province,
  name          text not null,
  born          date,
  phone         text,
  created_at    timestamptz not null default now()
);

create table appointment (
  appointment_id bigint generated always as identity primary key,
  person_id     bigint not null references person,
  organisation_id bigint not null references organisation,
  position      text not null,
  is_head       boolean not null default false,
  valid_from    date not null default current_date,
  valid_until   date
);
create index appointment_person on appointment (person_id);
create index appointment_organisation on appointment (organisation_id);

-- One store of mail: a personal or an organisation mailbox in the regulations' sense (hộp thư), a JMAP account.
create table account (
  account_id    bigint generated always as identity primary key,
  province_id   text not null references province,
  kind          text not null check (kind in ('personal', 'organisation')),
  person_id     bigint references person,
  organisation_id bigint references organisation,
  name          text not null,                      -- display name
  state         text not null default 'active' check (state in ('active', 'locked', 'closed')),
  quota_bytes   bigint,                             -- null: the regulation's
  used_bytes    bigint not null default 0,
  message_count bigint not null default 0,
  modseq        bigint not null default 1,          -- change counter of everything in the account
  modseq_floor  bigint not null default 0,          -- changes before this are no longer known
  quota_warned_at timestamptz,
  created_at    timestamptz not null default now(),
  check ((kind = 'personal') = (person_id is not null)),
  check ((kind = 'organisation') = (organisation_id is not null))
) with (fillfactor = 50);
create index account_person on account (person_id);
create index account_organisation on account (organisation_id);

-- Every address that reaches an account. Exactly one is primary.
create table address (
  address       text primary key check (address = lower(address)),   -- local@domain
  domain_id     bigint not null references domain,
  account_id    bigint not null references account,
  is_primary    boolean not null default false
);
create index address_account on address (account_id);
create unique index address_primary on address (account_id) where is_primary;

-- Opens an organisation's mailbox to a person, for a time.
create table delegation (
  delegation_id bigint generated always as identity primary key,
  account_id    bigint not null references account,
  person_id     bigint not null references person,
  rights        text[] not null,                    -- read, write, send_as, send_on_behalf, manage
  granted_by    bigint references person,
  valid_from    timestamptz not null default now(),
  valid_until   timestamptz
);
create index delegation_person on delegation (person_id);
create index delegation_account on delegation (account_id);

create table credential (
  person_id     bigint primary key references person,
  password_hash text not null,                      -- Argon2id, PHC string
  must_change   boolean not null default true,
  changed_at    timestamptz not null default now(),
  version       integer not null default 1
);

create table web_session (
  token_hash    bytea primary key,
  person_id     bigint not null references person,
  created_at    timestamptz not null default now(),
  last_seen_at  timestamptz not null default now(),
  expires_at    timestamptz not null,
  user_agent    text,
  remote_address text
);
create index web_session_person on web_session (person_id);

create table sign_in_failure (
  subject       text not null,                      -- address, or network address
  at            timestamptz not null default now()
);
create index sign_in_failure_subject on sign_in_failure (subject, at);

-- Who did what, written in the transaction that did it.
create table audit_event (
  event_id      bigint generated always as identity primary key,
  at            timestamptz not null default now(),
  actor_person_id bigint references person,
  actor         text not null,                      -- 'person', 'system', 'cli'
  kind          text not null,                      -- 'account.created', 'auth.password-changed' …
  account_id    bigint,
  data          jsonb not null default '{}'
);
create index audit_event_at on audit_event (at);
create index audit_event_account on audit_event (account_id, at);

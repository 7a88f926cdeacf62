-- JMAP: uploaded blobs, submissions, and what identities leave behind.

-- A blob that someone uploaded or copied. It lives a day; what is made of it (a draft, an import) is stored as mail.
create table upload (
  upload_id     bigint generated always as identity primary key,
  account_id    bigint not null references account,
  person_id     bigint not null references person,
  hash          bytea,                              -- SHA-256; null while its octets are arriving
  size          bigint not null default 0,
  expires_at    timestamptz not null default now() + interval '1 day'
);
create index upload_hash on upload (account_id, hash);
create index upload_person on upload (person_id, upload_id);
create index upload_expiry on upload (expires_at);

-- Octets of an upload, 256 KiB a row but the last.
create table upload_chunk (
  upload_id     bigint not null references upload on delete cascade,
  seq           integer not null,
  octets        bytea not null,
  primary key (upload_id, seq)
);
alter table upload_chunk alter column octets set storage external;

alter table identity add column created_modseq bigint not null default 0;

create table identity_vanished (
  account_id    bigint not null,
  identity_id   bigint not null,
  person_id     bigint not null,
  modseq        bigint not null,
  primary key (account_id, identity_id)
);

-- What was handed to the outgoing queue from JMAP (RFC 8621 §7).
create table email_submission (
  account_id    bigint not null references account,
  submission_id bigint generated always as identity,
  person_id     bigint not null references person,
  identity_id   bigint not null,
  email_id      bigint not null,
  thread_id     bigint not null,
  queue_id      bigint,                             -- in the outgoing queue
  envelope      jsonb not null,
  send_at       timestamptz not null,
  canceled      boolean not null default false,
  created_modseq bigint not null,
  modseq        bigint not null,
  primary key (account_id, submission_id)
);
create index email_submission_modseq on email_submission (account_id, modseq);
create index email_submission_queue on email_submission (queue_id) where queue_id is not null;

create table email_submission_vanished (
  account_id    bigint not null,
  submission_id bigint not null,
  modseq        bigint not null,
  primary key (account_id, submission_id)
);

-- Mail. Tables of mail start their key with account_id. What is the same for every holder of a message stands in `content`.

create sequence blob_segment_id;

create table content (
  content_id    bigint generated always as identity primary key,
  hash          bytea not null,                     -- SHA-256 of the octets
  segment       integer not null,
  segment_offset bigint not null,
  size          integer not null,
  imap_envelope text not null,                      -- ENVELOPE, ready to send
  imap_body_structure text not null,                -- BODYSTRUCTURE, ready to send
  summary       jsonb not null,                     -- what lists, sorting and header searches need: see mail/content.ts
  thread_id     bigint not null,                    -- from the root of References, else of the message replied to, else its own id
  message_id_hash bigint,                           -- of Message-ID, to find threads
  created_at    timestamptz not null default now()
);
create unique index content_hash on content (hash);
create index content_message_id on content (message_id_hash) where message_id_hash is not null;
alter table content alter column imap_envelope set storage main;
alter table content alter column imap_body_structure set storage main;
alter table content alter column summary set storage main;

-- Syllables with and without diacritics, fields marked by a prefix (see mail/search-index.ts).
create table content_text (
  content_id    bigint primary key references content on delete cascade,
  tsv           tsvector not null
);
create index content_text_tsv on content_text using gin (tsv);

-- Every content up to this one has its text; of later ones, those that have no row in content_text have not.
create table search_state (
  one           boolean primary key default true check (one),
  indexed_through bigint not null default 0
);
insert into search_state default values;

-- Never given twice, so that a mailbox made anew under an old name is seen to be another (RFC 9051 §2.3.1.1).
create sequence mailbox_uid_validity maxvalue 4294967295;

create table mailbox (
  account_id    bigint not null references account,
  mailbox_id    bigint generated always as identity,
  parent_id     bigint,
  name          text not null,
  role          text,                               -- inbox, sent, drafts, trash, junk, archive
  sort_order    integer not null default 0,
  subscribed    boolean not null default true,
  uid_validity  bigint not null default nextval('mailbox_uid_validity'),
  uid_next      bigint not null default 1,
  highest_modseq bigint not null default 1,         -- of any change to its messages
  created_modseq bigint not null default 1,
  property_modseq bigint not null default 1,        -- of name, parent, role, order, subscription
  total         integer not null default 0,
  unseen        integer not null default 0,
  deleted       integer not null default 0,         -- with \Deleted
  size          bigint not null default 0,
  primary key (account_id, mailbox_id),
  foreign key (account_id, parent_id) references mailbox (account_id, mailbox_id)
) with (fillfactor = 50);
create unique index mailbox_name on mailbox (account_id, coalesce(parent_id, 0), name);
create unique index mailbox_role on mailbox (account_id, role) where role is not null;

create table mailbox_vanished (
  account_id    bigint not null,
  mailbox_id    bigint not null,
  modseq        bigint not null,
  primary key (account_id, mailbox_id)
);

-- A message in a mailbox. A JMAP Email in two mailboxes is two rows with one email_id and the same flags.
create table message (
  account_id    bigint not null,
  mailbox_id    bigint not null,
  uid           bigint not null,
  email_id      bigint not null,                    -- the account's modseq when the Email was made: unique in the account
  thread_id     bigint not null,
  content_id    bigint not null,
  modseq        bigint not null,
  received_at   timestamptz not null,
  size          integer not null,
  flags         smallint not null default 0,        -- 1 seen, 2 answered, 4 flagged, 8 deleted, 16 draft
  keywords      text[],                             -- others, lower case; null when none
  primary key (account_id, mailbox_id, uid)
) with (fillfactor = 85);
create index message_email on message (account_id, email_id);
create index message_modseq on message (account_id, modseq);
create index message_thread on message (account_id, thread_id);
create index message_content on message (content_id);

-- Messages that left a mailbox, for clients that were away.
create table message_vanished (
  account_id    bigint not null,
  mailbox_id    bigint not null,
  uid           bigint not null,
  email_id      bigint not null,
  thread_id     bigint not null,
  modseq        bigint not null,
  primary key (account_id, mailbox_id, uid)
);
create index message_vanished_modseq on message_vanished (account_id, modseq);

-- Sender names and signatures a person keeps; the addresses one may use come from `address` and `delegation`.
create table identity (
  account_id    bigint not null references account,
  identity_id   bigint generated always as identity,
  person_id     bigint not null references person,
  email         text not null,
  name          text not null default '',
  reply_to      jsonb,
  bcc           jsonb,
  text_signature text not null default '',
  html_signature text not null default '',
  modseq        bigint not null,
  primary key (account_id, identity_id)
);

-- Mail on its way: to other servers, and to mailboxes here. docs/adr/0006-outgoing-queue.md.

create table queue_message (
  queue_id      bigint generated always as identity primary key,
  content_id    bigint references content,          -- null once every recipient is settled
  size          integer not null,
  sender        text not null,                      -- MAIL FROM; '' is the null sender
  account_id    bigint references account,          -- whose mail it is; null for the server's own reports
  person_id     bigint references person,           -- who sent it
  message_id    text,                               -- Message-ID, for operators
  subject       text,                               -- decoded, for operators
  envid         text,                               -- RFC 3461 ENVID and RET
  ret           text check (ret in ('FULL', 'HDRS')),
  eight_bit     boolean not null default false,
  smtp_utf8     boolean not null default false,
  require_tls   boolean not null default false,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null,               -- given up after this
  settled_at    timestamptz                         -- when the last recipient was settled
);
create index queue_message_account on queue_message (account_id, queue_id) where account_id is not null;
create index queue_message_settled on queue_message (settled_at) where settled_at is not null;
create index queue_message_content on queue_message (content_id) where content_id is not null;

create table queue_recipient (
  queue_id      bigint not null references queue_message on delete cascade,
  recipient_no  integer not null,                   -- from 1
  address       text not null,                      -- RCPT TO
  domain        text not null,                      -- as an A-label, lower case: what is looked up and counted
  local         boolean not null,                   -- a mailbox here
  state         text not null check (state in ('queued', 'held', 'sending', 'sent', 'failed', 'dropped')),
  notify        text[],                             -- RFC 3461 NOTIFY; null when not given
  orcpt         text,                               -- RFC 3461 ORCPT, decoded
  attempts      integer not null default 0,
  next_attempt_at timestamptz not null,
  last_attempt_at timestamptz,
  last_status   text,                               -- enhanced status code, RFC 3463
  last_reply    text,                               -- what the other server, or this one, said
  remote_mta    text,
  report        text check (report in ('failed', 'delayed', 'delivered', 'relayed')),  -- the sender has yet to be told
  delay_told_at timestamptz,                        -- when a delay was to be told
  settled_at    timestamptz,
  lease_owner   text,                               -- the process that may act on it now; only while 'sending'
  lease_until   timestamptz,
  primary key (queue_id, recipient_no),
  check ((state = 'sending') = (lease_owner is not null)),
  check ((state in ('sent', 'failed', 'dropped')) = (settled_at is not null))
) with (fillfactor = 80);
create index queue_recipient_due on queue_recipient (next_attempt_at) where state = 'queued';
create index queue_recipient_leased on queue_recipient (lease_until) where state = 'sending';
create index queue_recipient_report on queue_recipient (queue_id) where report is not null;
create index queue_recipient_open on queue_recipient (domain, state) where settled_at is null;

-- When each mailbox was last opened, and how often on a day: for what is unused (TG 5.3, CB 8.3) and for the duty to look
-- into it (TG 16.1, CB 13.1). Written at most once an hour for a mailbox and a protocol.
create table account_use (
  account_id    bigint not null references account on delete cascade,
  protocol      text not null check (protocol in ('web', 'jmap', 'imap', 'unknown')),  -- unknown: from before uses were kept
  last_at       timestamptz not null default now(),
  primary key (account_id, protocol)
);

create table account_use_day (
  day           date not null,                      -- in Vietnam
  account_id    bigint not null references account on delete cascade,
  times         smallint not null,                  -- openings at least an hour apart
  primary key (day, account_id)
);
create index account_use_day_account on account_use_day (account_id);

-- What sign-ins tell of the time before.
insert into account_use (account_id, protocol, last_at)
select a.account_id, 'unknown', max(n.last_at)
from sign_in_network n join account a on a.person_id = n.person_id and a.kind = 'personal' and a.state <> 'closed'
group by a.account_id;

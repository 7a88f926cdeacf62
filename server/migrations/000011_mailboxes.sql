-- Addresses that end, and on what ground a mailbox was given.

-- An old address after a change: it reaches the mailbox until this day, then retires. Null: for good.
alter table address add column valid_until date;
create index address_ends on address (valid_until) where valid_until is not null;
alter table address add check (valid_until is null or not is_primary);

create index address_retired_person on address_retired (person_id) where person_id is not null;
create index address_retired_organisation on address_retired (organisation_id) where organisation_id is not null;

-- Mailboxes that not everyone gets of right: who asked, and undertook in writing to keep the regulation (BD 2.3).
create table account_grant (
  account_id    bigint primary key references account on delete cascade,
  basis         text not null check (basis in ('of-right', 'on-request', 'on-commitment')),
  cite          text,                               -- the article
  document      text,                               -- the request or commitment: number, date
  granted_by    bigint references person,
  granted_at    timestamptz not null default now()
);

-- Lists of mailboxes as they stood on a day.
create index account_version_from on account_version (valid_from);

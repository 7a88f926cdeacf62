-- Look-up in the directory, and what sign-in remembers.

-- Vietnamese without diacritics, lower case. `directory/naming/fold.ts` does the same; a test compares them. Written
-- so that it does not depend on the database's locale: marks and đ go first, then only ASCII is left to lower.
create function fold(text) returns text
  language sql immutable strict parallel safe
  return lower(translate(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g'), 'đĐðÐ', 'dddd'));

-- One row for each active mailbox, kept by directory/refresh-entries.ts in the transaction that changes what it shows.
create table directory_entry (
  account_id    bigint primary key references account on delete cascade,
  province_id   text not null references province,
  kind          text not null check (kind in ('person', 'organisation')),
  name          text not null,
  address       text not null,
  position      text,
  organisation  text,                               -- where the person works, or what stands above the organisation
  organisation_id bigint not null default 0,
  folded        text not null,                      -- the name's folded words
  initials      text not null,
  terms         tsvector not null                   -- folded words of all the above, without positions
);
create index directory_entry_terms on directory_entry using gin (terms) with (fastupdate = off);
create index directory_entry_province on directory_entry (province_id);

-- From where a person has signed in: a stranger's wrong guesses must not keep them out.
create table sign_in_network (
  person_id     bigint not null references person,
  network       text not null,
  last_at       timestamptz not null default now(),
  primary key (person_id, network)
);

alter table sign_in_failure add column failure_id bigint generated always as identity;
alter table sign_in_failure add primary key (failure_id);
create index sign_in_failure_at on sign_in_failure (at);
create index web_session_expires on web_session (expires_at);

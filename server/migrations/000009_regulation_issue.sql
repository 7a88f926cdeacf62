-- Versions of rules, and instruments, issued in the web: laid over the province's profile by their date in force. A row is
-- never changed; what is not in force yet is withdrawn by a further row. Days are Việt Nam's.

create table regulation_issue (
  issue_id      bigint generated always as identity primary key,
  province_id   text not null references province,
  rule          text not null,
  value         jsonb,                              -- of the rule's schema; null: the row withdraws another
  cite          text,                               -- TG 4.2b
  note          jsonb,                              -- {vi, en}: why it stands there without an article, or how that is read
  from_date     date,
  withdraws     bigint unique references regulation_issue,
  reason        text not null,
  issued_by     bigint references person,
  issued_at     timestamptz not null default now(),
  check ((withdraws is null) = (value is not null)),
  check ((withdraws is null) = (from_date is not null)),
  check (withdraws is not null or cite is not null or note is not null),
  -- Nobody edits the past, nor the day that has begun.
  check (from_date > (issued_at at time zone 'Asia/Ho_Chi_Minh')::date)
);
create index regulation_issue_rule on regulation_issue (province_id, rule, from_date);

create table regulation_instrument_issue (
  issue_id      bigint generated always as identity primary key,
  province_id   text not null references province,
  code          text not null,                      -- begins its citations
  instrument    jsonb,                              -- number, title, issuer, dates …; null: the row withdraws another
  articles      jsonb,                              -- each with what it says in our words
  withdraws     bigint unique references regulation_instrument_issue,
  reason        text not null,
  issued_by     bigint references person,
  issued_at     timestamptz not null default now(),
  check ((withdraws is null) = (instrument is not null)),
  check ((withdraws is null) = (articles is not null))
);
create index regulation_instrument_issue_code on regulation_instrument_issue (province_id, code);

create function regulation_unalterable() returns trigger language plpgsql as $$
begin
  raise exception 'what was issued is never altered' using errcode = 'integrity_constraint_violation';
end $$;
create trigger regulation_unalterable before update or delete on regulation_issue
  for each row execute function regulation_unalterable();
create trigger regulation_unalterable before update or delete on regulation_instrument_issue
  for each row execute function regulation_unalterable();

-- Every process lays it over its profiles.
create function regulation_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('congvu_regulation', new.province_id);
  return null;
end $$;
create trigger regulation_notify after insert on regulation_issue
  for each row execute function regulation_notify();
create trigger regulation_notify after insert on regulation_instrument_issue
  for each row execute function regulation_notify();

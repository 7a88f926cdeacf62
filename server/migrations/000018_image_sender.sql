-- Senders whose pictures a person lets the page load from outside. Theirs on every machine; on no shared one anybody else's.
create table image_sender (
  person_id     bigint not null references person on delete cascade,
  sender        text not null check (sender = lower(sender)),
  added_at      timestamptz not null default now(),
  primary key (person_id, sender)
);

-- A submission's state moves with what the queue does of it (RFC 8621 §7: undoStatus, deliveryStatus). Whoever changes a
-- recipient - a worker, an operator, the command line - marks its submission in the same transaction, so that no change is
-- missed; a server gives marked ones their place in the account's counter afterwards, under the account's lock. Here
-- that lock can't be taken: a delivery holds those of its recipients already.
alter table email_submission add column moved boolean not null default false;
create index email_submission_moved on email_submission (account_id) where moved;

create function email_submission_mark(bigint[]) returns void language plpgsql as $$
begin
  update email_submission set moved = true where queue_id = any($1) and not moved;
  if found then
    perform pg_notify('congvu_submission', '');
  end if;
end $$;

create function email_submission_followed() returns trigger language plpgsql as $$
begin
  perform email_submission_mark(array(
    select distinct n.queue_id from is_now n join was w using (queue_id, recipient_no)
    where n.state <> w.state or n.last_reply is distinct from w.last_reply));
  return null;
end $$;
create trigger email_submission_followed after update on queue_recipient
  referencing old table as was new table as is_now for each statement execute function email_submission_followed();

create function email_submission_forgotten() returns trigger language plpgsql as $$
begin
  perform email_submission_mark(array(select distinct queue_id from was));
  return null;
end $$;
create trigger email_submission_forgotten after delete on queue_recipient
  referencing old table as was for each statement execute function email_submission_forgotten();

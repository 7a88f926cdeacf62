/** SQL of the server's own HTTP calls. */

/** Messages of these accounts with a recipient that is held. */
export const heldOf = {
  name: 'http_held',
  text: `select count(*) as held from queue_message m
where m.account_id = any($1::bigint[]) and m.settled_at is null
  and exists (select from queue_recipient r where r.queue_id = m.queue_id and r.state = 'held')`,
};

/** Of person $1, the newest first. */
export const imageSendersOf = {
  name: 'http_image_senders',
  text: 'select sender from image_sender where person_id = $1 order by added_at desc, sender',
};

export const addImageSender = {
  name: 'http_add_image_sender',
  text: `insert into image_sender (person_id, sender) values ($1, $2)
on conflict (person_id, sender) do update set added_at = clock_timestamp()`,
};

export const removeImageSender = {
  name: 'http_remove_image_sender',
  text: 'delete from image_sender where person_id = $1 and sender = $2',
};

/** All of person $1 but the newest $2. */
export const oldImageSenders = {
  name: 'http_old_image_senders',
  text: `delete from image_sender where person_id = $1 and sender in (
  select sender from image_sender where person_id = $1 order by added_at desc, sender offset $2)`,
};

/** Recipients that are not settled, by state, and seconds since the oldest message of each came. */
export const openQueue = {
  name: 'http_open_queue',
  text: `select r.state, count(*)::int as recipients, extract(epoch from now() - min(m.created_at))::float8 as age
from queue_recipient r join queue_message m using (queue_id) where r.settled_at is null group by r.state`,
};

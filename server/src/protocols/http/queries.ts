/** SQL of the server's own HTTP calls. */

/** Messages of these accounts with a recipient that is held. */
export const heldOf = {
  name: 'http_held',
  text: `select count(*) as held from queue_message m
where m.account_id = any($1::bigint[]) and m.settled_at is null
  and exists (select from queue_recipient r where r.queue_id = m.queue_id and r.state = 'held')`,
};

/** SQL of `open-segments.ts`. */
import type { Statement } from './queries.ts';

export const nextSegment: Statement = {
  text: `insert into segment_open (segment, host, boot) values (nextval('blob_segment_id'), $1, $2) returning segment`,
};

export const closeSegment: Statement = { text: 'delete from segment_open where segment = $1' };

/** Those that a kernel other than the running one had open. `ours`: nobody can still be writing to it. */
export const tornSegments: Statement = {
  text: `select segment, host = $1 or opened_at < now() - make_interval(days => $3) as ours from segment_open
where boot <> $2 order by segment`,
};

/** `recent`: within the two minutes before the newest; what is written is on disk well before that. */
export const contentsOfSegment: Statement = {
  text: `select content_id, hash, segment_offset, size, created_at > max(created_at) over () - interval '2 minutes' as recent
from content where segment = $1 order by segment_offset`,
};

export const messagesOfContents: Statement = {
  text: `select account_id, mailbox_id, uid, email_id, thread_id, content_id, modseq, flags, keywords, size
from message where content_id = any($1::bigint[])`,
};

export const dropQueued: Statement = { text: 'delete from queue_message where content_id = any($1::bigint[])' };

/** Unless something came to point to it meanwhile. */
export const dropContentRows: Statement = {
  text: `delete from content c where content_id = any($1::bigint[])
  and not exists (select from message m where m.content_id = c.content_id)`,
};

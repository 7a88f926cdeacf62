/** SQL of the sweeper. */
import type { Statement } from './queries.ts';

/** Contents that nothing points to, old enough that nobody is about to. Locked: whoever delivers one waits, or is skipped. */
export const orphans: Statement = {
  text: `
select content_id from content c
where c.content_id > $1 and c.created_at < now() - $2::interval
  and not exists (select from message m where m.content_id = c.content_id)
  and not exists (select from queue_message q where q.content_id = c.content_id)
order by c.content_id limit $3 for update skip locked`,
};

/** Looks again, for something may have come while the lock was waited for. */
export const deleteOrphans: Statement = {
  text: `
delete from content c
where c.content_id = any($1::bigint[])
  and not exists (select from message m where m.content_id = c.content_id)
  and not exists (select from queue_message q where q.content_id = c.content_id)`,
};

/** Octets of live contents in each segment. */
export const liveOctets: Statement = {
  text: 'select segment, sum(size + 48)::bigint as live from content group by segment',
};

export const contentsOfSegment: Statement = {
  text: 'select content_id, hash, segment_offset, size from content where segment = $1 order by segment_offset limit $2',
};

export const moveContent: Statement = {
  text: `
update content c set segment = t.segment, segment_offset = t.place
from unnest($1::bigint[], $2::int[], $3::bigint[]) as t(content_id, segment, place)
where c.content_id = t.content_id and c.segment = $4`,
};

export const retireSegment: Statement = {
  text: 'insert into segment_retired (segment) values ($1) on conflict do nothing',
};

export const retiredSegments: Statement = {
  text: 'select segment, retired_at < now() - $1::interval as ripe from segment_retired',
};

export const forgetRetired: Statement = { text: 'delete from segment_retired where segment = $1' };

/** Tombstones older than this are forgotten; clients that were away longer start anew. */
export const forgetVanished: Statement = {
  text: `
with old as (
  select account_id, max(modseq) as modseq from message_vanished v
  where modseq < (select a.modseq from account a where a.account_id = v.account_id) - 200000
  group by account_id
), floors as (
  update account a set modseq_floor = greatest(a.modseq_floor, old.modseq) from old where a.account_id = old.account_id
)
delete from message_vanished v using old where v.account_id = old.account_id and v.modseq <= old.modseq`,
};

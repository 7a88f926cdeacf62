/**
 * Looks through the chain of audit events: every event is linked, every link holds the hash of its event and of the link
 * before, none is missing, and the chain ends where the head and the anchors say (docs/adr/0018).
 */
import type { AuditFault } from '@congvu/contract';
import type { Pools, Queryable } from '../../platform/index.ts';
import { type Anchor, readAnchors, readHead } from './anchors.ts';

export interface VerifyOptions {
  /** Only events from and before these times. Where the chain ends is looked at all the same. */
  from?: Date | undefined;
  until?: Date | undefined;
  /** Where the anchors are. */
  dataDir: string;
  progress?: (done: number, total: number) => void;
}

export interface Verification {
  /** Numbers in the chain; `until` less than `from` when nothing was to be looked through. */
  from: number;
  until: number;
  /** Of the last link when it was begun. */
  head: { seq: number; hash: string };
  anchors: number;
  /** The first bad place, null: all is as it was written. */
  fault: AuditFault | null;
}

/** Links looked at by one statement. */
const step = 20_000;

export async function verifyChain(pools: Pools, options: VerifyOptions): Promise<Verification> {
  const { anchors, unreadable } = await readAnchors(options.dataDir);
  // One view of it all, while others go on writing.
  return pools.transaction(
    async (tx) => {
      const head = await readHead(tx);
      const { first, last } = await rangeOf(tx, options);
      const found = {
        from: first,
        until: last,
        head: { seq: head.seq, hash: head.hash.toString('hex') },
        anchors: anchors.length,
      };
      const inside = anchors.filter((anchor) => anchor.seq >= first || anchor.seq >= head.seq);
      const faults = [
        await firstBadLink(tx, first, last, options.progress),
        await firstUnlinked(tx, options),
        await endOfChain(tx, head),
        await firstBadAnchor(tx, inside),
        unreadable.length > 0 ? fault('anchor', null, { line: unreadable[0]! }) : null,
      ];
      return { ...found, fault: faults.find((one) => one !== null) ?? null };
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}

const fault = (
  kind: AuditFault['kind'],
  seq: number | null,
  more: Partial<Omit<AuditFault, 'kind' | 'seq'>> = {},
): AuditFault => ({ kind, seq, eventId: null, at: null, line: null, ...more });

/** The links to look at. By time the chain is nearly in order: transactions that overlapped may lie the other way round. */
async function rangeOf(tx: Queryable, { from, until }: VerifyOptions): Promise<{ first: number; last: number }> {
  const { rows } = await tx.query<{ first: number | null; last: number | null }>(
    from || until
      ? {
          text: `select min(c.seq) as first, max(c.seq) as last from audit_event e join audit_chain c using (event_id)
                 where e.at >= coalesce($1, '-infinity'::timestamptz) and e.at < coalesce($2, 'infinity'::timestamptz)`,
          values: [from ?? null, until ?? null],
        }
      : { text: 'select min(seq) as first, max(seq) as last from audit_chain' },
  );
  // The whole chain begins with 1, also when its first links are gone.
  return { first: from ? (rows[0]?.first ?? 1) : 1, last: rows[0]?.last ?? 0 };
}

interface Link {
  seq: number;
  event_id: number;
  at: Date | null;
  found: boolean;
  gap: boolean;
}

async function firstBadLink(
  tx: Queryable,
  first: number,
  last: number,
  progress: VerifyOptions['progress'],
): Promise<AuditFault | null> {
  // By index, since events lie nearly in the chain's order; the planner would read all of them for every step.
  const plan = (state: string) =>
    tx.query(
      `set local enable_seqscan = ${state}; set local enable_hashjoin = ${state}; set local enable_mergejoin = ${state}`,
    );
  await plan('off');
  for (let after = first - 1; after < last; after += step) {
    const upTo = Math.min(after + step, last);
    const { rows } = await tx.query<Link>({ name: 'audit-verify', text: badLinks, values: [after, upTo] });
    const bad = rows[0];
    if (bad) {
      await plan('on');
      return describe(tx, bad);
    }
    progress?.(upTo - first + 1, last - first + 1);
  }
  await plan('on');
  return null;
}

/** Links after $1 up to $2 that don't fit, the first of them; with the link before as what it must follow. */
const badLinks = `
  with part as (
    select c.seq, c.event_id, c.hash, e.at, e.event_id is not null as found,
      lag(c.hash) over w as before, lag(c.seq) over w as seq_before,
      case when e.event_id is not null then convert_to(audit_text(c.seq, e), 'UTF8') end as text
    from audit_chain c left join audit_event e on e.event_id = c.event_id
    where c.seq >= $1 and c.seq <= $2
    window w as (order by c.seq)
  ), judged as (
    select seq, event_id, at, found, seq <> coalesce(seq_before, 0) + 1 as gap,
      hash is distinct from sha256(coalesce(before, ''::bytea) || text) as wrong
    from part where seq > $1
  )
  select seq, event_id, at, found, gap from judged where gap or wrong or not found order by seq limit 1`;

async function describe(tx: Queryable, { seq, event_id: eventId, at, found, gap }: Link): Promise<AuditFault> {
  if (gap) return fault('missing', seq - 1, { at: at?.toISOString() ?? null });
  if (!found) return fault('missing', seq, { eventId });
  const moved = await isElsewhere(tx, seq);
  return fault(moved ? 'reordered' : 'altered', seq, { eventId, at: at?.toISOString() ?? null });
}

/** Whether another event nearby is the one that this link was made for. */
async function isElsewhere(tx: Queryable, seq: number): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from audit_chain c
     left join audit_chain before on before.seq = c.seq - 1
     join audit_chain near on near.seq between c.seq - 10000 and c.seq + 10000
     join audit_event e on e.event_id = near.event_id
     where c.seq = $1 and c.hash = sha256(coalesce(before.hash, ''::bytea) || convert_to(audit_text(c.seq, e), 'UTF8')) limit 1`,
    [seq],
  );
  return rows.length > 0;
}

/** An event that no link holds: written past the triggers, or its link was taken away. */
async function firstUnlinked(tx: Queryable, { from, until }: VerifyOptions): Promise<AuditFault | null> {
  const { rows } = await tx.query<{ event_id: number; at: Date }>(
    `select event_id, at from audit_event e
     where e.at >= coalesce($1, '-infinity'::timestamptz) and e.at < coalesce($2, 'infinity'::timestamptz)
       and not exists (select from audit_chain c where c.event_id = e.event_id)
     order by event_id limit 1`,
    [from ?? null, until ?? null],
  );
  const one = rows[0];
  return one ? fault('unlinked', null, { eventId: one.event_id, at: one.at.toISOString() }) : null;
}

async function endOfChain(tx: Queryable, head: { seq: number; hash: Buffer }): Promise<AuditFault | null> {
  const { rows } = await tx.query<{ seq: number; hash: Buffer }>(
    'select seq, hash from audit_chain order by seq desc limit 1',
  );
  const last = rows[0] ?? { seq: 0, hash: Buffer.alloc(0) };
  if (last.seq < head.seq) return fault('cut', last.seq + 1);
  return last.seq > head.seq || !last.hash.equals(head.hash) ? fault('head', last.seq) : null;
}

async function firstBadAnchor(tx: Queryable, anchors: readonly Anchor[]): Promise<AuditFault | null> {
  const { rows } = await tx.query<{ seq: number; hash: Buffer }>(
    'select seq, hash from audit_chain where seq = any($1)',
    [anchors.map((anchor) => anchor.seq)],
  );
  const hashes = new Map(rows.map((row) => [row.seq, row.hash]));
  const bad = anchors.find((anchor) => !hashes.get(anchor.seq)?.equals(anchor.hash));
  if (!bad) return null;
  return fault(hashes.has(bad.seq) ? 'rewritten' : 'cut', bad.seq, { at: bad.at.toISOString() });
}

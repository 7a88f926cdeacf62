import type { Queryable } from '../../platform/index.ts';

/** Which share of all entries a word finds, as PostgreSQL's own statistics have it; it decides how they are looked for. */
export interface TermShares {
  /** How many entries there are. */
  entries: number;
  /** From 0 to 1: an estimate from above. */
  word(folded: string): number;
  /** The same for whatever begins so. */
  beginning(folded: string): number;
}

const keepFor = 60_000;
const known = new WeakMap<Queryable, { at: number; shares: Promise<TermShares> }>();

/** Read anew each minute. */
export function termShares(db: Queryable): Promise<TermShares> {
  const before = known.get(db);
  if (before && Date.now() - before.at < keepFor) return before.shares;
  const shares = readShares(db).catch((error) => {
    known.delete(db);
    throw error;
  });
  known.set(db, { at: Date.now(), shares });
  return shares;
}

async function readShares(db: Queryable): Promise<TermShares> {
  const { rows } = await db.query<{ entries: number; terms: string[] | null; shares: number[] | null }>({
    name: 'directory-term-shares',
    text: `
      select greatest(c.reltuples, 0)::int as entries, s.most_common_elems::text::text[] as terms, s.most_common_elem_freqs as shares
      from pg_class c left join pg_stats s on s.schemaname = current_schema() and s.tablename = c.relname and s.attname = 'terms'
      where c.oid = 'directory_entry'::regclass`,
  });
  const { entries, terms, shares } = rows[0]!;
  const common = (terms ?? [])
    .map((term, i) => ({ term, share: shares?.[i] ?? 0 }))
    .sort((a, b) => (a.term < b.term ? -1 : 1));
  // Words not among the commonest are rarer than any of them.
  const rest = common.reduce((least, { share }) => Math.min(least, share), 1) * (common.length > 0 ? 1 : 0);
  const byTerm = new Map(common.map(({ term, share }) => [term, share]));
  return {
    entries,
    word: (folded) => byTerm.get(folded) ?? rest,
    beginning: (folded) => {
      let sum = rest;
      for (const { term, share } of common) if (term.startsWith(folded)) sum += share;
      return Math.min(1, sum);
    },
  };
}

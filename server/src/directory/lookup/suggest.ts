import type { Suggestion } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { mostJudged, type Places, planOf, probed, walked } from './candidates.ts';
import { fit, misses, nearness, placesOf, scoreParameters, scoreValues } from './score.ts';
import { termShares } from './term-shares.ts';
import { readWords, type Words } from './words.ts';

const mostSuggested = 50;

interface Row extends Suggestion {
  entry: number;
  /** How many entries were judged. */
  judged: number;
}

/**
 * Type-ahead over a person's own province: whoever can be written to, best first (see `score.ts`), with or without
 * marks, every word a beginning, in any order.
 */
export async function suggest(db: Queryable, personId: number, q: string, limit = 8): Promise<Suggestion[]> {
  const words = readWords(q);
  if (words.folded.length === 0) return [];
  const plan = planOf(words, await termShares(db));
  const most = Math.max(1, Math.min(limit, mostSuggested));
  const found = new Map<number, Suggestion>();
  const keep = (rows: Row[]) => {
    for (const { entry, judged: _, ...suggestion } of rows)
      if (found.size < most && !found.has(entry)) found.set(entry, suggestion);
  };
  const common = (asked: Words) => run(db, commonStatement, [personId, plan.filter, ...scoreValues(asked), most * 4]);
  const rare = (probe: string) =>
    run(db, rareStatement, [personId, plan.filter, ...scoreValues(words), most * 4, probe]);

  const all = plan.rare ? await rare(plan.probe) : [];
  // Cut off, the best may not be among them.
  if ((all[0]?.judged ?? 0) < mostJudged) keep(all);
  if (found.size < most && (all.length === 0 || all[0]!.judged === mostJudged)) {
    keep(await common(words));
    if (found.size < most && words.marked.length > 0) keep(await common({ ...words, marked: [] }));
  }
  if (found.size < most && !plan.rare) keep(await rare(plan.probe));
  if (found.size < most && plan.loose) keep(await rare(plan.loose));
  return [...found.values()];
}

const run = async (db: Queryable, statement: { name: string; text: string }, values: unknown[]) =>
  (await db.query<Row>({ ...statement, values })).rows;

const firstScore = 3;
const limitAt = firstScore + scoreParameters;
const places: Places = {
  province: '(select province_id from me)',
  unit: '(select unit_id from me)',
  agency: '(select agency_id from me)',
  filter: '$2',
  probe: `$${limitAt + 1}`,
  extra: `and e.address is not null and (e.address_kind <> 'official' or e.state = 'active')`,
  ...placesOf(firstScore),
};

const suggestText = (candidates: string) => `
  with me as materialized (
    select p.province_id, coalesce(e.unit_id, -1) as unit_id, coalesce(e.agency_id, -1) as agency_id
    from person p left join directory_entry e using (person_id) where p.person_id = $1
  )
  select e.entry_id as entry, e.name, e.address, e.position, e.organisation,
    case when e.person_id is null then 'organisation' else 'person' end as kind, count(*) over () as judged
  from (${candidates}) e
  order by ${misses(places)}, ${fit(places)}, ${nearness(places.unit, places.agency)}, e.rank desc, length(e.folded), e.entry_id
  limit $${limitAt}`;

const rareStatement = { name: 'directory-suggest-rare', text: suggestText(probed(places)) };
const commonStatement = { name: 'directory-suggest-common', text: suggestText(walked(places)) };

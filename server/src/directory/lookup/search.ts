import type { Queryable } from '../../platform/index.ts';
import { mostJudged, type Places, planOf, probed, walked } from './candidates.ts';
import { fit, misses, nearness, placesOf, scoreParameters, scoreValues } from './score.ts';
import { termShares } from './term-shares.ts';
import type { Words } from './words.ts';

export interface Search {
  /** Who asks: their province alone is looked in, and who is near them comes first. */
  personId: number;
  words: Words;
  /** Only whoever can be written to: a mailbox in use, or a contact address. */
  writable: boolean;
  kind: 'person' | 'organisation' | null;
  /** Addresses written to lately: first among what fits equally well. */
  recent: readonly string[];
  most: number;
}

/** What lists show of an entry. */
export interface FoundEntry {
  entry: number;
  kind: 'person' | 'organisation';
  id: number;
  name: string;
  position: string | null;
  organisation: string | null;
  organisationId: number | null;
  address: string | null;
  addressKind: 'official' | 'sector' | 'free' | 'other' | null;
  state: 'active' | 'locked' | 'closed' | null;
  isHead: boolean;
  phone: string | null;
}

export const entryColumns = `
  e.entry_id as entry, case when e.person_id is null then 'organisation' else 'person' end as kind,
  coalesce(e.person_id, e.organisation_id) as id, e.name, e.position, e.organisation, e.unit_id as "organisationId",
  e.address, e.address_kind as "addressKind", e.state, e.is_head as "isHead",
  coalesce(e.shown ->> 'phone', e.shown ->> 'mobile') as phone`;

/** `me`: the province, unit and agency of whoever asks (`$1`). */
export const whoAsks = `
  me as materialized (
    select p.province_id, coalesce(e.unit_id, -1) as unit_id, coalesce(e.agency_id, -1) as agency_id
    from person p left join directory_entry e using (person_id) where p.person_id = $1
  )`;
export const me = {
  province: '(select province_id from me)',
  unit: '(select unit_id from me)',
  agency: '(select agency_id from me)',
};

/**
 * The best of what is found, best first (`score.ts`); quickly, however common the words (`candidates.ts`): fewer than
 * wanted may come though more would fit worse.
 */
export async function search(db: Queryable, asked: Search): Promise<FoundEntry[]> {
  const { words, most } = asked;
  if (words.folded.length === 0) return [];
  const plan = planOf(words, await termShares(db));
  const found = new Map<number, FoundEntry>();
  const keep = (rows: Row[]) => {
    for (const { judged: _, ...entry } of rows)
      if (found.size < most && !found.has(entry.entry)) found.set(entry.entry, entry);
  };
  const run = async (statement: { name: string; text: string }, of: Words, probe: string[]): Promise<Row[]> => {
    const values = [asked.personId, plan.filter, asked.writable, asked.kind, asked.recent, ...scoreValues(of)];
    // One found in several places is there several times.
    return (await db.query<Row>({ ...statement, values: [...values, most * 4, ...probe] })).rows;
  };
  const common = (of: Words) => run(commonStatement, of, []);
  const rare = (probe: string) => run(rareStatement, words, [probe]);

  const all = plan.rare ? await rare(plan.probe) : [];
  const cut = (all[0]?.judged ?? 0) >= mostJudged;
  // Cut off, the best may not be among them.
  if (!cut) keep(all);
  if (found.size < most && (all.length === 0 || cut)) {
    keep(await common(words));
    if (found.size < most && words.marked.length > 0) keep(await common({ ...words, marked: [] }));
  }
  // Whoever is called so was found above: what fits worse is not worth waiting for.
  const enough = found.size > 0 && plan.dear;
  if (found.size < most && !plan.rare && !enough) keep(await rare(plan.probe));
  if (found.size < most && plan.loose && !enough) keep(await rare(plan.loose));
  return [...found.values()];
}

interface Row extends FoundEntry {
  /** How many entries were judged. */
  judged: number;
}

const firstScore = 6;
const limitAt = firstScore + scoreParameters;
const places: Places = {
  ...me,
  filter: '$2',
  probe: `$${limitAt + 1}`,
  recent: '$5::text[]',
  extra: `and (not $3::boolean or e.address is not null and (e.address_kind <> 'official' or e.state = 'active'))
    and ($4::text is null or ($4 = 'person') = (e.person_id is not null))`,
  ...placesOf(firstScore),
};

const statement = (candidates: string, judged: string) => `
  with ${whoAsks}
  select ${entryColumns}, ${judged} as judged
  from (${candidates}) e
  order by ${misses(places)}, ${fit(places)}, e.address = any(${places.recent}) is not true,
    ${nearness(me.unit, me.agency)}, e.rank desc, length(e.folded), e.entry_id
  limit $${limitAt}`;

const rareStatement = { name: 'directory-search-rare', text: statement(probed(places), 'count(*) over ()') };
const commonStatement = { name: 'directory-search-common', text: statement(walked(places), '0') };

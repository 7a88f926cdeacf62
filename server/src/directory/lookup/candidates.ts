/**
 * Where entries are looked for. A rare word finds few entries, and all of them are judged. What would find thousands
 * (one letter, `nguyễn`) is looked for among those who would come first anyway: those called just so, one's own unit
 * and agency, organisations and heads from the top down, then staff from the top down; see ADR 0017.
 */
import type { ScoreParameters } from './score.ts';
import type { TermShares } from './term-shares.ts';
import type { Words } from './words.ts';

/** As many entries as are judged at most. */
export const mostJudged = 600;
/** Entries walked through from the top, of each kind; and how many of those that fit are judged. */
const mostWalked = 1000;
const mostTaken = 50;
const mostInUnit = 120;
const mostInAgency = 200;
/** Of the same given name, from the top; and of those that have the other words as well. */
const mostNamesakes = 150;
const mostOfName = 200;
/** Heads and organisations rank above it, everyone else not. */
export const staffRank = 110;

/** Microseconds, roughly: to fetch an entry, to gather one of a beginning in the index, or of a whole word. */
const cost = { fetch: 1, beginning: 0.15, word: 0.03 } as const;
/** What a probe may cost, so estimated; a walk costs as much. */
const mostProbed = 2500;
/** Words of one field go together (`giám đốc`): they find more than chance would have it. */
const affinity = 3;
/** Fewer digits than these begin too many numbers. */
const rareDigits = 6;

export interface Plan {
  /** All words, as beginnings. */
  filter: string;
  /** What the index is asked for: the part of what was typed that it answers quickly. */
  probe: string;
  /** Whether the probe finds so few that all can be judged. */
  rare: boolean;
  /** Whether it takes so long that it is better left, when others were found. */
  dear: boolean;
  /** The same with every word a beginning, not only the last; null where that makes no difference. */
  loose: string | null;
}

interface Term {
  text: string;
  share: number;
  /** To gather its entries. */
  cost: number;
}

export function planOf({ folded, digits }: Words, shares: TermShares): Plan {
  const beginning = (word: string): Term => {
    const share = shares.beginning(word);
    return { text: `'${word}':*`, share, cost: share * shares.entries * cost.beginning };
  };
  const whole = (word: string): Term => {
    const share = shares.word(word);
    return { text: `'${word}'`, share, cost: share * shares.entries * cost.word };
  };
  const loose = folded.map(beginning);
  const filter = loose.map(({ text }) => text).join(' & ');
  if (digits !== null) return { filter, probe: filter, rare: digits.length >= rareDigits, dear: false, loose: null };
  const best = cheapest([...folded.slice(0, -1).map(whole), loose.at(-1)!], shares.entries);
  const rare = best.cost <= mostProbed && best.fits <= mostJudged;
  const dear = best.cost > mostProbed;
  return {
    filter,
    probe: best.text,
    rare,
    dear,
    loose: folded.length > 1 ? cheapest(loose, shares.entries).text : null,
  };
}

/** The rarest terms, as many as make it cheaper; the others are looked for in what these find. */
function cheapest(terms: Term[], entries: number): { text: string; cost: number; fits: number } {
  const byRarity = terms.toSorted((a, b) => a.share - b.share);
  let best = { text: '', cost: Number.POSITIVE_INFINITY };
  let fits = entries;
  let gathering = 0;
  for (const [i, term] of byRarity.entries()) {
    fits *= i === 0 ? term.share : Math.min(1, term.share * affinity);
    gathering += term.cost;
    if (fits * cost.fetch + gathering >= best.cost) continue;
    const text = byRarity
      .slice(0, i + 1)
      .map((t) => t.text)
      .join(' & ');
    best = { text, cost: fits * cost.fetch + gathering };
  }
  return { ...best, fits };
}

/** SQL of whoever asks, of the plan, and of further conditions on `e`. */
export interface Places extends ScoreParameters {
  province: string;
  unit: string;
  agency: string;
  filter: string;
  probe: string;
  /** Addresses. */
  recent: string;
  extra: string;
}

/** All that the probe finds. (`offset 0` keeps the rest from the index: beginnings that fit half of all entries take it long.) */
export const probed = (p: Places) => `
  select * from (
    select * from directory_entry e where e.province_id = ${p.province} and e.terms @@ ${p.probe}::tsquery offset 0
  ) e where e.terms @@ ${p.filter}::tsquery ${p.extra} limit ${mostJudged}`;

/** From the top down, through so many entries; of those that fit, so many. */
const walk = (p: Places, among: string, through: number, fits: string, take: number) => `
  (select * from (select * from directory_entry e where ${among} order by e.rank desc, e.entry_id limit ${through}) e
   where ${fits} ${p.extra} limit ${take})`;

/** Those who would come first anyway. */
export function walked(p: Places): string {
  const anyhow = `e.terms @@ ${p.filter}::tsquery and e.marked like all(${p.marks})`;
  const byName = `e.folded like all(${p.each}) and e.marked like all(${p.marks})`;
  return [
    `(select * from directory_entry e where e.province_id = ${p.province} and e.local = ${p.raw} ${p.extra} limit 5)`,
    `(select * from directory_entry e where e.province_id = ${p.province}
        and e.local = any(array(select split_part(one, '@', 1) from unnest(${p.recent}) one))
        and e.address = any(${p.recent}) and ${anyhow} ${p.extra})`,
    `(select e.* from unnest(${p.called}) word cross join lateral
        ${walk(p, `e.province_id = ${p.province} and e.given = word`, mostNamesakes, byName, mostTaken)} e)`,
    // All of that name, found in the index alone: few are left when every word must fit.
    `(select e.* from unnest(${p.called}) word cross join lateral (
        select n.entry_id from directory_entry n
        where cardinality(${p.each}) > 1 and n.province_id = ${p.province} and n.given = word and n.folded like all(${p.each})
        limit ${mostOfName}
      ) named join directory_entry e using (entry_id) where e.marked like all(${p.marks}) ${p.extra})`,
    walk(p, `e.unit_id = ${p.unit}`, mostInUnit, anyhow, mostTaken),
    walk(p, `e.agency_id = ${p.agency}`, mostInAgency, anyhow, mostTaken),
    walk(p, `e.province_id = ${p.province}`, mostWalked, anyhow, mostTaken),
    walk(p, `e.province_id = ${p.province} and e.rank <= ${staffRank}`, mostWalked, anyhow, mostTaken),
  ].join(' union all ');
}

/**
 * How well an entry fits what was typed: SQL over a row `e` of `directory_entry`, ascending, best first.
 *
 * 1. Words typed with marks that the entry lacks: `hà` prefers Hà to Hạ.
 * 2. The kind of fit, below.
 * 3. Nearness: the same unit, the same agency, others.
 * 4. Rank: heads and higher organisations first.
 *
 * | fit | |
 * |---|---|
 * | 0 | the whole address, its local part, the whole name, or a telephone number |
 * | 1 | the given name, or the name's last words |
 * | 2 | initials |
 * | 3 | the given name has begun; or the given name and other words of the name, in any order |
 * | 4 | the name begins so |
 * | 5 | the name holds these words one after the other |
 * | 6 | the name holds them in another order, or the address begins so |
 * | 7 | position and organisation begin so |
 * | 8 | position and organisation hold these words one after the other |
 * | 9 | anything else it is found by |
 */
import type { Words } from './words.ts';

/** The parameters of the statements here and in `candidates.ts`, by name. */
export interface ScoreParameters {
  raw: string;
  joined: string;
  glued: string;
  last: string;
  each: string;
  called: string;
  marks: string;
  digits: string;
}

const names = ['raw', 'joined', 'glued', 'last', 'each', 'called', 'marks', 'digits'] as const;

/** They take this many places, from `$first` on. */
export const scoreParameters = names.length;

export function placesOf(first: number): ScoreParameters {
  const types = { each: '::text[]', called: '::text[]', marks: '::text[]', digits: '::boolean' } as Record<
    string,
    string
  >;
  return Object.fromEntries(
    names.map((name, i) => [name, `$${first + i}${types[name] ?? '::text'}`]),
  ) as unknown as ScoreParameters;
}

/** Patterns hold letters, digits and marks only: nothing that LIKE would take for its own. */
export function scoreValues({ folded, marked, raw, digits }: Words): unknown[] {
  const first = folded[0]!;
  const last = folded.at(-1)!;
  return [
    raw,
    folded.join(' '),
    folded.join(''),
    last,
    folded.map((word) => `% ${word}%`),
    folded.length <= 2 ? [...new Set([first, last])] : [last],
    marked.map((word) => `% ${word}%`),
    digits !== null,
  ];
}

export const fit = (p: ScoreParameters) => `case
    when ${p.digits} or e.local = ${p.raw} or e.address = ${p.raw} or e.folded = ' ' || ${p.joined} || ' ' then 0
    when e.folded like '% ' || ${p.joined} || ' ' then 1
    when e.given = ${p.joined} then 1
    when e.initials = ${p.glued} and length(${p.glued}) > 1 then 2
    when e.given like ${p.last} || '%' and e.folded like '% ' || ${p.joined} || '%' then 3
    when e.given = any(${p.called}) and e.folded like all(${p.each}) then 3
    when e.folded like ' ' || ${p.joined} || '%' then 4
    when e.folded like '% ' || ${p.joined} || '%' then 5
    when e.folded like all(${p.each}) or e.local like ${p.glued} || '%' then 6
    when e.duty like ' ' || ${p.joined} || '%' then 7
    when e.duty like '% ' || ${p.joined} || '%' then 8
    else 9
  end`;

export const misses = (
  p: ScoreParameters,
) => `case when cardinality(${p.marks}) = 0 or e.marked like all(${p.marks}) then 0
    else (select count(*) from unnest(${p.marks}) w where e.marked not like w) end`;

/** `unit` and `agency`: SQL of whoever asks. */
export const nearness = (unit: string, agency: string) => `case
    when e.unit_id = ${unit} or e.organisation_id = ${unit} then 0 when e.agency_id = ${agency} then 1 else 2 end`;

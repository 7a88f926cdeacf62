import type { Suggestion } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { foldWords } from '../naming/fold.ts';

/** Words taken from what someone types; more would only make the look-up slower. */
const mostWords = 8;
const mostCharacters = 100;

/**
 * Type-ahead over a person's own province: by name, initials, address, position and organisation, with or without
 * diacritics, every word a prefix. Best first: whole address or initials, given name (what people are called by), then
 * beginnings; colleagues before others.
 */
export async function suggest(db: Queryable, personId: number, q: string, limit = 8): Promise<Suggestion[]> {
  const words = foldWords(q.slice(0, mostCharacters).replace(/@.*$/s, '')).slice(0, mostWords);
  if (words.length === 0) return [];
  const { rows } = await db.query<Suggestion>({
    name: 'directory-suggest',
    text: `
      with me as (
        select p.province_id, coalesce(min(e.organisation_id), -1) as organisation_id
        from person p left join account a on a.person_id = p.person_id
        left join directory_entry e on e.account_id = a.account_id
        where p.person_id = $1 group by p.province_id
      ), found as (
        -- Whole words first: after a short prefix the second part holds any of thousands.
        (select e.* from directory_entry e, me where e.province_id = me.province_id and e.terms @@ $2::tsquery limit 300)
        union
        (select e.* from directory_entry e, me where e.province_id = me.province_id and e.terms @@ $3::tsquery limit 300)
      )
      select f.name, f.address, f.position, f.organisation, f.kind
      from found f, me
      order by case
          when split_part(f.address, '@', 1) = $4 or f.folded = $5 then 0
          when f.initials = $4 then 1
          when f.folded like '% ' || $5 then 2
          when f.folded like $5 || '%' then 3
          when f.folded like '% ' || $5 || '%' then 4
          when f.address like $4 || '%' then 5
          else 6
        end,
        f.organisation_id = me.organisation_id desc, length(f.folded), f.folded, f.address
      limit $6`,
    values: [
      personId,
      words.map((word) => `'${word}'`).join(' & '),
      words.map((word) => `'${word}':*`).join(' & '),
      words.join(''),
      words.join(' '),
      Math.max(1, Math.min(limit, 50)),
    ],
  });
  return rows;
}

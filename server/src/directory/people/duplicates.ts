import type { Queryable } from '../../platform/index.ts';
import { sqlInForce } from '../dates.ts';

export interface LikePerson {
  personId: number;
  name: string;
  /** `YYYY`. */
  bornYear: string | null;
  address: string | null;
  position: string | null;
  organisation: string | null;
  leftOn: string | null;
  /** `code`, or name and year alike: surely the same; `name`: perhaps. */
  like: 'code' | 'name-and-year' | 'name';
}

/** People of the province who may be this one: of one staff code, or one name without marks, and no other year of birth. */
export async function findLikePeople(
  db: Queryable,
  who: { province: string; name: string; born?: string | null | undefined; code?: string | null | undefined },
): Promise<LikePerson[]> {
  const { rows } = await db.query<LikePerson>({
    name: 'people-alike',
    text: `
      select p.person_id as "personId", p.name, to_char(p.born, 'YYYY') as "bornYear", ad.address, ap.position,
        ap.organisation, p.left_on as "leftOn",
        case when p.code = $4 then 'code' when to_char(p.born, 'YYYY') = $3 then 'name-and-year' else 'name' end as like
      from person p
      left join lateral (
        select address from account a join address using (account_id)
        where a.person_id = p.person_id and is_primary order by account_id limit 1
      ) ad on true
      left join lateral (
        select position, o.name as organisation from appointment ap join organisation o using (organisation_id)
        where ap.person_id = p.person_id and ${sqlInForce('ap')} order by is_head desc, ap.valid_from limit 1
      ) ap on true
      where p.province_id = $1 and (p.code = $4 or fold(p.name) = fold($2)
        and (p.born is null or $3::text is null or to_char(p.born, 'YYYY') = $3))
      order by p.code = $4 desc nulls last, to_char(p.born, 'YYYY') = $3 desc nulls last, p.person_id
      limit 10`,
    values: [who.province, who.name.trim().replace(/\s+/g, ' '), who.born?.slice(0, 4) ?? null, who.code ?? null],
  });
  return rows;
}

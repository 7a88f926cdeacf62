import type { PeoplePage, PersonInOrganisation } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { sqlInForceOn, sqlMomentOf } from '../dates.ts';

export interface PeopleAsked {
  organisationId: number;
  at: string;
  /** Beginnings of leading positions without marks, the highest first. */
  leading: readonly string[];
  offset: number;
  limit: number;
}

/** Who held a position in the organisation on a day: head, leaders in their order, then the others by given name. */
export async function readPeopleOf(db: Queryable, asked: PeopleAsked): Promise<PeoplePage> {
  const { organisationId, at, leading, offset, limit } = asked;
  const { rows } = await db.query<PersonInOrganisation & { total: number }>({
    name: 'people-of-organisation',
    text: `
      with found as (
        select ap.*, p.phone, p.mobile, coalesce(v.name, p.name) as name, lead.n as lead, count(*) over ()::int as total
        from appointment ap
        join person p using (person_id)
        left join person_version v on v.person_id = p.person_id and ${sqlInForceOn('v', '$2::date')}
        left join lateral (
          select min(n) as n from unnest($3::text[]) with ordinality l(words, n) where fold(ap.position) like l.words || '%'
        ) lead on true
        where ap.organisation_id = $1 and ${sqlInForceOn('ap', '$2::date')}
        order by ap.is_head desc, lead.n nulls last,
          regexp_replace(fold(coalesce(v.name, p.name)), '^.* ', ''), fold(coalesce(v.name, p.name)), ap.appointment_id
        limit $4 offset $5
      )
      select f.person_id as "personId", f.appointment_id as "appointmentId", f.name, f.position, f.rank,
        f.is_head as "isHead", f.lead is not null as "isLeader", f.valid_from as "from", f.valid_until as until, f.published,
        f.decision, f.revision, f.phone, f.mobile, coalesce(box.address, contact.address) as address,
        box.address is not null as official, f.total
      from found f
      left join lateral (
        select av.address from account a join account_version av using (account_id)
        where a.person_id = f.person_id and av.state <> 'closed' and av.address is not null
          and av.valid_from <= ${sqlMomentOf('$2::date')} and (av.valid_until is null or av.valid_until > ${sqlMomentOf('$2::date')})
        order by a.account_id limit 1
      ) box on true
      left join lateral (
        select c.address from contact_address c where c.person_id = f.person_id and ${sqlInForceOn('c', '$2::date')}
        order by c.kind <> 'sector', c.contact_id limit 1
      ) contact on true
      order by f.is_head desc, f.lead nulls last, regexp_replace(fold(f.name), '^.* ', ''), fold(f.name), f.appointment_id`,
    values: [organisationId, at, leading, limit, offset],
  });
  return { people: rows.map(({ total: _, ...person }) => person), total: rows[0]?.total ?? 0 };
}

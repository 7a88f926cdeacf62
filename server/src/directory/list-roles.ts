import type { HeldRole, Role } from '@congvu/contract';
import type { Queryable } from '../platform/index.ts';
import { sqlInForce } from './dates.ts';

export interface ListedRole {
  /** Null for what follows from heading an organisation. */
  assignmentId: number | null;
  personId: number;
  person: string;
  /** Of their own mailbox. */
  address: string | null;
  position: string | null;
  role: Role;
  organisationId: number | null;
  organisation: string | null;
  authority: string | null;
  from: Date;
  until: Date | null;
  decision: string | null;
  grantedBy: string | null;
  endedBy: string | null;
  by: HeldRole['by'];
  state: 'now' | 'later' | 'ended';
}

export interface RoleFilter {
  province: string;
  /** Only roles in these organisations and all under them; left out: everywhere. */
  roots?: readonly number[] | undefined;
  /** Only here and under it. */
  organisationId?: number | undefined;
  personId?: number | undefined;
  role?: Role | undefined;
  /** Also those that have ended, and those to come. */
  history?: boolean | undefined;
  /** Also the heads by appointment. */
  heads?: boolean | undefined;
  limit: number;
  offset: number;
}

/** Roles of the province first, then by organisation as the tree shows it, and by person. */
export async function listRoles(db: Queryable, filter: RoleFilter): Promise<ListedRole[]> {
  const { rows } = await db.query<ListedRole>({
    name: 'roles-list',
    text: `
      select r.assignment_id as "assignmentId", p.person_id as "personId", p.name as person, mail.address, post.position,
        r.role, r.organisation_id as "organisationId", o.name as organisation, r.authority, r.valid_from as "from",
        r.valid_until as until, r.decision, giver.name as "grantedBy", ender.name as "endedBy", r.by,
        case when r.valid_from > now() then 'later' when r.valid_until <= now() then 'ended' else 'now' end as state
      from (
        select assignment_id, person_id, role, organisation_id, authority, valid_from, valid_until, decision, granted_by,
          ended_by, 'grant' as by
        from role_assignment
        union all
        select null, person_id, 'unit-head', organisation_id, null, valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh',
          valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', null, null, null, 'appointment'
        from appointment where $7 and is_head
      ) r
      join person p using (person_id)
      left join organisation o on o.organisation_id = r.organisation_id
      left join person giver on giver.person_id = r.granted_by
      left join person ender on ender.person_id = r.ended_by
      left join lateral (
        select ad.address from account a join address ad on ad.account_id = a.account_id and ad.is_primary
        where a.person_id = p.person_id order by a.account_id limit 1
      ) mail on true
      left join lateral (
        select position from appointment ap where ap.person_id = p.person_id and ${sqlInForce('ap')}
        order by is_head desc, valid_from, appointment_id limit 1
      ) post on true
      where p.province_id = $1
        and ($2::bigint[] is null or o.path && $2)
        and ($3::bigint is null or o.path @> array[$3::bigint])
        and ($4::bigint is null or r.person_id = $4)
        and ($5::text is null or r.role = $5)
        and ($6 or ((r.valid_until is null or r.valid_until > now()) and (r.by = 'grant' or r.valid_from <= now())))
      order by r.organisation_id is not null, o.path, r.role, p.name, r.valid_from
      limit $8 offset $9`,
    values: [
      filter.province,
      filter.roots ?? null,
      filter.organisationId ?? null,
      filter.personId ?? null,
      filter.role ?? null,
      filter.history ?? false,
      filter.heads ?? false,
      filter.limit,
      filter.offset,
    ],
  });
  return rows;
}

/** Which roles a person has now: those given to them, and that of a head for what they head. */
import type { HeldRole, Role } from '@congvu/contract';
import { sqlInForce, sqlToday } from '../directory/index.ts';
import type { Queryable } from '../platform/index.ts';

export interface RoleHeld {
  role: Role;
  /** The root of its part of the tree; null: the whole province. */
  organisationId: number | null;
  organisation: string | null;
  /** Of a personnel authority: which one, by its name in the rule `personnel-authority`. */
  authority: string | null;
  by: HeldRole['by'];
}

export interface PersonRoles {
  personId: number;
  province: string;
  roles: readonly RoleHeld[];
}

/** Undefined when there is no such person. Somebody who left has no roles. */
export async function rolesOf(db: Queryable, personId: number): Promise<PersonRoles | undefined> {
  const { rows } = await db.query<{ province_id: string } & { [K in keyof RoleHeld]: RoleHeld[K] | null }>({
    name: 'roles-of',
    text: `
      select p.province_id, r.role, r.organisation_id as "organisationId", o.name as organisation, r.authority, r.by
      from person p
      left join (
        select person_id, role, organisation_id, authority, 'grant' as by from role_assignment
        where person_id = $1 and valid_from <= now() and (valid_until is null or valid_until > now())
        union all
        select person_id, 'unit-head', organisation_id, null, 'appointment' from appointment
        where person_id = $1 and is_head and ${sqlInForce('appointment')}
      ) r on r.person_id = p.person_id and (p.left_on is null or p.left_on > ${sqlToday})
      left join organisation o on o.organisation_id = r.organisation_id
      where p.person_id = $1
      order by r.role, o.name nulls first`,
    values: [personId],
  });
  if (!rows[0]) return undefined;
  const roles = rows.flatMap(({ role, by, organisationId, organisation, authority }) =>
    role && by ? [{ role, organisationId, organisation, authority, by }] : [],
  );
  return { personId, province: rows[0].province_id, roles };
}

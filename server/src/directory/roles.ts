/** Giving roles to people and ending them. Who may give which is for the caller to decide (`accounts/policy.ts`). */
import { type Role, roleNames } from '@congvu/contract';
import type { Queryable, Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { noticeAccess } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { sqlToday } from './dates.ts';
import { DirectoryError } from './errors.ts';

/** Roles that only make sense in an organisation. */
export const unitRoles: readonly Role[] = ['unit-head', 'unit-it-officer', 'registry-clerk'];

export interface NewRole {
  personId: number;
  role: Role;
  /** The root of its part of the tree; null: the whole province. */
  organisationId: number | null;
  /** Of a personnel authority, and of no other: which one, by its name in the rule `personnel-authority`. */
  authority?: string | null | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** The document behind it. */
  decision?: string | null | undefined;
}

/**
 * Gives a role, from now or a day to come. Answers the assignment's id.
 * @throws DirectoryError `directory.invalid`, `directory.no-person`, `directory.no-organisation`, `directory.role-held`.
 */
export async function grantRole(tx: Transaction, regulation: Regulation, input: NewRole, by: Actor): Promise<number> {
  const { personId, role, organisationId, from, until } = input;
  const authority = input.authority?.trim() || null;
  const decision = input.decision?.trim() || null;
  if (!Object.hasOwn(roleNames, role)) throw new DirectoryError('directory.invalid', `${role} is no role.`);
  if (organisationId === null && unitRoles.includes(role)) {
    throw new DirectoryError('directory.invalid', `${role} is held in an organisation.`, { field: 'organisationId' });
  }
  if (until && until.getTime() <= (from?.getTime() ?? Date.now())) {
    throw new DirectoryError('directory.invalid', 'The role would end before it begins.', { field: 'until' });
  }
  // The row lock keeps two grants at once from both standing.
  const { rows } = await tx.query<{ province_id: string; gone: boolean }>(
    `select province_id, coalesce(left_on <= ${sqlToday}, false) as gone from person where person_id = $1 for no key update`,
    [personId],
  );
  const person = rows[0];
  if (!person || person.gone) throw new DirectoryError('directory.no-person', String(personId));
  if (organisationId !== null) await requireOrganisation(tx, organisationId, person.province_id);
  requireAuthority(regulation, person.province_id, role, authority);
  const held = await tx.query(
    `select 1 from role_assignment
     where person_id = $1 and role = $2 and organisation_id is not distinct from $3 and authority is not distinct from $4
       and (valid_until is null or valid_until > coalesce($5, now())) and valid_from < coalesce($6, 'infinity'::timestamptz)`,
    [personId, role, organisationId, authority, from ?? null, until ?? null],
  );
  if (held.rows[0]) throw new DirectoryError('directory.role-held');
  const made = await tx.query<{ assignment_id: number }>(
    `insert into role_assignment (person_id, role, organisation_id, authority, valid_from, valid_until, granted_by, decision)
     values ($1, $2, $3, $4, coalesce($5, now()), $6, $7, $8) returning assignment_id`,
    [personId, role, organisationId, authority, from ?? null, until ?? null, personOf(by), decision],
  );
  await writeAudit(tx, by, {
    kind: 'role.granted',
    personId,
    organisationId,
    province: person.province_id,
    after: { role, authority, from: from ?? null, until: until ?? null, decision },
  });
  await noticeAccess(tx, [personId]);
  return made.rows[0]!.assignment_id;
}

/**
 * Ends a role now. One that has not begun never was in force.
 * @throws DirectoryError `directory.no-role` when it is not there or has ended, `directory.last-managing-authority`.
 */
export async function endRole(tx: Transaction, assignmentId: number, by: Actor): Promise<void> {
  const { rows } = await tx.query<{
    person_id: number;
    province_id: string;
    role: Role;
    organisation_id: number | null;
    authority: string | null;
    valid_until: Date | null;
  }>(
    `select r.person_id, p.province_id, r.role, r.organisation_id, r.authority, r.valid_until
     from role_assignment r join person p using (person_id)
     where assignment_id = $1 and (valid_until is null or valid_until > greatest(now(), valid_from)) for update of r`,
    [assignmentId],
  );
  const found = rows[0];
  if (!found) throw new DirectoryError('directory.no-role', String(assignmentId));
  await tx.query(
    'update role_assignment set valid_until = greatest(now(), valid_from), ended_by = $2 where assignment_id = $1',
    [assignmentId, personOf(by)],
  );
  if (found.role === 'managing-authority') await requireManagingAuthority(tx, found.province_id);
  await writeAudit(tx, by, {
    kind: 'role.ended',
    personId: found.person_id,
    organisationId: found.organisation_id,
    province: found.province_id,
    before: { role: found.role, authority: found.authority, until: found.valid_until },
  });
  await noticeAccess(tx, [found.person_id]);
}

/**
 * To be called in a transaction that takes the power of a managing authority from someone: ends the role, locks their
 * mailbox, lets them leave. Someone must be left who has it for the whole province, for good, and can sign in.
 * @throws DirectoryError `directory.last-managing-authority`.
 */
export async function requireManagingAuthority(tx: Transaction, province: string): Promise<void> {
  // Two who end each other's role at once: the second sees what the first has done.
  await tx.query('select 1 from province where province_id = $1 for no key update', [province]);
  const { rows } = await tx.query(
    `select 1 from role_assignment r join person p using (person_id)
     where p.province_id = $1 and r.role = 'managing-authority' and r.organisation_id is null
       and r.valid_from <= now() and r.valid_until is null and (p.left_on is null or p.left_on > ${sqlToday})
       and exists (select from account a where a.person_id = p.person_id and a.state = 'active')
     limit 1`,
    [province],
  );
  if (!rows[0]) throw new DirectoryError('directory.last-managing-authority');
}

/**
 * To be called once a mailbox is locked or closed: its owner can't sign in any more, and so is no managing authority.
 * @throws DirectoryError `directory.last-managing-authority` when nobody else is.
 */
export async function requireManagingAuthorityWithout(tx: Transaction, accountId: number): Promise<void> {
  const { rows } = await tx.query<{ province_id: string }>(
    `select a.province_id from account a join role_assignment r using (person_id)
     where a.account_id = $1 and r.role = 'managing-authority' and r.organisation_id is null
       and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now()) limit 1`,
    [accountId],
  );
  if (rows[0]) await requireManagingAuthority(tx, rows[0].province_id);
}

const personOf = (by: Actor) => (by.kind === 'person' ? by.personId : null);

async function requireOrganisation(tx: Queryable, organisationId: number, province: string): Promise<void> {
  const { rows } = await tx.query(
    `select 1 from organisation
     where organisation_id = $1 and province_id = $2 and (valid_until is null or valid_until > ${sqlToday})`,
    [organisationId, province],
  );
  if (!rows[0]) throw new DirectoryError('directory.no-organisation', String(organisationId));
}

/** The authorities by name, each with the kinds of organisation whose people and posts it answers for. */
export function personnelAuthorities(regulation: Regulation, province: string): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const { kinds, authority } of regulation.rule(province, 'personnel-authority')) {
    if ('name' in authority) named.set(authority.name.vi, [...(named.get(authority.name.vi) ?? []), ...kinds]);
  }
  return named;
}

function requireAuthority(regulation: Regulation, province: string, role: Role, authority: string | null): void {
  if (role !== 'personnel-authority') {
    if (authority === null) return;
    throw new DirectoryError('directory.invalid', `${role} is no personnel authority.`, { field: 'authority' });
  }
  const known = personnelAuthorities(regulation, province);
  if (authority !== null && known.has(authority)) return;
  throw new DirectoryError('directory.invalid', `One of: ${[...known.keys()].join('; ')}.`, { field: 'authority' });
}

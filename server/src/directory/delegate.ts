import type { DelegationRight } from '@congvu/contract';
import type { Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { delegationChannel, noticeAccess } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { sqlInForce, sqlToday } from './dates.ts';
import { DirectoryError } from './errors.ts';

export type { DelegationRight };
/** What a delegation may open; see `accounts/policy.ts` for what each allows. */
export const delegationRights = [
  'read',
  'write',
  'send_as',
  'send_on_behalf',
  'manage',
] as const satisfies DelegationRight[];

export interface NewDelegation {
  accountId: number;
  personId: number;
  rights: readonly DelegationRight[];
  from?: Date | undefined;
  until?: Date | undefined;
  /** The written authorisation: its number and day. */
  decision?: string | null | undefined;
}

/**
 * As `grantDelegation`, if the regulation allows it: in writing, to so many, to people of the organisation. Someone from
 * elsewhere takes a written authorisation everywhere.
 * @throws DirectoryError also `directory.delegation-in-writing`, `directory.delegate-elsewhere`, `directory.too-many-delegates`.
 */
export async function delegateByRule(
  tx: Transaction,
  regulation: Regulation,
  input: NewDelegation,
  by: Actor,
): Promise<number> {
  const account = await lockOrganisationMailbox(tx, input.accountId);
  const { most, inWriting } = regulation.rule(account.province, 'delegation-limit');
  const isWritten = Boolean(input.decision?.trim());
  if (inWriting && !isWritten) throw new DirectoryError('directory.delegation-in-writing', '', { field: 'decision' });
  if (!isWritten && !(await worksIn(tx, input.personId, account.organisationId))) {
    throw new DirectoryError('directory.delegate-elsewhere', '', { field: 'decision' });
  }
  if (most !== null && (await otherDelegates(tx, input, account.organisationId)) >= most) {
    throw new DirectoryError('directory.too-many-delegates', `${most} at most.`, { most });
  }
  return grantDelegation(tx, input, by);
}

/**
 * Opens an organisation's mailbox to a person (TG 9.1). What they had on it before ends; history stays.
 * @throws DirectoryError `directory.no-mailbox`, `directory.not-organisation-mailbox`, `directory.no-person`, `directory.invalid`.
 */
export async function grantDelegation(tx: Transaction, input: NewDelegation, by: Actor): Promise<number> {
  const { accountId, personId, from, until } = input;
  const decision = input.decision?.trim() || null;
  const rights = delegationRights.filter((right) => input.rights.includes(right));
  if (rights.length === 0 || rights.length !== new Set(input.rights).size) {
    throw new DirectoryError('directory.invalid', `Rights are some of ${delegationRights.join(', ')}.`);
  }
  if (until && until.getTime() <= (from?.getTime() ?? Date.now())) {
    throw new DirectoryError('directory.invalid', 'The delegation would end before it begins.', { field: 'until' });
  }
  // The row lock keeps two grants at once from both standing.
  const account = await lockOrganisationMailbox(tx, accountId);
  const person = await tx.query(
    `select 1 from person where person_id = $1 and province_id = $2 and (left_on is null or left_on > ${sqlToday})`,
    [personId, account.province],
  );
  if (!person.rows[0]) throw new DirectoryError('directory.no-person', String(personId));
  const [before] = await endDelegations(tx, accountId, personId, by, true);
  const { rows } = await tx.query<{ delegation_id: number }>(
    `insert into delegation (account_id, person_id, rights, granted_by, valid_from, valid_until, decision, begin_told_at, end_told_at)
     values ($1, $2, $3, $4, coalesce($5, now()), $6, $7, $8, $8) returning delegation_id`,
    [
      accountId,
      personId,
      rights,
      by.kind === 'person' ? by.personId : null,
      from ?? null,
      until ?? null,
      decision,
      // What the server does by itself is no news to anyone.
      by.kind === 'system' ? new Date() : null,
    ],
  );
  await writeAudit(tx, by, {
    kind: 'delegation.granted',
    accountId,
    personId,
    ...(before ? { before } : {}),
    after: { rights, from: from ?? null, until: until ?? null, decision },
    data: { delegationId: rows[0]!.delegation_id },
  });
  await notice(tx, personId);
  return rows[0]!.delegation_id;
}

/** @throws DirectoryError `directory.no-delegation` when there is none to end. */
export async function revokeDelegation(tx: Transaction, accountId: number, personId: number, by: Actor): Promise<void> {
  await lockAccount(tx, accountId);
  const ended = await endDelegations(tx, accountId, personId, by, false);
  if (ended.length === 0) throw new DirectoryError('directory.no-delegation');
  await writeAudit(tx, by, { kind: 'delegation.revoked', accountId, personId, before: ended[0] });
  await notice(tx, personId);
}

async function notice(tx: Transaction, personId: number): Promise<void> {
  await noticeAccess(tx, [personId]);
  await tx.query('select pg_notify($1, $2)', [delegationChannel, '']);
}

interface Ended {
  [field: string]: unknown;
  rights: DelegationRight[];
  until: Date | null;
  decision: string | null;
}

/** One that has not begun ends at its beginning: it never was in force. `replaced`: by another, which is told instead. */
async function endDelegations(
  tx: Transaction,
  accountId: number,
  personId: number,
  by: Actor,
  replaced: boolean,
): Promise<Ended[]> {
  const { rows } = await tx.query<Ended>(
    `with open as (
       select delegation_id, rights, valid_until as until, decision from delegation
       where account_id = $1 and person_id = $2 and (valid_until is null or valid_until > greatest(now(), valid_from))
     ), ended as (
       update delegation d set valid_until = greatest(now(), d.valid_from), ended_by = $3,
         begin_told_at = case when $4 or d.valid_from > now() then coalesce(d.begin_told_at, now()) else d.begin_told_at end,
         end_told_at = case when $4 or d.valid_from > now() then coalesce(d.end_told_at, now()) else d.end_told_at end
       from open o where o.delegation_id = d.delegation_id
     )
     select rights, until, decision from open order by delegation_id desc`,
    [accountId, personId, by.kind === 'person' ? by.personId : null, replaced],
  );
  return rows;
}

interface OrganisationMailbox {
  province: string;
  organisationId: number;
}

async function lockOrganisationMailbox(tx: Transaction, accountId: number): Promise<OrganisationMailbox> {
  const account = await lockAccount(tx, accountId);
  if (account.organisationId === null) throw new DirectoryError('directory.not-organisation-mailbox');
  return { province: account.province, organisationId: account.organisationId };
}

async function lockAccount(tx: Transaction, accountId: number) {
  const { rows } = await tx.query<{ province: string; organisationId: number | null }>(
    `select province_id as province, organisation_id as "organisationId" from account
     where account_id = $1 and state <> 'closed' for no key update`,
    [accountId],
  );
  if (!rows[0]) throw new DirectoryError('directory.no-mailbox', String(accountId));
  return rows[0];
}

/** Holds a position in the organisation or under it, now or soon. */
async function worksIn(tx: Transaction, personId: number, organisationId: number): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from appointment ap join organisation o using (organisation_id)
     where ap.person_id = $1 and o.path @> array[$2::bigint] and (${sqlInForce('ap')} or ap.valid_from > ${sqlToday}) limit 1`,
    [personId, organisationId],
  );
  return rows.length > 0;
}

/** Delegates other than this person, and than the head, whose mailbox it is anyway, at any time of the new delegation. */
async function otherDelegates(tx: Transaction, input: NewDelegation, organisationId: number): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(distinct d.person_id)::int as n from delegation d
     where d.account_id = $1 and d.person_id <> $2
       and (d.valid_until is null or d.valid_until > greatest(now(), coalesce($3, now())))
       and d.valid_from < coalesce($4, 'infinity'::timestamptz)
       and not exists (select from appointment ap where ap.person_id = d.person_id and ap.organisation_id = $5
                       and ap.is_head and ${sqlInForce('ap')})`,
    [input.accountId, input.personId, input.from ?? null, input.until ?? null, organisationId],
  );
  return rows[0]!.n;
}

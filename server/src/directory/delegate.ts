import type { Transaction } from '../platform/index.ts';
import { noticeAccess } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { DirectoryError } from './errors.ts';

/** What a delegation may open; see `accounts/policy.ts` for what each allows. */
export const delegationRights = ['read', 'write', 'send_as', 'send_on_behalf', 'manage'] as const;
export type DelegationRight = (typeof delegationRights)[number];

export interface NewDelegation {
  accountId: number;
  personId: number;
  rights: readonly DelegationRight[];
  from?: Date | undefined;
  until?: Date | undefined;
}

/**
 * Opens an organisation's mailbox to a person (TG 9.1). What they had on it before ends; history stays.
 * @throws DirectoryError `directory.no-mailbox`, `directory.not-organisation-mailbox`, `directory.no-person`, `directory.invalid`.
 */
export async function grantDelegation(tx: Transaction, input: NewDelegation, by: Actor): Promise<number> {
  const { accountId, personId, from, until } = input;
  const rights = delegationRights.filter((right) => input.rights.includes(right));
  if (rights.length === 0 || rights.length !== new Set(input.rights).size) {
    throw new DirectoryError('directory.invalid', `Rights are some of ${delegationRights.join(', ')}.`);
  }
  if (until && until.getTime() <= (from?.getTime() ?? Date.now())) {
    throw new DirectoryError('directory.invalid', 'The delegation would end before it begins.');
  }
  // The row lock keeps two grants at once from both standing.
  const account = await tx.query<{ kind: string; province_id: string }>(
    "select kind, province_id from account where account_id = $1 and state <> 'closed' for no key update",
    [accountId],
  );
  if (!account.rows[0]) throw new DirectoryError('directory.no-mailbox', String(accountId));
  if (account.rows[0].kind !== 'organisation') throw new DirectoryError('directory.not-organisation-mailbox');
  const person = await tx.query('select 1 from person where person_id = $1 and province_id = $2', [
    personId,
    account.rows[0].province_id,
  ]);
  if (!person.rows[0]) throw new DirectoryError('directory.no-person', String(personId));
  await endDelegations(tx, accountId, personId);
  const { rows } = await tx.query<{ delegation_id: number }>(
    `insert into delegation (account_id, person_id, rights, granted_by, valid_from, valid_until)
     values ($1, $2, $3, $4, coalesce($5, now()), $6) returning delegation_id`,
    [accountId, personId, rights, by.kind === 'person' ? by.personId : null, from ?? null, until ?? null],
  );
  await writeAudit(tx, by, {
    kind: 'delegation.granted',
    accountId,
    data: { personId, rights, from: from ?? null, until: until ?? null },
  });
  await noticeAccess(tx, [personId]);
  return rows[0]!.delegation_id;
}

/** @throws DirectoryError `directory.no-delegation` when there is none to end. */
export async function revokeDelegation(tx: Transaction, accountId: number, personId: number, by: Actor): Promise<void> {
  if ((await endDelegations(tx, accountId, personId)) === 0) throw new DirectoryError('directory.no-delegation');
  await writeAudit(tx, by, { kind: 'delegation.revoked', accountId, data: { personId } });
  await noticeAccess(tx, [personId]);
}

/** One that has not begun ends at its beginning: it never was in force. */
async function endDelegations(tx: Transaction, accountId: number, personId: number): Promise<number> {
  const { rowCount } = await tx.query(
    `update delegation set valid_until = greatest(now(), valid_from)
     where account_id = $1 and person_id = $2 and (valid_until is null or valid_until > greatest(now(), valid_from))`,
    [accountId, personId],
  );
  return rowCount ?? 0;
}

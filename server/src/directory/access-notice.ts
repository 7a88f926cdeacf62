import type { Queryable } from '../platform/index.ts';

/** NOTIFY channel: a person's access may have changed. The payload is their id. */
export const accessChannel = 'congvu_access';

/** NOTIFY channel: a delegation was given or ended, and its delegate is to be told. */
export const delegationChannel = 'congvu_delegation';

/** To be called in the transaction that changes what these people may open, or whether they may sign in. */
export async function noticeAccess(tx: Queryable, personIds: readonly number[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx.query('select pg_notify($1, id::text) from unnest($2::bigint[]) id', [accessChannel, personIds]);
}

/** Everyone who may open the account: its owner, or its delegates. */
export async function noticeAccessToAccount(tx: Queryable, accountId: number): Promise<void> {
  await tx.query(
    `select pg_notify($1, person_id::text) from (
       select person_id from account where account_id = $2 and person_id is not null
       union select person_id from delegation where account_id = $2 and (valid_until is null or valid_until > now())
     ) who`,
    [accessChannel, accountId],
  );
}

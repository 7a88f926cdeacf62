import type { Queryable } from '../../../platform/index.ts';

/** An account's change counter, and since when changes are known. */
export interface AccountState {
  modseq: number;
  floor: number;
}

export async function accountState(db: Queryable, accountId: number): Promise<AccountState> {
  const { rows } = await db.query<{ modseq: number; modseq_floor: number }>({
    name: 'jmap_account_state',
    text: 'select modseq, modseq_floor from account where account_id = $1',
    values: [accountId],
  });
  return { modseq: rows[0]?.modseq ?? 0, floor: rows[0]?.modseq_floor ?? 0 };
}

export async function accountStates(db: Queryable, accountIds: number[]): Promise<Map<number, number>> {
  const { rows } = await db.query<{ account_id: number; modseq: number }>({
    name: 'jmap_account_states',
    text: 'select account_id, modseq from account where account_id = any($1::bigint[])',
    values: [accountIds],
  });
  return new Map(rows.map((r) => [r.account_id, r.modseq]));
}

/** Counts one change of an account; the row stays locked until commit, so that counters become visible in order. */
export async function bumpAccount(tx: Queryable, accountId: number): Promise<number> {
  const { rows } = await tx.query<{ modseq: number }>({
    name: 'jmap_bump_account',
    text: 'update account set modseq = modseq + 1 where account_id = $1 returning modseq',
    values: [accountId],
  });
  return rows[0]!.modseq;
}

export async function provincesOf(db: Queryable, accountIds: number[]): Promise<Map<number, string>> {
  const { rows } = await db.query<{ account_id: number; province_id: string }>({
    name: 'jmap_provinces',
    text: 'select account_id, province_id from account where account_id = any($1::bigint[])',
    values: [accountIds],
  });
  return new Map(rows.map((r) => [r.account_id, r.province_id]));
}

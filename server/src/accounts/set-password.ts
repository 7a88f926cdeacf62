import { passwordFaults } from '@congvu/contract';
import { type Actor, noticeAccess, writeAudit } from '../directory/index.ts';
import { AppError, type Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { longestPassword, prepared } from './password.ts';

export interface PasswordToSet {
  personId: number;
  /** From `Hasher.hash`, made before the transaction: it takes a while. */
  hash: string;
  mustChange: boolean;
  /** Recorded: an operator set aside the rule. */
  ruleIgnored?: boolean;
}

/**
 * Gives a person a new password. Their web sessions end, but for `keepSession`; mail programs must show the new one.
 */
export async function setPassword(
  tx: Transaction,
  input: PasswordToSet,
  by: Actor,
  keepSession?: Buffer,
): Promise<{ version: number }> {
  const { personId, hash, mustChange } = input;
  const { rows } = await tx.query<{ version: number }>(
    `insert into credential as c (person_id, password_hash, must_change) values ($1, $2, $3)
     on conflict (person_id) do update
       set password_hash = excluded.password_hash, must_change = excluded.must_change, changed_at = now(), version = c.version + 1
     returning version`,
    [personId, hash, mustChange],
  );
  await tx.query('delete from web_session where person_id = $1 and token_hash is distinct from $2', [
    personId,
    keepSession ?? null,
  ]);
  const own = by.kind === 'person' && by.personId === personId;
  const data = { personId, mustChange, ...(input.ruleIgnored ? { ruleIgnored: true } : {}) };
  await writeAudit(tx, by, { kind: own ? 'auth.password-changed' : 'auth.password-set', personId, data });
  await noticeAccess(tx, [personId]);
  return { version: rows[0]!.version };
}

/** @throws AppError `password.rule` with `PasswordFault[]` as details. */
export function requirePasswordByRule(
  regulation: Regulation,
  province: string,
  password: string,
  address: string,
): void {
  const faults = passwordFaults(prepared(password), regulation.passwordRule(province), address);
  if (faults.length > 0) throw new AppError('password.rule', faults);
  if (Buffer.byteLength(password) > longestPassword) throw new AppError('request.invalid');
}

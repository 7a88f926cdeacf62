import type { Transaction } from '../platform/index.ts';
import { noticeAccessToAccount } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { DirectoryError } from './errors.ts';
import { refreshEntries } from './lookup/refresh-entries.ts';

/**
 * Locks a mailbox or opens it again. A locked one gets no mail and can't be opened; a person whose own is locked
 * can't sign in. Answers whether anything changed.
 * @throws DirectoryError `directory.no-mailbox`, also for a closed one.
 */
export async function setAccountState(
  tx: Transaction,
  accountId: number,
  state: 'active' | 'locked',
  by: Actor,
  reason?: string,
): Promise<boolean> {
  const { rows } = await tx.query<{ state: string }>('select state from account where account_id = $1 for update', [
    accountId,
  ]);
  const before = rows[0]?.state;
  if (before === undefined || before === 'closed') throw new DirectoryError('directory.no-mailbox', String(accountId));
  if (before === state) return false;
  await tx.query('update account set state = $2 where account_id = $1', [accountId, state]);
  const kind = state === 'locked' ? 'account.locked' : 'account.unlocked';
  await writeAudit(tx, by, { kind, accountId, data: reason ? { reason } : {} });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
  return true;
}

/** `bytes` null: the regulation's again. @throws DirectoryError `directory.no-mailbox`, `directory.invalid`. */
export async function setQuota(tx: Transaction, accountId: number, bytes: number | null, by: Actor): Promise<void> {
  if (bytes !== null && !(Number.isSafeInteger(bytes) && bytes > 0)) {
    throw new DirectoryError('directory.invalid', 'The quota must be a positive number of octets.');
  }
  const { rows } = await tx.query<{ before: number | null }>(
    `update account a set quota_bytes = $2, quota_warned_at = null from account old
     where a.account_id = $1 and old.account_id = a.account_id returning old.quota_bytes as before`,
    [accountId, bytes],
  );
  if (!rows[0]) throw new DirectoryError('directory.no-mailbox', String(accountId));
  await writeAudit(tx, by, { kind: 'account.quota', accountId, data: { before: rows[0].before, after: bytes } });
}

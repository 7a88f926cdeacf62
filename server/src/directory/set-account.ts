import type { Transaction } from '../platform/index.ts';
import { noticeAccessToAccount } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { DirectoryError } from './errors.ts';
import { refreshEntries } from './lookup/refresh-entries.ts';
import { lockAccount, requireOpen } from './mailboxes/lock-account.ts';
import { requireManagingAuthorityWithout } from './roles.ts';

/**
 * Locks a mailbox or opens it again. A locked one gets no mail and can't be opened; a person whose own is locked
 * can't sign in. Answers whether anything changed.
 * @throws DirectoryError `directory.no-mailbox`, `directory.mailbox-closed`, `directory.last-managing-authority`.
 */
export async function setAccountState(
  tx: Transaction,
  accountId: number,
  state: 'active' | 'locked',
  by: Actor,
  reason?: string,
): Promise<boolean> {
  const account = await lockAccount(tx, accountId);
  requireOpen(account);
  if (account.state === state) return false;
  await tx.query('update account set state = $2 where account_id = $1', [accountId, state]);
  if (state === 'locked') await requireManagingAuthorityWithout(tx, accountId);
  const kind = state === 'locked' ? 'account.locked' : 'account.unlocked';
  const data = reason ? { reason } : {};
  await writeAudit(tx, by, { kind, accountId, before: { state: account.state }, after: { state }, data });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
  return true;
}

/**
 * `bytes` null: the regulation's again. `most`: what the regulation allows; left out, an operator may go beyond it.
 * @throws DirectoryError `directory.no-mailbox`, `directory.mailbox-closed`, `directory.invalid`, `directory.quota-over-rule`.
 */
export async function setQuota(
  tx: Transaction,
  accountId: number,
  bytes: number | null,
  by: Actor,
  options: { most?: number | undefined; reason?: string | null | undefined } = {},
): Promise<void> {
  if (bytes !== null && !(Number.isSafeInteger(bytes) && bytes > 0)) {
    throw new DirectoryError('directory.invalid', 'The quota must be a positive number of octets.', { field: 'bytes' });
  }
  const { most = Number.POSITIVE_INFINITY, reason } = options;
  if (bytes !== null && bytes > most) throw new DirectoryError('directory.quota-over-rule', `${most}`, { most });
  const account = await lockAccount(tx, accountId);
  requireOpen(account);
  await tx.query('update account set quota_bytes = $2, quota_warned_at = null where account_id = $1', [
    accountId,
    bytes,
  ]);
  await writeAudit(tx, by, {
    kind: 'account.quota',
    accountId,
    before: { quotaBytes: account.quotaBytes },
    after: { quotaBytes: bytes },
    data: reason ? { reason } : {},
  });
}

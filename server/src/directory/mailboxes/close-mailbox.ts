import type { Transaction } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { noticeAccessToAccount } from '../access-notice.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText } from '../check.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntries } from '../lookup/refresh-entries.ts';
import { requireManagingAuthorityWithout } from '../roles.ts';
import { lockAccount } from './lock-account.ts';
import { retentionOf, retireAddresses } from './retire.ts';

interface ToClose {
  accountId: number;
  reason?: string | null | undefined;
}

/**
 * Ends a mailbox: it gets no mail and nobody opens it; what is in it stays. Its addresses are kept for its holder. Answers
 * whether anything changed. @throws DirectoryError `directory.no-mailbox`, `directory.last-managing-authority`.
 */
export async function closeMailbox(
  tx: Transaction,
  regulation: Regulation,
  { accountId, reason }: ToClose,
  by: Actor,
): Promise<boolean> {
  const account = await lockAccount(tx, accountId, { addresses: true });
  if (account.state === 'closed') return false;
  const addresses = [...(account.primary === null ? [] : [account.primary]), ...account.aliases];
  const retention = retentionOf(regulation, account.province);
  await retireAddresses(tx, accountId, addresses, retention);
  await tx.query("update account set state = 'closed' where account_id = $1", [accountId]);
  await requireManagingAuthorityWithout(tx, accountId);
  const said = optionalText(reason, 'reason', 500);
  await writeAudit(tx, by, {
    kind: 'account.closed',
    accountId,
    before: { state: account.state },
    after: { state: 'closed' },
    data: {
      addresses,
      keptUntil: retention.reusableFrom?.toString() ?? null,
      ...(said === null ? {} : { reason: said }),
    },
  });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
  return true;
}

/**
 * Opens a closed mailbox again, with the addresses that nobody else was given meanwhile. Answers whether anything changed.
 * @throws DirectoryError `directory.no-mailbox`; `directory.address-taken` when its primary address is another's now;
 * `directory.has-mailbox` when the person was given another.
 */
export async function reopenMailbox(tx: Transaction, { accountId, reason }: ToClose, by: Actor): Promise<boolean> {
  const account = await lockAccount(tx, accountId, { addresses: true });
  if (account.state !== 'closed') return false;
  if (account.primary === null) throw new DirectoryError('directory.address-taken', account.name);
  if (account.personId !== null) {
    const { rows } = await tx.query("select 1 from account where person_id = $1 and state <> 'closed'", [
      account.personId,
    ]);
    if (rows.length > 0) throw new DirectoryError('directory.has-mailbox', account.name);
  }
  await tx.query("update account set state = 'active' where account_id = $1", [accountId]);
  await tx.query('delete from address_retired r using address ad where ad.account_id = $1 and r.address = ad.address', [
    accountId,
  ]);
  const said = optionalText(reason, 'reason', 500);
  await writeAudit(tx, by, {
    kind: 'account.reopened',
    accountId,
    before: { state: 'closed' },
    after: { state: 'active', address: account.primary },
    data: said === null ? {} : { reason: said },
  });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
  return true;
}

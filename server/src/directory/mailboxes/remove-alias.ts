import type { Transaction } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { noticeAccessToAccount } from '../access-notice.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { normaliseAddress, optionalText } from '../check.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntries } from '../lookup/refresh-entries.ts';
import { lockAccount } from './lock-account.ts';
import { deleteAddress } from './write-address.ts';

export interface AliasToRemove {
  accountId: number;
  address: string;
  reason?: string | null | undefined;
  /** Its time is over: nobody removed it. */
  ended?: boolean | undefined;
}

/**
 * Mail to the address no longer comes; it is kept for the mailbox's holder for the time of the rule `address-retention`.
 * @throws DirectoryError `directory.no-mailbox`, `directory.no-address`, `directory.primary-address`.
 */
export async function removeAlias(
  tx: Transaction,
  regulation: Regulation,
  input: AliasToRemove,
  by: Actor,
): Promise<void> {
  const { accountId, ended = false } = input;
  const address = normaliseAddress(input.address);
  const account = await lockAccount(tx, accountId, { addresses: true });
  if (account.primary === address) throw new DirectoryError('directory.primary-address', address);
  if (!account.aliases.includes(address)) throw new DirectoryError('directory.no-address', address);
  await deleteAddress(tx, regulation, account, address);
  const reason = optionalText(input.reason, 'reason', 500);
  await writeAudit(tx, by, {
    kind: 'address.removed',
    accountId,
    before: { aliases: account.aliases },
    after: { aliases: account.aliases.filter((alias) => alias !== address) },
    data: { address, ...(ended ? { ended } : {}), ...(reason === null ? {} : { reason }) },
  });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
}

import type { Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { noticeAccessToAccount } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { normaliseAddress, optionalText } from './check.ts';
import { DirectoryError } from './errors.ts';
import { refreshEntries } from './lookup/refresh-entries.ts';
import { AddressBook } from './mailboxes/address-book.ts';
import { requireFree } from './mailboxes/by-hand.ts';
import { lockDomain, splitAddress } from './mailboxes/domains.ts';
import { lockAccount, requireOpen } from './mailboxes/lock-account.ts';
import { insertAddress } from './mailboxes/write-address.ts';

/**
 * A further address that reaches the account.
 * @throws DirectoryError `directory.no-mailbox`, `directory.mailbox-closed`, `directory.address-invalid`,
 * `directory.no-domain`, `directory.address-taken`, `directory.address-retired`, `directory.address-reserved`.
 */
export async function addAlias(
  tx: Transaction,
  regulation: Regulation,
  input: { accountId: number; address: string; reason?: string | null | undefined },
  by: Actor,
): Promise<void> {
  const { accountId } = input;
  const address = normaliseAddress(input.address);
  const domain = await lockDomain(tx, splitAddress(address).domain);
  const account = await lockAccount(tx, accountId);
  requireOpen(account);
  if (account.province !== domain.province) throw new DirectoryError('directory.no-domain', domain.name);
  await requireFree(regulation, account, address, new AddressBook(tx, domain.name));
  await insertAddress(tx, { address, domainId: domain.id, accountId, isPrimary: false });
  const reason = optionalText(input.reason, 'reason', 500);
  const after = { aliases: [...account.aliases, address].sort() };
  const data = { address, ...(reason === null ? {} : { reason }) };
  await writeAudit(tx, by, { kind: 'address.added', accountId, before: { aliases: account.aliases }, after, data });
  await refreshEntries(tx, [accountId]);
  await noticeAccessToAccount(tx, accountId);
}

import type { Transaction } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { DirectoryError } from '../errors.ts';
import { retentionOf, retireAddresses } from './retire.ts';

/** Gives the account this address, which is free or its holder's own. The domain is locked. */
export async function insertAddress(
  tx: Transaction,
  input: { address: string; domainId: number; accountId: number; isPrimary: boolean },
): Promise<void> {
  const { address, domainId, accountId, isPrimary } = input;
  await tx.query({
    name: 'address-unretire-one',
    text: 'delete from address_retired where address = $1',
    values: [address],
  });
  // It may be a closed mailbox's still, or this mailbox's own.
  const { rowCount } = await tx.query({
    name: 'address-insert',
    text: `insert into address (address, domain_id, account_id, is_primary) values ($1, $2, $3, $4)
           on conflict (address) do update
           set account_id = excluded.account_id, is_primary = excluded.is_primary, valid_until = null
           where address.account_id = excluded.account_id
             or (select state from account where account_id = address.account_id) = 'closed'`,
    values: [address, domainId, accountId, isPrimary],
  });
  if (rowCount === 0) throw new DirectoryError('directory.address-taken', address);
}

/** Takes an address from the account and keeps it for its holder. The domain is locked. */
export async function deleteAddress(
  tx: Transaction,
  regulation: Regulation,
  account: { accountId: number; province: string },
  address: string,
): Promise<void> {
  await retireAddresses(tx, account.accountId, [address], retentionOf(regulation, account.province));
  await tx.query({
    name: 'address-delete',
    text: 'delete from address where address = $1 and account_id = $2',
    values: [address, account.accountId],
  });
}

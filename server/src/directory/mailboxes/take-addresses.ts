import type { Transaction } from '../../platform/index.ts';
import { AddressBook, type Holder, type InUse } from './address-book.ts';
import { type Domain, splitAddress } from './domains.ts';

export interface AddressToTake extends Holder {
  address: string;
  accountId: number;
}

/**
 * Gives each account its primary address: all, or none and the first that can't be had. One kept for its holder, or whose time is
 * over, is theirs now, also from a mailbox that is closed. The domain is locked (`lockDomains`), and all are of it.
 */
export async function takeAddresses(
  tx: Transaction,
  domain: Pick<Domain, 'id' | 'name'>,
  wanted: readonly AddressToTake[],
): Promise<{ address: string; inUse: InUse } | null> {
  const book = new AddressBook(tx, domain.name);
  await book.look(wanted.map(({ address }) => splitAddress(address).local));
  for (const one of wanted) {
    const { local } = splitAddress(one.address);
    const inUse = await book.inUse(local, one);
    if (inUse) return { address: one.address, inUse };
    book.given(local);
  }
  const addresses = wanted.map(({ address }) => address);
  await tx.query({
    name: 'address-unretire',
    text: 'delete from address_retired where address = any($1)',
    values: [addresses],
  });
  const { rows } = await tx.query<{ address: string }>({
    name: 'address-take',
    text: `insert into address (address, domain_id, account_id, is_primary)
           select address, $1, account_id, true from unnest($2::text[], $3::bigint[]) as new(address, account_id)
           on conflict (address) do update
           set domain_id = excluded.domain_id, account_id = excluded.account_id, is_primary = true, valid_until = null
           where (select state from account where account_id = address.account_id) = 'closed'
           returning address`,
    values: [domain.id, addresses, wanted.map(({ accountId }) => accountId)],
  });
  // Only what was written without the lock could be in the way now.
  const taken = new Set(rows.map((row) => row.address));
  const missing = addresses.find((address) => !taken.has(address));
  return missing === undefined ? null : { address: missing, inUse: { reason: 'taken' } };
}

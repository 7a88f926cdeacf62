import type { Transaction } from '../../platform/index.ts';
import { DirectoryError } from '../errors.ts';
import { lockDomains, splitAddress } from './domains.ts';

export interface LockedAccount {
  accountId: number;
  kind: 'personal' | 'organisation';
  state: 'active' | 'locked' | 'closed';
  name: string;
  province: string;
  personId: number | null;
  organisationId: number | null;
  quotaBytes: number | null;
  /** Null: of a closed mailbox whose address is another's now. */
  primary: string | null;
  aliases: string[];
}

/**
 * The mailbox, locked against other changes of it. `addresses`: the domain of its primary address, and those named, are
 * locked first.
 * @throws DirectoryError `directory.no-mailbox`, `directory.no-domain`.
 */
export async function lockAccount(
  tx: Transaction,
  accountId: number,
  options: { domains?: readonly string[]; addresses?: boolean } = {},
): Promise<LockedAccount> {
  if (options.addresses || options.domains) {
    const own = await addressesOf(tx, accountId);
    await lockDomains(tx, [...own.map(({ address }) => splitAddress(address).domain), ...(options.domains ?? [])]);
  }
  const { rows } = await tx.query<Omit<LockedAccount, 'primary' | 'aliases'>>({
    name: 'mailbox-lock',
    text: `select account_id as "accountId", kind, state, name, province_id as province, person_id as "personId",
             organisation_id as "organisationId", quota_bytes as "quotaBytes"
           from account where account_id = $1 for update`,
    values: [accountId],
  });
  if (!rows[0]) throw new DirectoryError('directory.no-mailbox', String(accountId));
  const addresses = await addressesOf(tx, accountId);
  return {
    ...rows[0],
    primary: addresses.find((one) => one.isPrimary)?.address ?? null,
    aliases: addresses.filter((one) => !one.isPrimary).map((one) => one.address),
  };
}

/** @throws DirectoryError `directory.mailbox-closed`. */
export function requireOpen(account: LockedAccount): void {
  if (account.state === 'closed') throw new DirectoryError('directory.mailbox-closed', account.primary ?? account.name);
}

async function addressesOf(tx: Transaction, accountId: number): Promise<{ address: string; isPrimary: boolean }[]> {
  const { rows } = await tx.query<{ address: string; isPrimary: boolean }>({
    name: 'mailbox-addresses',
    text: 'select address, is_primary as "isPrimary" from address where account_id = $1 order by address',
    values: [accountId],
  });
  return rows;
}

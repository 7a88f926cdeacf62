import type { Regulation } from '../../regulation/index.ts';
import { normaliseAddress } from '../check.ts';
import { DirectoryError } from '../errors.ts';
import { isLocalPart, reservedNames } from '../naming/refuse.ts';
import { citedIf } from '../naming/rules.ts';
import type { AddressBook } from './address-book.ts';
import { splitAddress } from './domains.ts';
import type { Owner } from './owners.ts';

/**
 * The local part of an address chosen by hand, if this owner may have it. What is reserved for the system may be an
 * organisation's (`postmaster` must be somebody's), never a person's.
 * @throws DirectoryError `directory.address-invalid`, `directory.address-reserved`, `directory.address-taken`,
 * `directory.address-retired`.
 */
export async function requireFree(
  regulation: Regulation,
  owner: Pick<Owner, 'province' | 'personId' | 'organisationId'>,
  address: string,
  book: AddressBook,
): Promise<string> {
  const { local } = splitAddress(normaliseAddress(address));
  if (!isLocalPart(local)) throw new DirectoryError('directory.address-invalid', address);
  const reserved = citedIf(regulation, owner.province, 'reserved-addresses')?.value.local ?? [];
  if (owner.personId !== null && reservedNames(reserved).has(local)) {
    throw new DirectoryError('directory.address-reserved', address);
  }
  const inUse = await book.inUse(local, owner);
  if (inUse?.reason === 'taken') throw new DirectoryError('directory.address-taken', address);
  if (inUse) {
    const { until } = inUse;
    throw new DirectoryError('directory.address-retired', until ? `${address} until ${until}` : address, { until });
  }
  return local;
}

import {
  type Actor,
  accountByAddress,
  type CreatedAccount,
  createAccount,
  createDomain,
  createOrganisation,
  createProvince,
  DirectoryError,
  normaliseAddress,
  setQuota,
} from '../directory/index.ts';
import type { ProvisioningDeps } from './add-people.ts';

export interface OrganisationToAdd {
  province: string;
  /** A kind of the profile's naming forms. */
  kind: string;
  name: string;
  shortName?: string | undefined;
  phone?: string | undefined;
  /** The address of the mailbox of the organisation above it. */
  parent?: string | undefined;
  /** Chosen by hand; else the form of its kind names one in `domain`. */
  address?: string | undefined;
  domain?: string | undefined;
  createDomain?: boolean | undefined;
  quotaBytes?: number | null | undefined;
}

/** Adds an organisation with its mailbox. @throws DirectoryError; nothing is changed then. */
export async function addOrganisation(
  deps: Pick<ProvisioningDeps, 'pools' | 'regulation'>,
  input: OrganisationToAdd,
  by: Actor,
): Promise<CreatedAccount> {
  const { pools, regulation } = deps;
  const { province, kind, name, shortName, phone, address, domain } = input;
  const choice = address === undefined ? domain && { domain } : { address };
  if (!choice) throw new DirectoryError('directory.address-invalid', `${name} has neither an address nor a domain.`);
  return pools.transaction(async (tx) => {
    if (input.createDomain) {
      await createProvince(tx, regulation, province, by);
      await createDomain(tx, province, domain ?? normaliseAddress(address!).split('@')[1] ?? '', by);
    }
    let parentId: number | undefined;
    if (input.parent !== undefined) {
      const parent = await accountByAddress(tx, input.parent);
      if (parent.organisationId === null) throw new DirectoryError('directory.no-organisation', input.parent);
      parentId = parent.organisationId;
    }
    const organisation = { province, kind, name, shortName, phone, parentId };
    const organisationId = await createOrganisation(tx, organisation, by);
    const made = await createAccount(tx, regulation, { owner: { organisationId }, name: choice }, by);
    if (input.quotaBytes != null) await setQuota(tx, made.accountId, input.quotaBytes, by);
    return made;
  });
}

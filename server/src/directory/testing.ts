/** For tests of every folder: the province Tiền Giang with a domain, and people and mailboxes in it. */
import type { Pools } from '../platform/index.ts';
import { loadRegulation, type Regulation } from '../regulation/index.ts';
import { appoint } from './appointments/appoint.ts';
import { system } from './audit.ts';
import { type CreatedAccount, createAccount } from './create-account.ts';
import { createDomain, createProvince } from './create-province.ts';
import { createOrganisation } from './organisations/create-organisation.ts';
import { createPerson } from './people/create-person.ts';

export const testDomain = 'tiengiang.test';

export interface TestPerson extends CreatedAccount {
  personId: number;
}

export interface TestOrganisation extends CreatedAccount {
  organisationId: number;
}

export interface TestProvince {
  regulation: Regulation;
  person(name: string, work?: { organisationId: number; position: string; born?: string }): Promise<TestPerson>;
  organisation(name: string, kind: string, parentId?: number): Promise<TestOrganisation>;
}

export async function testProvince(pools: Pools): Promise<TestProvince> {
  const regulation = loadRegulation();
  const province = 'tien-giang';
  await pools.transaction(async (tx) => {
    await createProvince(tx, regulation, province, system);
    await createDomain(tx, province, testDomain, system);
  });
  return {
    regulation,
    person: (name, work) =>
      pools.transaction(async (tx) => {
        const personId = await createPerson(tx, { province, name, born: work?.born }, system);
        if (work) await appoint(tx, { personId, ...work }, system);
        const made = await createAccount(tx, regulation, { owner: { personId }, name: { domain: testDomain } }, system);
        return { personId, ...made };
      }),
    organisation: (name, kind, parentId) =>
      pools.transaction(async (tx) => {
        const organisationId = await createOrganisation(tx, { province, kind, name, parentId }, system);
        const name_ = { domain: testDomain };
        const made = await createAccount(tx, regulation, { owner: { organisationId }, name: name_ }, system);
        return { organisationId, ...made };
      }),
  };
}

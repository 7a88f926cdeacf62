/** A province of other kinds, names, levels and numbers: what it says is what happens. */
import { passwordFaults } from '@congvu/contract';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import {
  appoint,
  createAccount,
  createDomain,
  createOrganisation,
  createPerson,
  createProvince,
  system,
} from '../../directory/index.ts';
import { testProvinceId as province, testRegulation } from '../../regulation/testing/index.ts';
import { countEffects } from './index.ts';

const database = testDatabase();
const domain = 'thu-nghiem.test';
const regulation = testRegulation();

test('people and organisations are called as its rules say', async () => {
  const { pools } = database;
  const made = await pools.transaction(async (tx) => {
    await createProvince(tx, regulation, province, system);
    await createDomain(tx, province, domain, system);
    const realm = await createOrganisation(tx, { province, kind: 'realm', name: 'Cõi Mây Xanh' }, system);
    const guild = await createOrganisation(
      tx,
      { province, kind: 'guild', name: 'Phường hội Thợ Gốm', parentId: realm },
      system,
    );
    const name = { domain };
    const addresses = [];
    for (const organisationId of [realm, guild]) {
      addresses.push((await createAccount(tx, regulation, { owner: { organisationId }, name }, system)).address);
    }
    for (const person of ['Nguyễn Văn An', 'Trần Thị An']) {
      const personId = await createPerson(tx, { province, name: person }, system);
      await appoint(tx, { personId, organisationId: guild, position: 'Thợ' }, system);
      addresses.push((await createAccount(tx, regulation, { owner: { personId }, name }, system)).address);
    }
    return addresses;
  });
  expect(made).toEqual([
    'coi-mayxanh@thu-nghiem.test',
    'thogom_coi-mayxanh@thu-nghiem.test',
    'nguoi.an@thu-nghiem.test',
    'nguoi.an02@thu-nghiem.test',
  ]);
  const unknown = pools.transaction((tx) =>
    createOrganisation(tx, { province, kind: 'department', name: 'Sở Nội vụ' }, system).then((organisationId) =>
      createAccount(tx, regulation, { owner: { organisationId }, name: { domain } }, system),
    ),
  );
  await expect(unknown).rejects.toMatchObject({ code: expect.stringMatching(/^directory\.no-(kind|naming-form)$/) });
});

test('its quota, its warning and its password rule hold, by its articles', async () => {
  expect(regulation.rule(province, 'mailbox-quota')).toEqual({ bytes: 7_000_000 });
  expect(regulation.cited(province, 'mailbox-quota').cite).toEqual({
    ref: 'TNS 1',
    text: 'Điều 1, Nghị quyết (chưa rõ số)',
  });
  const rule = regulation.passwordRule(province);
  expect(passwordFaults('123456789012', rule, 'nguoi.an@thu-nghiem.test')).toEqual(['length']);
  expect(passwordFaults('1234567890123', rule, 'nguoi.an@thu-nghiem.test')).toEqual([]);

  await database.pools.query(`update account set used_bytes = 4000000 where province_id = $1 and kind = 'personal'`, [
    province,
  ]);
  const proposed = { ...regulation.versions(province, 'mailbox-quota')[0]!, value: { bytes: 3_500_000 } };
  const imagined = regulation.imagine(province, (layer) => ({ ...layer, rules: [...layer.rules, proposed] }));
  const present = regulation.versions(province, 'mailbox-quota')[1]!;
  const effects = await countEffects(
    { db: database.pools, regulation, wireLimit: (bytes) => bytes },
    { province, present, proposed, imagined },
  );
  expect(effects).toMatchObject([
    { key: 'quota.over', count: 2, of: 4, data: { before: 0 } },
    { key: 'quota.warned', count: 0, data: { before: 2, percent: 50 } },
    { key: 'quota.own', count: 0 },
  ]);
});

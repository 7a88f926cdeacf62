/** A province of other kinds, names, levels and numbers: what it says is what happens. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { type Accounts, createAccounts, setPassword } from '../../accounts/index.ts';
import {
  appoint,
  createAccount,
  createDomain,
  createOrganisation,
  createPerson,
  createProvince,
  system,
} from '../../directory/index.ts';
import { type TestMail, testMail, testMessage } from '../../mail/testing.ts';
import { createLog, createNotifications, loadConfig, type Notifications } from '../../platform/index.ts';
import { testProvinceId as province, testRegulation } from '../../regulation/testing/index.ts';
import { countEffects } from './index.ts';

const database = testDatabase();
const domain = 'thu-nghiem.test';
const regulation = testRegulation();
let store: TestMail;
let notifications: Notifications;
let accounts: Accounts;
const people: { personId: number; accountId: number; address: string }[] = [];

beforeAll(async () => {
  const { pools, url } = database;
  store = await testMail(url, pools, { defaultQuota: (id) => regulation.rule(id, 'mailbox-quota').bytes });
  notifications = await createNotifications(url, createLog({ level: 'error' }));
  accounts = await createAccounts({ pools, notifications, regulation, config: loadConfig({}) });
});

afterAll(async () => {
  await accounts?.stop();
  await notifications?.end();
  await store?.stop();
});

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
      const made = await createAccount(tx, regulation, { owner: { personId }, name }, system);
      people.push({ personId, ...made });
      addresses.push(made.address);
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

test('its quota holds: mail beyond it is refused, by the amendment’s size', async () => {
  expect(regulation.cited(province, 'mailbox-quota')).toMatchObject({
    value: { bytes: 7_000_000 },
    cite: { ref: 'TNS 1', text: 'Điều 1, Nghị quyết (chưa rõ số)' },
  });
  const { accountId } = people[0]!;
  const deliver = async (size: number) => {
    const message = testMessage(`Thư ${size}`, 'x'.repeat(size));
    return (await store.mail.deliver(message, [{ accountId }])).map((outcome) => outcome.status);
  };
  // In base64 each is a third larger. 3,000,000 was the size before the amendment, 524,288,000 is another province's.
  expect(await deliver(2_400_000)).toEqual(['delivered']);
  expect(await deliver(2_400_001)).toEqual(['delivered']);
  expect(await deliver(1_000_000)).toEqual(['over-quota']);
});

test('its password rule holds: thirteen characters and a digit, and nothing else', async () => {
  const { personId, address } = people[0]!;
  const hash = await accounts.hasher.hash('0000000000000');
  await database.pools.transaction((tx) => setPassword(tx, { personId, hash, mustChange: false }, system));
  const session = { personId, address } as Parameters<Accounts['changePassword']>[0];
  const origin = { headers: {}, ip: '127.0.0.1', protocol: 'http' };
  const change = (next: string) => accounts.changePassword(session, { current: '0000000000000', next }, origin);
  await expect(change('MatKhau#78912')).resolves.toBeUndefined();
  const again = (next: string) => accounts.changePassword(session, { current: 'MatKhau#78912', next }, origin);
  await expect(again('MatKhau#789')).rejects.toMatchObject({ code: 'password.rule', details: ['length'] });
  await expect(again('matkhaumatkhau')).rejects.toMatchObject({ code: 'password.rule', details: ['digit'] });
  await expect(again('matkhaumatkhau1')).resolves.toBeUndefined();
});

test('a version of its own is tried', async () => {
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

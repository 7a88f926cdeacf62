import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { createHasher } from '../accounts/index.ts';
import { accountByAddress, accountsOf, listAccounts, system } from '../directory/index.ts';
import { loadRegulation } from '../regulation/index.ts';
import type { ProvisioningDeps } from './add-people.ts';
import {
  type AddPeopleOptions,
  addOrganisation,
  addPeople,
  type PersonToAdd,
  resetPassword,
  resolveProvince,
} from './index.ts';

const database = testDatabase();
const hasher = createHasher();
let deps: ProvisioningDeps;

beforeAll(() => {
  deps = { pools: database.pools, regulation: loadRegulation(), hasher };
});

const domain = 'tiengiang.test';
const province = 'tien-giang';
const add = (people: PersonToAdd[], options: Partial<AddPeopleOptions> = {}) =>
  addPeople(deps, people, { province, createDomain: true, ...options }, system);
const count = async (sql: string) =>
  (await database.pools.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]!.n;
const credentialOf = async (address: string) => {
  const { personId } = await accountByAddress(database.pools, address);
  const { rows } = await database.pools.query<{ password_hash: string; must_change: boolean; version: number }>(
    'select * from credential where person_id = $1',
    [personId],
  );
  return rows[0]!;
};

test('the province is the one named, that of the domain, the only one, or the fallback', async () => {
  await expect(resolveProvince(deps)).rejects.toMatchObject({ code: 'directory.no-province' });
  expect(await resolveProvince(deps, undefined, { fallback: province })).toBe(province);
  expect(await resolveProvince(deps, undefined, { domain: 'CaoBang.gov.vn', fallback: province })).toBe('cao-bang');
  expect(await resolveProvince(deps, province)).toBe(province);
  await expect(resolveProvince(deps, 'atlantis')).rejects.toMatchObject({ code: 'directory.no-province' });
});

test('people get their place, mailbox and first password; progress is told', async () => {
  const above = await addOrganisation(
    deps,
    { province, kind: 'department', name: 'Sở Thông tin và Truyền thông', domain, createDomain: true },
    system,
  );
  expect(above.address).toBe('stttt@tiengiang.test');
  const seen: string[] = [];
  const added = await add(
    [
      { name: 'Lê Minh Hiếu', born: '1977', domain, organisation: above.address, position: 'Giám đốc', isHead: true },
      { name: 'Lê Minh Hiếu', domain, password: 'MatKhau$789' },
    ],
    { progress: (done, total) => void seen.push(`${done}/${total}`) },
  );
  expect(added.map((a) => a.address)).toEqual(['leminhhieu@tiengiang.test', 'lminhhieu@tiengiang.test']);
  expect(added.map((a) => a.password === undefined)).toEqual([false, true]);
  expect(seen).toEqual(['1/4', '2/4', '3/4', '4/4']);
  const credential = await credentialOf(added[0]!.address);
  expect(credential.must_change).toBe(true); // TG 10.1
  expect(await hasher.verify(credential.password_hash, added[0]!.password!)).toBe(true);
  expect(await count("appointment where is_head and position = 'Giám đốc'")).toBe(1);

  const office = { province, kind: 'office', name: 'Văn phòng Sở', parent: above.address, domain };
  expect((await addOrganisation(deps, office, system)).address).toBe('stttt.vps@tiengiang.test');
});

test('of several people all are added, or none', async () => {
  const before = [await count('person'), await count('audit_event'), await count('domain')];
  const bad: [Partial<PersonToAdd>, string][] = [
    [{ name: ' ' }, 'directory.invalid'],
    [{ address: 'leminhhieu@tiengiang.test' }, 'directory.address-taken'],
    [{ domain: undefined }, 'directory.no-domain'],
    [{ born: 'hôm qua' }, 'directory.invalid'],
    [{ organisation: 'nobody@tiengiang.test', position: 'X' }, 'directory.no-mailbox'],
    [{ organisation: 'leminhhieu@tiengiang.test', position: 'X' }, 'directory.no-organisation'],
    [{ organisation: 'stttt@tiengiang.test' }, 'directory.invalid'],
    [{ password: 'yếu' }, 'password.rule'],
  ];
  for (const [fault, code] of bad) {
    const people = [
      { name: 'Trần Văn Tốt', domain: 'moi.test' },
      { name: 'Trần Văn Xấu', domain, ...fault },
    ];
    await expect(add(people), code).rejects.toMatchObject({ code });
  }
  await expect(add([{ name: 'A B' }], { createDomain: false })).rejects.toMatchObject({
    code: 'directory.address-invalid',
  });
  expect([await count('person'), await count('audit_event'), await count('domain')]).toEqual(before);
});

test('an operator may set the rule aside, and that is recorded', async () => {
  const people = [{ name: 'bench', address: `bench@${domain}`, password: 'benchpass' }];
  await add(people, { ignorePasswordRule: true, mustChange: false, quotaBytes: 5_000_000_000 });
  expect((await credentialOf(`bench@${domain}`)).must_change).toBe(false);
  expect(await count("audit_event where kind = 'auth.password-set' and data->>'ruleIgnored' = 'true'")).toBe(1);
  const listed = await listAccounts(database.pools, { kind: 'personal', limit: 1 });
  expect(listed).toMatchObject([{ address: `bench@${domain}`, quotaBytes: 5_000_000_000, mustChangePassword: false }]);
  expect((await listAccounts(database.pools, { after: listed[0]!.address }))[0]!.address).toBe(`leminhhieu@${domain}`);
});

test('a forgotten password is set anew', async () => {
  const address = `lminhhieu@${domain}`;
  const before = await credentialOf(address);
  const made = await resetPassword(deps, { address }, system);
  const after = await credentialOf(address);
  expect(after).toMatchObject({ must_change: true, version: before.version + 1 });
  expect(await hasher.verify(after.password_hash, made!)).toBe(true);
  expect(await resetPassword(deps, { address, password: 'Khac#12345', mustChange: false }, system)).toBeUndefined();
  expect((await credentialOf(address)).must_change).toBe(false);
  const reset = (input: { address: string; password?: string }) => resetPassword(deps, input, system);
  await expect(reset({ address, password: 'yếu' })).rejects.toMatchObject({ code: 'password.rule' });
  await expect(reset({ address: 'stttt@tiengiang.test' })).rejects.toMatchObject({ code: 'directory.no-person' });
  await expect(reset({ address: 'nobody@tiengiang.test' })).rejects.toMatchObject({ code: 'directory.no-mailbox' });
});

test('many people are added at once, each with a hash of their own', async () => {
  const people = Array.from({ length: 40 }, (_, i) => ({
    name: `user${i}`,
    address: `user${i}@bulk.test`,
    password: 'MatKhau$789',
  }));
  expect(await add(people)).toHaveLength(40);
  expect(
    await count(
      "(select distinct password_hash from credential join account using (person_id) where name like 'user%') h",
    ),
  ).toBe(40);
  const { personId } = await accountByAddress(database.pools, 'user7@bulk.test');
  expect(await accountsOf(database.pools, personId!)).toHaveLength(1);
});

import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import {
  accountByAddress,
  accountsOf,
  addAlias,
  appoint,
  createAccount,
  createDomain,
  createPerson,
  fold,
  grantDelegation,
  personCard,
  revokeDelegation,
  setAccountState,
  setQuota,
  suggest,
  system,
} from './index.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testDomain, testProvince } from './testing.ts';

const database = testDatabase();
let province: TestProvince;
let department: TestOrganisation;
let hieu: TestPerson;

beforeAll(async () => {
  province = await testProvince(database.pools);
  department = await province.organisation('Sở Thông tin và Truyền thông', 'department');
  hieu = await province.person('Lê Minh Hiếu', {
    organisationId: department.organisationId,
    position: 'Phó Giám đốc',
    born: '1977-03-02',
  });
});

const count = async (sql: string, values: unknown[]) =>
  (await database.pools.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]!.n;

test('a mailbox has its address by the rule, the standard mailboxes, and its event', async () => {
  expect(hieu).toMatchObject({ address: 'leminhhieu@tiengiang.test', proposal: { cite: 'TG 4.2a' } });
  expect(department.address).toBe('stttt@tiengiang.test');
  const { rows } = await database.pools.query<{ name: string; role: string }>(
    'select name, role from mailbox where account_id = $1 order by sort_order',
    [hieu.accountId],
  );
  expect(rows.map((r) => `${r.role}: ${r.name}`)).toEqual([
    'inbox: INBOX',
    'drafts: Thư nháp',
    'sent: Đã gửi',
    'archive: Lưu trữ',
    'junk: Thư rác',
    'trash: Thùng rác',
  ]);
  expect(await count("audit_event where kind = 'account.created' and account_id = $1", [hieu.accountId])).toBe(1);
});

test('an office is named after the organisation above it', async () => {
  const name = 'Trung tâm Công nghệ thông tin và Truyền thông';
  const office = await province.organisation(name, 'office', department.organisationId);
  expect(office.address).toBe('stttt.ttcntttt@tiengiang.test');
});

test('fifty people of one name at once get fifty addresses', async () => {
  const made = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      database.pools.transaction(async (tx) => {
        const born = `${1950 + i}-06-01`;
        const personId = await createPerson(tx, { province: 'tien-giang', name: 'Trần Thị Đào', born }, system);
        const account = { owner: { personId }, name: { domain: testDomain } };
        return createAccount(tx, province.regulation, account, system);
      }),
    ),
  );
  const addresses = made.map((m) => m.address);
  expect(new Set(addresses).size).toBe(50);
  for (const first of ['tranthidao', 'tthidao', 'ttdao']) expect(addresses).toContain(`${first}@${testDomain}`);
  expect(addresses.filter((a) => /^tranthidao\d\d@/.test(a))).toHaveLength(47);
});

test('an address chosen by hand is checked, and a refusal leaves nothing', async () => {
  const choose = (address: string) =>
    database.pools.transaction((tx) =>
      createAccount(tx, province.regulation, { owner: { personId: hieu.personId }, name: { address } }, system),
    );
  const before = await count('account where $1::int is not null', [1]);
  await expect(choose(hieu.address)).rejects.toMatchObject({ code: 'directory.address-taken' });
  await expect(choose(`hiếu@${testDomain}`)).rejects.toMatchObject({ code: 'directory.address-invalid' });
  await expect(choose('hieu@elsewhere.test')).rejects.toMatchObject({ code: 'directory.no-domain' });
  await expect(choose('hieu')).rejects.toMatchObject({ code: 'directory.no-domain' });
  expect(await count('account where $1::int is not null', [1])).toBe(before);
});

test('a domain belongs to one province and has a proper name', async () => {
  const make = (name: string) => database.pools.transaction((tx) => createDomain(tx, 'tien-giang', name, system));
  expect(await make('Bench.Test')).toBe(await make('bench.test'));
  for (const wrong of ['bench', '-a.test', 'a..test', 'a b.test', `${'a'.repeat(64)}.test`]) {
    await expect(make(wrong)).rejects.toMatchObject({ code: 'directory.no-domain' });
  }
});

test('a delegation opens an organisation mailbox from its day to its end', async () => {
  const pools = database.pools;
  const clerk = await province.person('Nguyễn Thị Kim Chi');
  const grant = (extra: object) =>
    pools.transaction((tx) =>
      grantDelegation(
        tx,
        { accountId: department.accountId, personId: clerk.personId, rights: ['read', 'send_as'], ...extra },
        system,
      ),
    );
  const open = async () => (await accountsOf(pools, clerk.personId)).filter((a) => !a.own);
  expect(await open()).toEqual([]);
  await grant({});
  expect(await open()).toMatchObject([
    { address: department.address, kind: 'organisation', rights: ['read', 'send_as'] },
  ]);
  await grant({ rights: ['write'] });
  expect((await open()).map((a) => a.rights)).toEqual([['write']]);
  await pools.transaction((tx) => revokeDelegation(tx, department.accountId, clerk.personId, system));
  expect(await open()).toEqual([]);
  await expect(
    pools.transaction((tx) => revokeDelegation(tx, department.accountId, clerk.personId, system)),
  ).rejects.toMatchObject({ code: 'directory.no-delegation' });

  await grant({ from: new Date(Date.now() + 60_000) });
  expect(await open()).toEqual([]);
  await grant({ until: new Date(Date.now() + 60_000) });
  expect(await open()).toHaveLength(1);
  await pools.transaction((tx) => setAccountState(tx, department.accountId, 'locked', system));
  expect(await open()).toEqual([]);
  await pools.transaction((tx) => setAccountState(tx, department.accountId, 'active', system));
  expect(await open()).toHaveLength(1);
  // All that was ever granted is still told.
  expect(await count('delegation where person_id = $1', [clerk.personId])).toBe(4);
});

test('what can’t be delegated is refused', async () => {
  const grant = (input: object) =>
    database.pools.transaction((tx) =>
      grantDelegation(
        tx,
        { accountId: department.accountId, personId: hieu.personId, rights: ['read'], ...input },
        system,
      ),
    );
  await expect(grant({ rights: [] })).rejects.toMatchObject({ code: 'directory.invalid' });
  await expect(grant({ rights: ['own'] })).rejects.toMatchObject({ code: 'directory.invalid' });
  await expect(grant({ until: new Date(0) })).rejects.toMatchObject({ code: 'directory.invalid' });
  await expect(grant({ personId: 999_999 })).rejects.toMatchObject({ code: 'directory.no-person' });
  await expect(grant({ accountId: 999_999 })).rejects.toMatchObject({ code: 'directory.no-mailbox' });
  await expect(grant({ accountId: hieu.accountId })).rejects.toMatchObject({
    code: 'directory.not-organisation-mailbox',
  });
});

test('people are found by name, initials, address, position and organisation, with or without accents', async () => {
  const names = async (q: string) => (await suggest(database.pools, hieu.personId, q, 5)).map((s) => s.name);
  await province.person('Hiếu Thị Lan');
  for (const q of [
    'Lê Minh Hiếu',
    'le minh hi',
    'hiếu le',
    'lmh',
    'leminh',
    'leminhhieu@tiengiang.test',
    'phó giám đốc',
  ]) {
    expect((await names(q))[0], q).toBe('Lê Minh Hiếu');
  }
  expect((await names('hieu')).slice(0, 2)).toEqual(['Lê Minh Hiếu', 'Hiếu Thị Lan']); // given name before family name
  expect((await names('stttt'))[0]).toBe('Sở Thông tin và Truyền thông');
  expect(await names('thong tin')).toContain('Lê Minh Hiếu');
  expect(await suggest(database.pools, hieu.personId, 'lmh', 1)).toEqual([
    {
      name: 'Lê Minh Hiếu',
      address: 'leminhhieu@tiengiang.test',
      official: true,
      position: 'Phó Giám đốc',
      organisation: 'Sở Thông tin và Truyền thông',
      kind: 'person',
    },
  ]);
  for (const nothing of ['', '   ', "'", 'zzzz', '@x', `${'q'.repeat(10_000)}`])
    expect(await names(nothing)).toEqual([]);
});

test('a look-up follows a new position and a lock', async () => {
  const pools = database.pools;
  const person = await province.person('Phạm Quốc Khánh');
  const find = (q: string) => suggest(pools, hieu.personId, q);
  const work = { personId: person.personId, organisationId: department.organisationId, position: 'Chánh Thanh tra' };
  await pools.transaction((tx) => appoint(tx, work, system));
  expect(await find('khanh chanh thanh tra')).toHaveLength(1);
  await pools.transaction((tx) => setAccountState(tx, person.accountId, 'locked', system, 'nghỉ việc'));
  expect(await find('pham quoc khanh')).toEqual([]);
  expect((await accountByAddress(pools, 'PhamQuocKhanh@tiengiang.test')).state).toBe('locked');
});

test('an alias reaches the account; the card shows the primary address', async () => {
  const pools = database.pools;
  const add = (address: string) =>
    pools.transaction((tx) => addAlias(tx, province.regulation, { accountId: hieu.accountId, address }, system));
  await add(`Hieu.LM@${testDomain}`);
  expect((await accountByAddress(pools, `hieu.lm@${testDomain}`)).accountId).toBe(hieu.accountId);
  expect((await accountsOf(pools, hieu.personId))[0]?.addresses).toEqual([hieu.address, `hieu.lm@${testDomain}`]);
  expect(await personCard(pools, hieu.personId)).toMatchObject({ address: hieu.address, position: 'Phó Giám đốc' });
  await expect(add(department.address)).rejects.toMatchObject({ code: 'directory.address-taken' });
});

test('a quota is set and taken back', async () => {
  const set = (bytes: number | null) => database.pools.transaction((tx) => setQuota(tx, hieu.accountId, bytes, system));
  await set(1000);
  expect(await count('account where account_id = $1 and quota_bytes = 1000', [hieu.accountId])).toBe(1);
  await set(null);
  expect(await count('account where account_id = $1 and quota_bytes is null', [hieu.accountId])).toBe(1);
  for (const wrong of [0, -1, 1.5, Number.NaN])
    await expect(set(wrong)).rejects.toMatchObject({ code: 'directory.invalid' });
});

test('the database folds as the program does', async () => {
  const letters = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđð Öñ';
  for (const text of [letters, letters.toUpperCase(), letters.normalize('NFD'), 'H’Hen Niê 1']) {
    const { rows } = await database.pools.query<{ folded: string }>('select fold($1) as folded', [text]);
    expect(rows[0]!.folded).toBe(fold(text));
  }
});

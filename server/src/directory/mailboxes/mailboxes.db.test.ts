import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { loadRegulation } from '../../regulation/index.ts';
import { addAlias } from '../add-alias.ts';
import { appoint } from '../appointments/appoint.ts';
import { type Actor, system } from '../audit.ts';
import { createAccount, createManyAccounts } from '../create-account.ts';
import { createDomain, createProvince } from '../create-province.ts';
import { createOrganisation } from '../organisations/create-organisation.ts';
import { createPerson } from '../people/create-person.ts';
import { setAccountState, setQuota } from '../set-account.ts';
import { type TestOrganisation, type TestPerson, type TestProvince, testDomain, testProvince } from '../testing.ts';
import { closeMailbox, reopenMailbox } from './close-mailbox.ts';
import { endAliases } from './end-aliases.ts';
import { removeAlias } from './remove-alias.ts';
import { renameMailbox } from './rename-mailbox.ts';

const database = testDatabase();
const regulation = loadRegulation();
const name = { domain: testDomain };
let province: TestProvince;
let department: TestOrganisation;
let admin: TestPerson;
let by: Actor;

beforeAll(async () => {
  province = await testProvince(database.pools);
  department = await province.organisation('Sở Thông tin và Truyền thông', 'department');
  admin = await province.person('Nguyễn Thị Quản Lý');
  by = { kind: 'person', personId: admin.personId, province: 'tien-giang' };
});

type Run = Parameters<typeof database.pools.transaction>[0];
const transaction = <T>(run: (tx: Parameters<Run>[0]) => Promise<T>) => database.pools.transaction(run);
const rows = async <T extends object>(sql: string, values: unknown[] = []) =>
  (await database.pools.query<T & Record<string, unknown>>(sql, values)).rows as T[];
const events = (accountId: number) =>
  rows<{ kind: string; before: unknown; after: unknown; data: unknown; actor_person_id: number | null }>(
    'select kind, before, after, data, actor_person_id from audit_event where account_id = $1 order by event_id',
    [accountId],
  );
const addressesOf = (accountId: number) =>
  rows<{ address: string; is_primary: boolean; ends: boolean }>(
    `select address, is_primary, valid_until is not null as ends from address where account_id = $1
     order by is_primary desc, address`,
    [accountId],
  );
const at = (local: string) => `${local}@${testDomain}`;
const monthsFromNow = (months: number) => Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').add({ months }).toString();

test('fifty offices of one name at once get fifty addresses, in the order of the ladder', async () => {
  const made = await Promise.all(
    Array.from({ length: 50 }, () => province.organisation('Phòng Nội vụ', 'office', department.organisationId)),
  );
  const expected = ['stttt.pnv', 'stttt.phongnoivu', ...Array.from({ length: 48 }, (_, i) => `stttt.pnv${i + 2}`)];
  expect(made.map((one) => one.address).sort()).toEqual(expected.map(at).sort());
});

test('of fifty who want one alias at once, one gets it; nobody else gets it as a name either', async () => {
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => province.person(`Phan Văn Chung ${i}`)));
  const alias = at('maithithuy');
  const wants = Array.from({ length: 50 }, (_, i) =>
    i % 10 === 9
      ? province.person('Mai Thị Thúy').then(({ address }) => address)
      : transaction((tx) =>
          addAlias(tx, regulation, { accountId: people[i % 9]!.accountId, address: alias }, system),
        ).then(
          () => alias,
          (error) => error.code as string,
        ),
  );
  const results = await Promise.all(wants);
  expect(results.filter((result) => result === alias)).toHaveLength(1);
  expect(results.filter((result) => result === 'directory.address-taken').length).toBeGreaterThanOrEqual(44);
  const given = await rows<{ n: number }>('select count(*)::int as n from address where address = $1', [alias]);
  expect(given).toEqual([{ n: 1 }]);
});

test('many at once are named as one after the other', async () => {
  const owners = await transaction(async (tx) => {
    const ids: number[] = [];
    for (const born of ['1970-01-01', '1975-01-01', '1976-01-01', '1977-01-01', '1978-01-01', '1978-02-02']) {
      ids.push(await createPerson(tx, { province: 'tien-giang', name: 'Lê Minh Hiếu', born }, system));
    }
    return ids;
  });
  const inputs = owners.map((personId) => ({ owner: { personId }, name }));
  const made = await transaction((tx) => createManyAccounts(tx, regulation, inputs, system));
  expect(made.map((one) => one.address)).toEqual(
    ['leminhhieu', 'lminhhieu', 'lmhieu', 'leminhhieu77', 'leminhhieu78', 'leminhhieu2'].map(at),
  );
  expect(made.map((one) => one.proposal?.cite)).toEqual(['TG 4.2a', 'TG 4.2b', 'TG 4.2b', 'TG 4.2b', 'TG 4.2b', null]);
  expect(await events(made[2]!.accountId)).toMatchObject([
    {
      kind: 'account.created',
      after: { address: at('lmhieu') },
      data: { cite: 'TG 4.2b', tried: ['leminhhieu', 'lminhhieu'], byHand: false },
    },
  ]);
  const folders = await rows('select 1 from mailbox where account_id = any($1)', [made.map((one) => one.accountId)]);
  expect(folders).toHaveLength(36);
});

test('an organisation and what stands below it may come at once, also without a mailbox above', async () => {
  const [district, commune, office] = await transaction(async (tx) => {
    const above = await createOrganisation(
      tx,
      { province: 'tien-giang', kind: 'district', name: 'Ủy ban nhân dân huyện Tân Phước' },
      system,
    );
    const under = { province: 'tien-giang', parentId: above };
    return [
      above,
      await createOrganisation(tx, { ...under, kind: 'commune', name: 'Ủy ban nhân dân xã Mỹ Phước' }, system),
      await createOrganisation(tx, { ...under, kind: 'office', name: 'Phòng Tài chính - Kế hoạch' }, system),
    ];
  });
  const first = await transaction((tx) =>
    createAccount(tx, regulation, { owner: { organisationId: office! }, name }, system),
  );
  expect(first.address).toBe(at('tanphuoc.ptckh'));
  const inputs = [district!, commune!].map((organisationId) => ({ owner: { organisationId }, name }));
  const made = await transaction((tx) => createManyAccounts(tx, regulation, inputs, system));
  expect(made.map((one) => one.address)).toEqual(['tanphuoc', 'tanphuoc.myphuoc'].map(at));
});

test('of many, the one at fault is told, and nothing is made', async () => {
  const people = await transaction(async (tx) => [
    await createPerson(tx, { province: 'tien-giang', name: 'Vũ Thị Một' }, system),
    await createPerson(tx, { province: 'tien-giang', name: '…' }, system),
  ]);
  const inputs = people.map((personId) => ({ owner: { personId }, name }));
  await expect(transaction((tx) => createManyAccounts(tx, regulation, inputs, system))).rejects.toMatchObject({
    code: 'directory.no-name-left',
    details: { index: 1 },
  });
  expect(await rows('select 1 from account where person_id = any($1)', [people])).toEqual([]);
});

test('each person has one mailbox; what is reserved is no person’s', async () => {
  const person = await province.person('Hồ Văn Riêng');
  const make = (address: string, owner: { personId: number } | { organisationId: number }) =>
    transaction((tx) => createAccount(tx, regulation, { owner, name: { address, reason: 'thử' } }, system));
  await expect(make(at('khac'), { personId: person.personId })).rejects.toMatchObject({
    code: 'directory.has-mailbox',
  });
  const other = await transaction((tx) => createPerson(tx, { province: 'tien-giang', name: 'Ai Đó' }, system));
  await expect(make(at('postmaster'), { personId: other })).rejects.toMatchObject({
    code: 'directory.address-reserved',
  });
  const { organisationId } = department;
  expect((await make(at('postmaster'), { organisationId })).address).toBe(at('postmaster'));
});

test('a change of address: the old one still reaches the mailbox, then is kept for its holder', async () => {
  const person = await province.person('Đỗ Thị Lan');
  const { accountId } = person;
  const renamed = await transaction((tx) =>
    renameMailbox(tx, regulation, { accountId, name: { address: at('lan.do') }, reason: 'theo đề nghị' }, by),
  );
  expect(renamed).toEqual({ address: at('lan.do'), proposal: undefined, oldUntil: monthsFromNow(6) });
  expect(await addressesOf(accountId)).toEqual([
    { address: at('lan.do'), is_primary: true, ends: false },
    { address: at('dothilan'), is_primary: false, ends: true },
  ]);
  expect((await events(accountId)).at(-1)).toMatchObject({
    kind: 'account.renamed',
    before: { address: at('dothilan') },
    after: { address: at('lan.do') },
    data: { byHand: true, reason: 'theo đề nghị' },
    actor_person_id: admin.personId,
  });
  const versions = await rows<{ address: string; open: boolean }>(
    'select address, valid_until is null as open from account_version where account_id = $1 order by valid_from',
    [accountId],
  );
  expect(versions).toEqual([
    { address: at('dothilan'), open: false },
    { address: at('lan.do'), open: true },
  ]);
  // Before its time nothing ends; after it the address is kept.
  expect(await endAliases(database.pools, regulation)).toBe(0);
  await database.pools.query('update address set valid_until = current_date - 1 where address = $1', [at('dothilan')]);
  expect(await endAliases(database.pools, regulation)).toBe(1);
  expect(await addressesOf(accountId)).toEqual([{ address: at('lan.do'), is_primary: true, ends: false }]);
  const other = await province.person('Đỗ Thị Lan');
  expect(other).toMatchObject({
    address: at('dthilan'),
    proposal: { tried: [{ local: 'dothilan', reason: 'retired', cite: 'TG 4.2a' }] },
  });
  // Its holder may go back to it.
  const back = await transaction((tx) =>
    renameMailbox(tx, regulation, { accountId, name: { address: at('dothilan') }, old: 'retire' }, by),
  );
  expect(back.oldUntil).toBeNull();
  expect(await addressesOf(accountId)).toEqual([{ address: at('dothilan'), is_primary: true, ends: false }]);
});

test('a person renamed gets the address of the new name; by the ladder an address may stay as it is', async () => {
  const { personId, accountId } = await province.person('Trịnh Thị Cũ');
  const rename = () => transaction((tx) => renameMailbox(tx, regulation, { accountId, name }, by));
  await expect(rename()).rejects.toMatchObject({ code: 'directory.invalid', details: { fault: 'same' } });
  await database.pools.query("update person set name = 'Trịnh Thị Mới' where person_id = $1", [personId]);
  expect(await rename()).toMatchObject({ address: at('trinhthimoi'), proposal: { cite: 'TG 4.2a' } });
});

test('an address given up is nobody else’s for the time of the rule, and its holder’s at any time', async () => {
  const first = await province.person('Cao Thị Hạnh');
  const close = (accountId: number) =>
    transaction((tx) => closeMailbox(tx, regulation, { accountId, reason: 'nghỉ hưu' }, by));
  expect(await close(first.accountId)).toBe(true);
  expect(await close(first.accountId)).toBe(false);
  expect((await events(first.accountId)).at(-1)).toMatchObject({
    kind: 'account.closed',
    before: { state: 'active' },
    after: { state: 'closed' },
    data: { addresses: [at('caothihanh')], keptUntil: monthsFromNow(24), reason: 'nghỉ hưu' },
  });
  const second = await province.person('Cao Thị Hạnh');
  expect(second).toMatchObject({ address: at('cthihanh'), proposal: { tried: [{ reason: 'retired' }] } });
  const byHand = { accountId: second.accountId, address: at('caothihanh') };
  await expect(transaction((tx) => addAlias(tx, regulation, byHand, by))).rejects.toMatchObject({
    code: 'directory.address-retired',
    details: { until: monthsFromNow(24) },
  });
  // She comes back: her own again, in a new mailbox.
  const owner = { personId: first.personId };
  const again = await transaction((tx) => createAccount(tx, regulation, { owner, name }, by));
  expect(again).toMatchObject({
    address: at('caothihanh'),
    proposal: { note: { en: expect.stringContaining('own') } },
  });
  expect(again.accountId).not.toBe(first.accountId);
  await expect(transaction((tx) => reopenMailbox(tx, { accountId: first.accountId }, by))).rejects.toMatchObject({
    code: 'directory.address-taken',
  });
});

test('after the time of the rule anybody may have it', async () => {
  const first = await province.person('Lương Văn Bền');
  await transaction((tx) => closeMailbox(tx, regulation, { accountId: first.accountId }, by));
  await database.pools.query('update address_retired set reusable_from = current_date - 1 where address = $1', [
    first.address,
  ]);
  const second = await province.person('Lương Văn Bền');
  expect(second).toMatchObject({ address: first.address, proposal: { tried: [] } });
  expect(await addressesOf(first.accountId)).toEqual([]);
});

test('a closed mailbox is opened again with its addresses', async () => {
  const { accountId, address } = await province.person('Tạ Quang Mở');
  const alias = at('mo.ta');
  await transaction((tx) => addAlias(tx, regulation, { accountId, address: alias, reason: 'thuận tiện' }, by));
  await transaction((tx) => closeMailbox(tx, regulation, { accountId }, by));
  for (const act of [
    () => transaction((tx) => setAccountState(tx, accountId, 'locked', by)),
    () => transaction((tx) => setQuota(tx, accountId, 1000, by)),
    () => transaction((tx) => renameMailbox(tx, regulation, { accountId, name: { address: at('x.y') } }, by)),
    () => transaction((tx) => addAlias(tx, regulation, { accountId, address: at('x.y') }, by)),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'directory.mailbox-closed' });
  }
  expect(await transaction((tx) => reopenMailbox(tx, { accountId, reason: 'nhầm' }, by))).toBe(true);
  expect((await addressesOf(accountId)).map((one) => one.address)).toEqual([address, alias]);
  expect(await rows('select 1 from address_retired where account_id = $1', [accountId])).toEqual([]);
});

test('aliases come and go, states change, each with before and after', async () => {
  const { accountId, address } = await province.person('Ngô Đình Sửa');
  const alias = at('sua.ngo');
  const remove = (which: string) => transaction((tx) => removeAlias(tx, regulation, { accountId, address: which }, by));
  await transaction((tx) => addAlias(tx, regulation, { accountId, address: alias }, by));
  await expect(remove(address)).rejects.toMatchObject({ code: 'directory.primary-address' });
  await expect(remove(at('nobody'))).rejects.toMatchObject({ code: 'directory.no-address' });
  await remove(alias);
  await transaction((tx) => setAccountState(tx, accountId, 'locked', by, 'nghi lộ mật khẩu'));
  const most = regulation.rule('tien-giang', 'mailbox-quota').bytes;
  await transaction((tx) => setQuota(tx, accountId, most, system));
  await transaction((tx) => setAccountState(tx, accountId, 'active', by));
  await expect(transaction((tx) => setQuota(tx, accountId, most + 1, by, { most }))).rejects.toMatchObject({
    code: 'directory.quota-over-rule',
    details: { most },
  });
  await transaction((tx) => setQuota(tx, accountId, most - 1, by, { most, reason: 'đủ dùng' }));
  expect((await events(accountId)).map(({ kind, before, after }) => ({ kind, before, after })).slice(1)).toEqual([
    { kind: 'address.added', before: { aliases: [] }, after: { aliases: [alias] } },
    { kind: 'address.removed', before: { aliases: [alias] }, after: { aliases: [] } },
    { kind: 'account.locked', before: { state: 'active' }, after: { state: 'locked' } },
    { kind: 'account.quota', before: { quotaBytes: null }, after: { quotaBytes: most } },
    { kind: 'account.unlocked', before: { state: 'locked' }, after: { state: 'active' } },
    { kind: 'account.quota', before: { quotaBytes: most }, after: { quotaBytes: most - 1 } },
  ]);
});

test('renaming and making mailboxes at once never give one address twice, nor wait for each other for ever', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => province.person('Bùi Thị Đua')));
  await database.pools.query("update person set name = 'Bùi Thị Thắng' where person_id = any($1)", [
    people.map((one) => one.personId),
  ]);
  const results = await Promise.all([
    ...people.map(({ accountId }) => transaction((tx) => renameMailbox(tx, regulation, { accountId, name }, by))),
    ...Array.from({ length: 20 }, () => province.person('Bùi Thị Thắng')),
  ]);
  expect(new Set(results.map((one) => one.address)).size).toBe(40);
});

test('who has no right to a mailbox gets none, or one on a written commitment (BD 2.2, BD 2.3)', async () => {
  const domain = 'binhduong.test';
  const [party, school] = await transaction(async (tx) => {
    await createProvince(tx, regulation, 'binh-duong', system);
    await createDomain(tx, 'binh-duong', domain, system);
    const found = (kind: string, called: string) =>
      createOrganisation(tx, { province: 'binh-duong', kind, name: called }, system);
    return [await found('party', 'Ban Tuyên giáo Tỉnh ủy'), await found('school', 'Trường Chính trị')];
  });
  const make = (owner: { personId: number } | { organisationId: number }, document?: string) =>
    transaction((tx) => createAccount(tx, regulation, { owner, name: { domain }, document }, by));
  await expect(make({ organisationId: party! })).rejects.toMatchObject({
    code: 'directory.commitment-needed',
    details: { basis: 'on-commitment', cite: { ref: 'BD 2.3' } },
  });
  const document = 'Bản cam kết số 3/CK ngày 02/03/2026';
  const made = await make({ organisationId: party! }, document);
  expect(
    await rows('select basis, cite, document, granted_by from account_grant where account_id = $1', [made.accountId]),
  ).toEqual([{ basis: 'on-commitment', cite: 'BD 2.3', document, granted_by: admin.personId }]);
  const person = (called: string, position: string, officialKind: string) =>
    transaction(async (tx) => {
      const personId = await createPerson(tx, { province: 'binh-duong', name: called, officialKind } as never, system);
      await appoint(tx, { personId, organisationId: school!, position }, system);
      return personId;
    });
  const teacher = await person('Lê Văn Dạy', 'Giáo viên', 'public-employee');
  const head = await person('Lê Văn Trưởng', 'Phó Hiệu trưởng', 'public-employee');
  await expect(make({ personId: teacher })).rejects.toMatchObject({
    code: 'directory.not-entitled',
    details: { cite: { ref: 'BD 2.5' } },
  });
  expect((await make({ personId: head })).address).toBe(`levantruong@${domain}`);
  // An operator at the machine may go beyond it, and the audit says so.
  const cli = await transaction((tx) =>
    createAccount(tx, regulation, { owner: { personId: teacher }, name: { domain } }, { kind: 'cli' }),
  );
  expect((await events(cli.accountId))[0]).toMatchObject({ data: { basis: 'not-entitled' } });
});

test('communes of one name stand with their district, whichever is named first (CB 7.3a)', async () => {
  const domain = 'caobang.test';
  const found = await transaction(async (tx) => {
    await createProvince(tx, regulation, 'cao-bang', system);
    await createDomain(tx, 'cao-bang', domain, system);
    const add = (kind: string, called: string, parentId?: number) =>
      createOrganisation(tx, { province: 'cao-bang', kind, name: called, parentId }, system);
    const [one, two] = [await add('district', 'Huyện Bảo Lạc'), await add('district', 'Huyện Hạ Lang')];
    return {
      first: await add('commune', 'Ủy ban nhân dân xã Minh Tâm', one),
      second: await add('commune', 'Xã Minh Tâm', two),
      township: await add('township', 'Thị trấn Bảo Lạc', one),
      alone: await add('commune', 'Xã Cốc Pàng', one),
    };
  });
  const make = (organisationId: number) =>
    transaction((tx) => createAccount(tx, regulation, { owner: { organisationId }, name: { domain } }, system));
  expect(await make(found.first)).toMatchObject({
    address: `minhtam.baolac@${domain}`,
    proposal: { tried: [{ reason: 'namesake', because: { vi: 'Xã Minh Tâm, Huyện Hạ Lang' } }] },
  });
  expect((await make(found.second)).address).toBe(`minhtam.halang@${domain}`);
  expect(await make(found.township)).toMatchObject({
    address: `ttbaolac@${domain}`,
    proposal: { tried: [{ reason: 'namesake', because: { vi: 'Huyện Bảo Lạc' } }] },
  });
  expect((await make(found.alone)).address).toBe(`cocpang@${domain}`);
});

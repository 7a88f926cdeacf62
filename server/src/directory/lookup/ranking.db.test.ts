import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { appoint } from '../appointments/appoint.ts';
import { system } from '../audit.ts';
import { addContact } from '../contacts/contacts.ts';
import { createAccount } from '../create-account.ts';
import { createOrganisation, type NewOrganisation } from '../organisations/create-organisation.ts';
import { createPerson } from '../people/create-person.ts';
import { setAccountState } from '../set-account.ts';
import { type TestProvince, testDomain, testProvince } from '../testing.ts';
import { find } from './find.ts';
import { suggest } from './suggest.ts';
import { markedWords } from './words.ts';

const database = testDatabase();
let province: TestProvince;
/** By what they are called in this file. */
const people: Record<string, number> = {};
const organisations: Record<string, number> = {};

async function organisation(key: string, input: Omit<NewOrganisation, 'province'>, mailbox = true) {
  await database.pools.transaction(async (tx) => {
    const id = await createOrganisation(tx, { province: 'tien-giang', ...input }, system);
    organisations[key] = id;
    if (!mailbox) return;
    const owner = { organisationId: id };
    await createAccount(tx, province.regulation, { owner, name: { domain: testDomain } }, system);
  });
}

async function person(
  name: string,
  at: string,
  position: string,
  more: { head?: boolean; phone?: string; mailbox?: boolean } = {},
) {
  await database.pools.transaction(async (tx) => {
    const personId = await createPerson(tx, { province: 'tien-giang', name, phone: more.phone }, system);
    people[name] ??= personId;
    await appoint(tx, { personId, organisationId: organisations[at]!, position, isHead: more.head }, system);
    if (more.mailbox === false) return;
    await createAccount(tx, province.regulation, { owner: { personId }, name: { domain: testDomain } }, system);
  });
}

beforeAll(async () => {
  province = await testProvince(database.pools);
  await organisation('ubnd', { kind: 'province', name: 'Ủy ban nhân dân tỉnh Tiền Giang', shortName: 'UBND tỉnh' });
  const parentId = organisations.ubnd!;
  await organisation('stttt', {
    kind: 'department',
    name: 'Sở Thông tin và Truyền thông',
    shortName: 'Sở TT&TT',
    parentId,
    phone: '0273 3873 010',
    code: 'H58.13',
  });
  await organisation('stc', { kind: 'department', name: 'Sở Tài chính', shortName: 'STC', parentId });
  await organisation('syt', { kind: 'department', name: 'Sở Y tế', parentId });
  await organisation('vp', { kind: 'office', name: 'Văn phòng Sở', parentId: organisations.stttt! });
  await organisation('tckh', { kind: 'office', name: 'Phòng Tài chính - Kế hoạch', parentId: organisations.stc! });
  await organisation('thue', { kind: 'vertical-sector', name: 'Cục Thuế tỉnh', parentId }, false);
  await person('Trần Văn Hà', 'stttt', 'Giám đốc', { head: true, phone: '0913 555 777' });
  await person('Lê Minh Hiếu', 'stttt', 'Phó Giám đốc');
  await person('Ngô Thị Lan', 'vp', 'Chuyên viên');
  await person('Nguyễn Thị Hạ', 'stc', 'Giám đốc', { head: true });
  await person('Hà Thị Mai', 'stc', 'Chuyên viên');
  await person('Vũ Ngọc Há', 'stc', 'Chuyên viên');
  await person('Phạm Hiếu Nghĩa', 'stc', 'Phó Giám đốc');
  await person('Đỗ Minh Hiếu', 'stc', 'Chuyên viên');
  await person('Hoàng Lan Anh', 'syt', 'Giám đốc', { head: true });
  await person('Lâm Mỹ Hạnh', 'syt', 'Chuyên viên');
  await person('Bùi Văn Tài', 'tckh', 'Trưởng phòng', { head: true });
  await person('Cao Thị Thuế', 'thue', 'Cục trưởng', { head: true, mailbox: false });
  await database.pools.transaction(async (tx) => {
    const contact = { kind: 'sector' as const };
    await addContact(
      tx,
      { owner: { personId: people['Cao Thị Thuế']! }, ...contact, address: 'ctthue@gdt.test' },
      system,
    );
    await addContact(
      tx,
      { owner: { organisationId: organisations.thue! }, ...contact, address: 'tiengiang@gdt.test' },
      system,
    );
  });
}, 60_000);

/** Asked by Ngô Thị Lan of the office of Sở TT&TT. */
const first = async (q: string, by = 'Ngô Thị Lan') =>
  (await suggest(database.pools, people[by]!, q)).map((s) => s.name);

describe('the first that is suggested', () => {
  test.each([
    // Whole addresses, their local part, whole names.
    ['leminhhieu@tiengiang.test', 'Lê Minh Hiếu'],
    ['leminhhieu', 'Lê Minh Hiếu'],
    ['stttt', 'Sở Thông tin và Truyền thông'],
    ['Sở Y tế', 'Sở Y tế'],
    ['le minh hieu', 'Lê Minh Hiếu'],
    // What people are called by; a colleague before a stranger.
    ['hieu', 'Lê Minh Hiếu'],
    ['minh hieu', 'Lê Minh Hiếu'],
    ['lan', 'Ngô Thị Lan'],
    // In any order, and not yet ended.
    ['hieu le', 'Lê Minh Hiếu'],
    ['hieu do', 'Đỗ Minh Hiếu'],
    ['minh le hi', 'Lê Minh Hiếu'],
    ['l m h', 'Lê Minh Hiếu'],
    // Initials.
    ['lmh', 'Lê Minh Hiếu'],
    ['nth', 'Nguyễn Thị Hạ'],
    // Marks that were typed.
    ['hà', 'Trần Văn Hà'],
    ['hạ', 'Nguyễn Thị Hạ'],
    ['há', 'Vũ Ngọc Há'],
    ['đỗ', 'Đỗ Minh Hiếu'],
    ['HÀ', 'Trần Văn Hà'],
    // Positions and organisations; heads first.
    ['giám đốc sở tài chính', 'Nguyễn Thị Hạ'],
    ['giam doc', 'Trần Văn Hà'],
    ['pho giam doc tai chinh', 'Phạm Hiếu Nghĩa'],
    ['so tai chinh', 'Sở Tài chính'],
    ['tai chinh', 'Sở Tài chính'],
    ['hieu tai chinh', 'Đỗ Minh Hiếu'],
    ['hieu stc', 'Đỗ Minh Hiếu'],
    ['van phong so', 'Văn phòng Sở'],
    // Codes and telephone numbers.
    ['H58.13', 'Sở Thông tin và Truyền thông'],
    ['0273 3873 010', 'Sở Thông tin và Truyền thông'],
    ['+84 273 3873010', 'Sở Thông tin và Truyền thông'],
    ['3873010', 'Sở Thông tin và Truyền thông'],
    ['0913.555', 'Trần Văn Hà'],
    // Who has a contact address only.
    ['thue', 'Cao Thị Thuế'],
    ['cuc thue', 'Cục Thuế tỉnh'],
    ['ctthue', 'Cao Thị Thuế'],
  ])('%s → %s', async (q, name) => {
    expect((await first(q))[0]).toBe(name);
  });

  test('differs with who asks: one’s own unit and agency come first', async () => {
    expect((await first('hieu', 'Nguyễn Thị Hạ'))[0]).toBe('Đỗ Minh Hiếu');
    expect((await first('giam doc', 'Nguyễn Thị Hạ'))[0]).toBe('Nguyễn Thị Hạ');
  });

  test('is whom one wrote to lately, where the fit is the same', async () => {
    const [address] = (await suggest(database.pools, people['Ngô Thị Lan']!, 'đỗ minh hiếu')).map((s) => s.address);
    const found = await suggest(database.pools, people['Ngô Thị Lan']!, 'hieu', 8, [address!]);
    expect(found[0]!.name).toBe('Đỗ Minh Hiếu');
    expect((await suggest(database.pools, people['Ngô Thị Lan']!, 'le minh hieu', 8, [address!]))[0]!.name).toBe(
      'Lê Minh Hiếu',
    );
  });
});

test('marks that were typed put the others behind, and leave them there', async () => {
  const found = await first('hà');
  expect(found.indexOf('Trần Văn Hà')).toBeLessThan(found.indexOf('Nguyễn Thị Hạ'));
  expect(found.indexOf('Hà Thị Mai')).toBeLessThan(found.indexOf('Vũ Ngọc Há'));
});

test('a word of the root finds the root, not everyone', async () => {
  expect(await first('tien giang')).toEqual(['Ủy ban nhân dân tỉnh Tiền Giang']);
});

test('contact addresses say that they are none of ours', async () => {
  const [found] = await suggest(database.pools, people['Ngô Thị Lan']!, 'thue');
  expect(found).toMatchObject({
    address: 'ctthue@gdt.test',
    official: false,
    position: 'Cục trưởng',
    organisation: 'Cục Thuế tỉnh',
  });
});

describe('finding', () => {
  const names = async (asked: Partial<Parameters<typeof find>[1]>) =>
    (await find(database.pools, { personId: people['Ngô Thị Lan']!, q: '', ...asked })).entries.map((e) => e.name);

  test('shows a mailbox that is locked, which is not suggested', async () => {
    const { rows } = await database.pools.query<{ id: number }>(
      'select account_id as id from account where person_id = $1',
      [people['Lâm Mỹ Hạnh']],
    );
    const set = (state: 'locked' | 'active') =>
      database.pools.transaction((tx) => setAccountState(tx, rows[0]!.id, state, system));
    await set('locked');
    expect(await first('lam my hanh')).toEqual([]);
    const { entries } = await find(database.pools, { personId: people['Ngô Thị Lan']!, q: 'lam my hanh' });
    expect(entries[0]).toMatchObject({ name: 'Lâm Mỹ Hạnh', state: 'locked', official: true });
    await set('active');
  });

  test('by kind, position and part of the tree', async () => {
    expect(await names({ q: 'tai', kind: 'organisation' })).toEqual(['Sở Tài chính', 'Phòng Tài chính - Kế hoạch']);
    expect(await names({ position: 'phó giám' })).toEqual(['Lê Minh Hiếu', 'Phạm Hiếu Nghĩa']);
    expect(await names({ q: 'hieu', organisation: organisations.stc })).toEqual(['Đỗ Minh Hiếu', 'Phạm Hiếu Nghĩa']);
    expect(await names({ q: 'tai', organisation: organisations.tckh, kind: 'person' })).toEqual(['Bùi Văn Tài']);
  });

  test.each([
    { q: 'h' },
    { q: '' },
    { q: 'a', kind: 'person' as const },
    { q: 'hieu', organisation: 1 },
  ])('pages hold everything once: %o', async (asked) => {
    const all = await find(database.pools, { personId: people['Ngô Thị Lan']!, ...asked, limit: 100 });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await find(database.pools, { personId: people['Ngô Thị Lan']!, ...asked, limit: 3, cursor });
      expect(page.entries.length).toBeLessThanOrEqual(3);
      seen.push(...page.entries.map((e) => `${e.kind} ${e.id}`));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(all.entries.map((e) => `${e.kind} ${e.id}`).toSorted());
  });

  test.each([
    'x',
    '',
    Buffer.from('[[1],["a"]]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('a cursor that is none is refused: %s', async (cursor) => {
    await expect(names({ q: 'h', cursor })).rejects.toMatchObject({ code: 'directory.invalid' });
  });
});

test('another province is another directory', async () => {
  const { rows } = await database.pools.query<{ id: number }>(
    `with p as (insert into province (province_id, name) values ('elsewhere', 'Elsewhere') returning province_id)
     insert into person (province_id, name) select province_id, 'Trần Ở Nơi Khác' from p returning person_id as id`,
  );
  expect(await suggest(database.pools, rows[0]!.id, 'hieu')).toEqual([]);
});

test('the database’s words are the program’s', async () => {
  for (const text of ['Phòng Tài chính - Kế hoạch', 'ĐẶNG Ðình Ý 1', 'Sở TT&TT', 'hiếu'.normalize('NFD'), '']) {
    const { rows } = await database.pools.query<{ words: string[] }>(
      'select array_remove(marked_words($1), null) as words',
      [text],
    );
    expect(rows[0]!.words.filter((w) => w !== '')).toEqual(markedWords(text));
  }
});

import { defaultListOptions, type ListOptions, type ListUse } from '@congvu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { createLog } from '../../platform/index.ts';
import { appoint } from '../appointments/appoint.ts';
import { type Actor, system } from '../audit.ts';
import { type TestProvince, testDomain, testProvince } from '../testing.ts';
import type { ListExtent } from './check/check-list.ts';
import { createLists, type Lists } from './lists.ts';
import type { StoredImport } from './store/imports.ts';
import { type MadeCell, type MadeSheet, makeWorkbook } from './testing/make-workbook.ts';

const database = testDatabase();
const everywhere: ListExtent = { whole: true, roots: [], kinds: [] };
let province: TestProvince;
let lists: Lists;
let so: number;
let by: Actor;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const log = createLog({ level: 'fatal' });
  lists = createLists({ pools: database.pools, url: database.url, regulation: province.regulation, log });
  const top = await province.organisation('Ủy ban nhân dân tỉnh Tiền Giang', 'province');
  so = (await province.organisation('Sở Nội vụ', 'department', top.organisationId)).organisationId;
  const { personId } = await province.person('Phạm Thị Quản', {
    organisationId: so,
    position: 'Chuyên viên',
    born: '1980-05-06',
  });
  by = { kind: 'person', personId, province: 'tien-giang', remoteAddress: '192.0.2.1' };
});
afterAll(() => lists.stop());

const people = (...rows: MadeCell[][]): MadeSheet => ({
  name: 'Cán bộ',
  rows: [['STT', 'Họ và tên', 'Năm sinh', 'Chức vụ', 'Đơn vị', 'Mã cán bộ', 'Di động', 'Email'], ...rows],
});
const units: MadeSheet = {
  name: 'Đơn vị',
  rows: [
    ['STT', 'Tên cơ quan, đơn vị', 'Trực thuộc', 'Mã định danh', 'Email'],
    [1, 'Phòng Công chức', 'Sở Nội vụ', 'H58.7.1', 'pcc@gmail.com'],
    [2, 'Tổ Hành chính', 'Phòng Công chức', 'H58.7.1.1'],
  ],
};

async function upload(sheets: MadeSheet[]): Promise<StoredImport> {
  return lists.upload('tien-giang', { name: 'C:\\tmp\\Danh sách.xlsx', bytes: makeWorkbook({ sheets }) }, by);
}

async function checked(
  sheets: MadeSheet[],
  options: Partial<ListOptions> = {},
  extent = everywhere,
): Promise<StoredImport> {
  const list = await upload(sheets);
  const request = { sheets: list.sheets, options: { ...defaultListOptions, domain: testDomain, ...options } };
  await (await lists.check(list, request, extent)).done;
  return lists.read('tien-giang', list.importId);
}

async function applied(sheets: MadeSheet[], options: Partial<ListOptions> = {}): Promise<StoredImport> {
  const list = await checked(sheets, options);
  await (await lists.apply(list, list.digest!, everywhere, by)).done;
  return lists.read('tien-giang', list.importId);
}

const tables = [
  'organisation',
  'organisation_version',
  'person',
  'appointment',
  'account',
  'address',
  'mailbox',
  'credential',
  'contact_address',
  'directory_entry',
  'account_version',
  'address_retired',
];
/** How many rows each table has. */
async function counts(): Promise<Record<string, number>> {
  const all = await Promise.all(
    tables.map(
      async (table) =>
        [
          table,
          (await database.pools.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n,
        ] as const,
    ),
  );
  return Object.fromEntries(all);
}
const one = async <T extends object>(text: string, values: unknown[] = []) =>
  (await database.pools.query<T & Record<string, unknown>>(text, values)).rows[0];
const events = async (kind: string) =>
  (await one<{ n: number }>('select count(*)::int as n from audit_event where kind = $1', [kind]))!.n;

describe('a list', () => {
  test('is imported whole: organisations, people, positions, mailboxes, addresses, entries, events; and taken back whole', async () => {
    const before = await counts();
    const list = await applied([
      units,
      people(
        [1, 'Nguyễn Văn Nhập', 1970, 'Trưởng phòng', 'Phòng Công chức', 'CB1', '912345678', 'nhap@gmail.com'],
        [2, 'Nguyễn Văn Nhập', 1971, 'Chuyên viên', 'Tổ Hành chính', 'CB2'],
        [3, 'Trần Thị Tay', null, null, 'Sở Nội vụ', null, null, `tay.chon@${testDomain}`],
      ),
    ]);
    expect(list).toMatchObject({
      state: 'applied',
      fileName: 'Danh sách.xlsx',
      appliedBy: 'Phạm Thị Quản',
      failure: null,
    });
    expect(list.summary).toMatchObject({ organisations: { add: 2, mailboxes: 2 }, people: { add: 3, mailboxes: 3 } });
    const after = await counts();
    const more = (table: string) => after[table]! - before[table]!;
    expect(tables.map((table) => [table, more(table)])).toEqual([
      ['organisation', 2],
      ['organisation_version', 2],
      ['person', 3],
      ['appointment', 3],
      ['account', 5],
      ['address', 5],
      ['mailbox', 30],
      ['credential', 0],
      ['contact_address', 2],
      ['directory_entry', 5],
      ['account_version', 5],
      ['address_retired', 0],
    ]);
    const person = await one(
      `select p.mobile, p.code, p.born::text as born, ap.position, ap.is_head, o.name as unit, o.path[1:2] = (select path from organisation where organisation_id = $1) as under,
         ad.address, e.organisation as shown
       from person p join appointment ap using (person_id) join organisation o using (organisation_id) join account a using (person_id)
       join address ad using (account_id) join directory_entry e on e.person_id = p.person_id where p.code = 'CB1'`,
      [so],
    );
    expect(person).toEqual({
      mobile: '0912 345 678',
      code: 'CB1',
      born: '1970-01-01',
      position: 'Trưởng phòng',
      is_head: true,
      unit: 'Phòng Công chức',
      under: true,
      address: 'nguyenvannhap@tiengiang.test',
      shown: 'Phòng Công chức',
    });
    const addresses = await database.pools.query<{ address: string }>(
      'select address from address where account_id in (select account_id from list_row) order by 1',
    );
    expect(addresses.rows.map(({ address }) => address.split('@')[0])).toEqual([
      'nguyenvannhap',
      'nvannhap',
      'snv.pcc.thc',
      'snv.pcc',
      'tay.chon',
    ]);
    expect([await events('list.applied'), await events('organisation.created')]).toEqual([1, 4]);
    const event = await one(
      "select person_id is not null as person, organisation_id is not null as organisation, data from audit_event where kind = 'person.created' and data ? 'list' limit 1",
    );
    expect(event).toMatchObject({ person: true, organisation: true, data: { list: list.importId, line: 2 } });

    await (await lists.undo(list, by)).done;
    expect(await lists.read('tien-giang', list.importId)).toMatchObject({ state: 'undone', failure: null });
    expect(await counts()).toEqual(before);
    expect([await events('person.removed'), await events('list.undone')]).toEqual([3, 1]);
    // Its addresses are free: the same list gets the same again.
    const again = await checked([units, people([1, 'Nguyễn Văn Nhập', 1970, 'x', 'Phòng Công chức'])]);
    const { rows } = await lists.rows(again, { show: 'all', offset: 0, limit: 10 });
    expect(rows.map(({ address }) => address?.split('@')[0])).toEqual(['snv.pcc', 'snv.pcc.thc', 'nguyenvannhap']);
    await lists.remove(again);
  });

  test('brings people up to date where that is chosen, and the undo puts back how they stood', async () => {
    await province.person('Lê Cũ', { organisationId: so, position: 'Chuyên viên', born: '1975-01-01' });
    const stood = () =>
      one(
        "select p.mobile, p.code, p.born::text as born, (select count(*)::int from appointment a where a.person_id = p.person_id) as posts from person p where name = 'Lê Cũ'",
      );
    const before = await stood();
    const list = await applied(
      [people([1, 'Lê Cũ', '05/06/1975', 'Phó Trưởng phòng', 'Sở Nội vụ', 'CB9', '0987654321'])],
      { duplicates: 'update' },
    );
    expect(await stood()).toEqual({ mobile: '0987 654 321', code: 'CB9', born: '1975-06-05', posts: 2 });
    expect(list.summary!.people).toMatchObject({ update: 1, add: 0, mailboxes: 0 });
    await (await lists.undo(list, by)).done;
    expect(await stood()).toEqual(before);
  });

  test('organisations there already are brought up to date as well', async () => {
    const sheet: MadeSheet = {
      name: 'A',
      rows: [
        ['Tên cơ quan', 'Điện thoại', 'Trụ sở'],
        ['Sở Nội vụ', '02733873020', '5 Nguyễn Công Bình'],
      ],
    };
    const list = await applied([sheet], { duplicates: 'update' });
    const stood = () =>
      one<{ phone: string }>(
        'select phone, address, (select count(*)::int from organisation_version v where v.organisation_id = $1) as versions from organisation where organisation_id = $1',
        [so],
      );
    expect(await stood()).toEqual({ phone: '0273 3873 020', address: '5 Nguyễn Công Bình', versions: 1 });
    await (await lists.undo(list, by)).done;
    expect(await stood()).toMatchObject({ phone: null, address: null });
  });

  test('several positions of one person, in several rows', async () => {
    const rows = [
      [1, 'Kiêm Nhiệm', 1970, 'Giám đốc', 'Sở Nội vụ', 'KN1'],
      [2, 'Kiêm Nhiệm', 1970, 'Trưởng ban', 'Ủy ban nhân dân tỉnh Tiền Giang', 'KN1'],
    ];
    const list = await applied([people(...rows)], { duplicates: 'update' });
    expect(
      await one("select count(*)::int as n from appointment join person using (person_id) where code = 'KN1'"),
    ).toEqual({ n: 2 });
    await (await lists.undo(list, by)).done;
    expect(await one("select count(*)::int as n from person where code = 'KN1'")).toEqual({ n: 0 });
  });
});

describe('nothing is changed', () => {
  const row = (name: string) => people([1, name, 1970, 'Chuyên viên', 'Sở Nội vụ']);

  test('while a row is faulty', async () => {
    const before = await counts();
    const list = await checked([
      people([1, 'Trần Tốt', 1970, 'x', 'Sở Nội vụ'], [2, 'Trần Xấu', 'hôm qua', 'x', 'Sở Nội vụ']),
    ]);
    await expect(lists.apply(list, list.digest!, everywhere, by)).rejects.toMatchObject({ code: 'list.has-faults' });
    expect(await counts()).toEqual(before);
  });

  test('when the directory has changed since the check', async () => {
    const list = await checked([row('Trần Thị Đổi')]);
    await province.person('Trần Thị Đổi');
    const before = await counts();
    await expect((await lists.apply(list, list.digest!, everywhere, by)).done).rejects.toMatchObject({
      code: 'list.changed',
    });
    expect(await lists.read('tien-giang', list.importId)).toMatchObject({
      state: 'checked',
      failure: { code: 'list.changed' },
    });
    expect(await counts()).toEqual(before);
    await expect(lists.apply(list, 'other', everywhere, by)).rejects.toMatchObject({ code: 'list.changed' });
  });

  test('by whoever may do less than the one who checked', async () => {
    const list = await checked([row('Trần Thị Hẹp')]);
    const before = await counts();
    const nowhere = { whole: false, roots: [], kinds: [] };
    await expect((await lists.apply(list, list.digest!, nowhere, by)).done).rejects.toMatchObject({
      code: 'list.changed',
    });
    expect(await counts()).toEqual(before);
  });

  test('when it is cancelled, wherever it stands', async () => {
    const before = await counts();
    const many = Array.from(
      { length: 3000 },
      (_, i) => [i, `Nguyễn Văn Số${'abcdefghij'[i % 10]}`, 1950 + (i % 50), 'x', 'Sở Nội vụ', `M${i}`] as MadeCell[],
    );
    const list = await checked([people(...many)], { duplicates: 'add' });
    const { done } = await lists.apply(list, list.digest!, everywhere, by);
    while ((await lists.read('tien-giang', list.importId)).progress?.phase === 'waiting')
      await new Promise((resolve) => setTimeout(resolve, 20));
    await lists.cancel(list);
    await expect(done).rejects.toMatchObject({ code: 'list.cancelled' });
    expect(await lists.read('tien-giang', list.importId)).toMatchObject({
      state: 'checked',
      failure: null,
      progress: null,
    });
    expect(await counts()).toEqual(before);
  });

  test('by two at once', async () => {
    const list = await checked([row('Trần Thị Đôi')]);
    const first = await lists.apply(list, list.digest!, everywhere, by);
    await expect(lists.apply(list, list.digest!, everywhere, by)).rejects.toMatchObject({ code: 'list.busy' });
    await first.done;
    await expect(lists.apply(list, list.digest!, everywhere, by)).rejects.toMatchObject({ code: 'list.state' });
    await expect(lists.remove(list)).rejects.toMatchObject({ code: 'list.state' });
    await (await lists.undo(list, by)).done;
  });

  test('of work whose process is gone', async () => {
    const list = await checked([row('Trần Thị Mất')]);
    await database.pools.query(
      "update list_import set state = 'applying', heartbeat = now() - interval '1 hour' where import_id = $1",
      [list.importId],
    );
    expect(await lists.read('tien-giang', list.importId)).toMatchObject({
      state: 'checked',
      failure: { code: 'list.interrupted' },
    });
  });
});

describe('what was used since can’t be undone, and the reason is told', () => {
  const list = () => applied([units, people([1, 'Nguyễn Đã Dùng', 1970, 'Chuyên viên', 'Phòng Công chức', 'DD1'])]);
  const ids = () =>
    one<{ person_id: number; account_id: number; organisation_id: number }>(
      "select p.person_id, a.account_id, ap.organisation_id from person p join account a using (person_id) join appointment ap using (person_id) where p.code = 'DD1'",
    );
  const usesOf = async (made: StoredImport) => {
    const error = await (await lists.undo(made, by)).done.then(
      () => undefined,
      (thrown) => thrown,
    );
    if (error) expect(error).toMatchObject({ code: 'list.used' });
    return (error?.details as ListUse[] | undefined)?.map(({ name, reason }) => `${name}: ${reason}`);
  };

  test.each([
    [
      'signed in',
      'Nguyễn Đã Dùng: signed-in',
      "insert into sign_in_network (person_id, network) values ($1, '192.0.2.0')",
      'delete from sign_in_network where person_id = $1',
    ],
    [
      'got mail',
      'Nguyễn Đã Dùng: has-mail',
      'update account set message_count = 1 where person_id = $1',
      'update account set message_count = 0 where person_id = $1',
    ],
    [
      'got a role',
      'Nguyễn Đã Dùng: has-role',
      "insert into role_assignment (person_id, role) values ($1, 'auditor')",
      'delete from role_assignment where person_id = $1',
    ],
  ])('who %s', async (_, expected, use, unuse) => {
    const before = await counts();
    const made = await list();
    const { person_id: personId } = (await ids())!;
    await database.pools.query(use, [personId]);
    const held = await counts();
    expect(await usesOf(made)).toEqual([expected]);
    expect(await counts()).toEqual(held);
    expect(await lists.read('tien-giang', made.importId)).toMatchObject({
      state: 'applied',
      failure: { code: 'list.used' },
    });
    await database.pools.query(unuse, [personId]);
    expect(await usesOf(made)).toBeUndefined();
    expect(await counts()).toEqual(before);
  });

  test('where others work by now', async () => {
    const made = await list();
    const { organisation_id: organisationId } = (await ids())!;
    const { personId } = await province.person('Người Khác');
    await database.pools.transaction((tx) =>
      appoint(tx, { personId, organisationId, position: 'Chuyên viên' }, system),
    );
    expect(await usesOf(made)).toEqual(['Phòng Công chức: has-people']);
  });
});

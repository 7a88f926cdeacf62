import { defaultListOptions, issueText, type ListOptions, type SheetMapping } from '@congvu/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../../test/support/database.ts';
import { type TestProvince, testDomain, testProvince } from '../../testing.ts';
import { guessMapping } from '../mapping/guess-mapping.ts';
import { readBook } from '../read/read-book.ts';
import { type MadeCell, type MadeSheet, makeWorkbook } from '../testing/make-workbook.ts';
import { type CheckResult, checkList, type ListExtent } from './check-list.ts';

const database = testDatabase();
let province: TestProvince;
const ids: Record<string, number> = {};

beforeAll(async () => {
  province = await testProvince(database.pools);
  const make = async (key: string, name: string, kind: string, parent?: string) => {
    ids[key] = (await province.organisation(name, kind, parent === undefined ? undefined : ids[parent])).organisationId;
  };
  await make('tinh', 'Ủy ban nhân dân tỉnh Tiền Giang', 'province');
  await make('so', 'Sở Thông tin và Truyền thông', 'department', 'tinh');
  await make('huyen', 'Ủy ban nhân dân huyện Chợ Gạo', 'district', 'tinh');
  await make('mytho', 'Ủy ban nhân dân thành phố Mỹ Tho', 'district', 'tinh');
  await make('noivu1', 'Phòng Nội vụ', 'office', 'huyen');
  await make('noivu2', 'Phòng Nội vụ', 'office', 'mytho');
  await province.person('Lê Minh Hiếu', { organisationId: ids.so!, position: 'Giám đốc', born: '1977-03-02' });
  await database.pools.query("update person set code = 'CB001'");
  await database.pools.query("update appointment set is_head = true where position = 'Giám đốc'");
});

const everywhere: ListExtent = { whole: true, roots: [], kinds: [] };

async function check(
  sheets: MadeSheet[],
  options: Partial<ListOptions> = {},
  extent = everywhere,
): Promise<CheckResult> {
  const book = await readBook(makeWorkbook({ sheets }));
  const mappings: SheetMapping[] = book.sheets.map(guessMapping);
  const all = { ...defaultListOptions, domain: testDomain, ...options };
  const list = { province: { id: 'tien-giang', name: 'Tiền Giang' }, sheets: mappings, options: all, extent };
  return checkList(database.pools, province.regulation, book, list, () => {});
}

const people = (...rows: MadeCell[][]): MadeSheet => ({
  name: 'Cán bộ',
  rows: [
    [
      'STT',
      'Họ và tên',
      'Ngày sinh',
      'Chức vụ',
      'Đơn vị',
      'Cấp trên',
      'Mã cán bộ',
      'Điện thoại',
      'Email',
      'Thủ trưởng',
    ],
    ...rows,
  ],
});
const organisations = (...rows: MadeCell[][]): MadeSheet => ({
  name: 'Đơn vị',
  rows: [
    ['STT', 'Tên cơ quan, đơn vị', 'Loại', 'Trực thuộc', 'Mã định danh', 'Tên viết tắt', 'Ngày thành lập', 'Email'],
    ...rows,
  ],
});
const shown = ({ rows }: CheckResult) =>
  rows.flatMap(({ draft }) =>
    draft
      ? [
          `${draft.outcome} ${draft.mailbox?.address.split('@')[0] ?? '-'} ${draft.issues.map(({ code }) => code).join(' ')}`.trim(),
        ]
      : [],
  );

describe('people', () => {
  test('get addresses all at once, namesakes of the list and of the directory counted', async () => {
    const row = (name: string, born: MadeCell, more: MadeCell = 'Sở Thông tin và Truyền thông') => [
      1,
      name,
      born,
      'Chuyên viên',
      more,
    ];
    const result = await check([
      people(
        row('Lê Minh Hiếu', 1980),
        row('LÊ MINH HIẾU', { serial: 30_000 }),
        row('Lê Minh Hiếu', '1.2.1985'),
        row('Trần Thị Bình', null),
      ),
    ]);
    expect(shown(result)).toEqual(['add lminhhieu', 'add lmhieu name.capitals', 'add leminhhieu85', 'add tranthibinh']);
    expect(result.rows[2]!.draft?.mailbox).toMatchObject({
      cite: 'TG 4.2b',
      tried: [{ local: 'leminhhieu' }, { local: 'lminhhieu' }, { local: 'lmhieu' }],
    });
    expect(result.summary.people).toMatchObject({ rows: 4, add: 4, mailboxes: 4 });
  });

  test('who is there already is found by code, by name and birth, by name and place', async () => {
    const result = await check([
      people(
        [1, 'Lê Minh Hiếu', '02/03/1977', 'Giám đốc', 'Sở TT&TT', null, 'CB001'],
        [2, 'Lê Minh Hiếu', 1977, 'Giám đốc', 'Sở Thông tin và Truyền thông'],
        [3, 'Lê Minh Hiếu', null, 'Giám đốc', 'Sở Thông tin và Truyền thông'],
        [4, 'Trần Văn Khác', null, 'Giám đốc', 'Phòng Nội vụ', 'huyện Chợ Gạo', 'CB001'],
      ),
    ]);
    expect(shown(result)).toEqual([
      'skip - organisation.unknown duplicate.in-directory',
      'skip - duplicate.in-file',
      'skip - duplicate.in-file',
      'fault tranvankhac person.code-taken',
    ]);
    const single = async (row: MadeCell[], options = {}) => shown(await check([people(row)], options))[0];
    expect(await single([1, 'Lê Minh Hiếu', 1977, 'x', 'Sở Thông tin và Truyền thông'])).toBe(
      'skip - duplicate.in-directory',
    );
    expect(await single([1, 'Le Minh Hieu', null, 'x', 'Sở Thông tin và Truyền thông'])).toBe('skip - duplicate.maybe');
    expect(await single([1, 'Lê Minh Hiếu', 1980, 'x', 'Sở Thông tin và Truyền thông'])).toBe('add lminhhieu');
    expect(await single([1, 'Trần Văn Khác', null, 'x', 'Sở Thông tin và Truyền thông', null, 'cb001'])).toBe(
      'skip - duplicate.in-directory person.other-name',
    );
    expect(await single([1, 'Lê Minh Hiếu', 1977, 'x', 'Sở Thông tin và Truyền thông'], { duplicates: 'update' })).toBe(
      'update - duplicate.in-directory',
    );
    expect(
      await single([1, 'Lê Minh Hiếu', 1977, 'x', 'Sở Thông tin và Truyền thông'], { decisions: { '0:2': 'add' } }),
    ).toBe('add lminhhieu duplicate.in-directory');
    expect(
      await single([1, 'Lê Minh Hiếu', 1977, 'x', 'Sở Thông tin và Truyền thông', null, 'CB001'], {
        decisions: { '0:2': 'add' },
      }),
    ).toBe('fault lminhhieu duplicate.in-directory duplicate.cannot-add');
  });

  test('each fault names its cell and says what to do', async () => {
    const result = await check([
      people(
        [1, null, 1977, 'Chuyên viên', 'Sở Thông tin và Truyền thông'],
        [2, 'Trần Văn A', '31/02/1990', 'Chuyên viên', 'Sở Thông tin và Truyền thông'],
        [3, 'Trần Văn B', null, 'Chuyên viên', 'Phòng Nội vụ'],
        [4, 'Trần Văn C', null, 'Chuyên viên', 'Sở Thông tin và Truyền thôg', null, null, 'abc'],
        [5, 'Trần Văn D', { formula: 'A1' }, { error: '#N/A' }, 'Phòng Nội vụ', 'Chợ Gạo'],
        [6, 'Trần Văn 5', '12/31/1990', 'x', null, null, null, null, 'a@b; x@gmail.com'],
        [7, 'Trần Văn E', 2030, 'x', 'Phòng Nội vụ, TP Mỹ Tho', null, null, null, `leminhhieu@${testDomain}`, 'có lẽ'],
      ),
    ]);
    const texts = result.rows.map(({ draft }) => draft!.issues.map((issue) => issueText(issue, 'vi')));
    expect(texts).toEqual([
      ['Ô B2: Thiếu Họ và tên.'],
      ['Ô C3: Ngày sinh hoặc năm sinh “31/02/1990” không phải là ngày, ví dụ 02/03/1977 hoặc 1977.'],
      [
        'Ô E4: Có 2 đơn vị tên “Phòng Nội vụ”: Phòng Nội vụ, Ủy ban nhân dân huyện Chợ Gạo; Phòng Nội vụ, Ủy ban nhân dân thành phố Mỹ Tho. Hãy ghi thêm cấp trên hoặc mã định danh.',
      ],
      [
        'Ô H5: Điện thoại “abc” không giống số điện thoại; vẫn giữ nguyên.',
        'Ô E5: Không có đơn vị “Sở Thông tin và Truyền thôg” trong danh bạ và trong danh sách. Gần giống: “Sở Thông tin và Truyền thông”.',
      ],
      [
        'Ô C6 là công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại, hoặc dán giá trị.',
        'Ô D6 là công thức bị lỗi #N/A.',
      ],
      [
        'Ô B7: Họ và tên “Trần Văn 5” có chữ số hoặc ký hiệu.',
        'Ô C7: Ngày sinh hoặc năm sinh “12/31/1990” viết tháng trước ngày; hãy viết ngày/tháng/năm.',
        'Ô I7: Thư điện tử “a@b” không đúng.',
        'Ô I7: x@gmail.com không phải hộp thư của tỉnh; ghi làm địa chỉ liên hệ.',
        'Ô E7: Không rõ người này làm ở đâu; hãy điền cột Đơn vị hoặc chọn đơn vị cho cả danh sách.',
      ],
      [
        'Ô C8: Ngày sinh hoặc năm sinh 2030 còn ở tương lai.',
        'Ô J8: Là thủ trưởng “có lẽ”: hãy ghi x hoặc để trống.',
        'Ô I8: Địa chỉ leminhhieu@tiengiang.test đã có người dùng: Lê Minh Hiếu.',
      ],
    ]);
    expect(result.rows.every(({ draft }) => draft!.outcome === 'fault')).toBe(true);
  });

  test('sections, numbered columns, sums and signatures are no people; merged cells count for all their rows', async () => {
    const result = await check([
      {
        name: 'A',
        rows: [
          ['ỦY BAN NHÂN DÂN HUYỆN CHỢ GẠO'],
          ['DANH SÁCH CÁN BỘ'],
          ['STT', 'Họ và tên', 'Năm sinh', 'Chức vụ'],
          ['(1)', '(2)', '(3)', '(4)'],
          ['I', 'Phòng Nội vụ, huyện Chợ Gạo (3 người)'],
          [1, 'Trần Văn A', 1980, 'Trưởng phòng'],
          [2, 'Trần Văn B', 1981, 'Chuyên viên'],
          [3, 'Trần Văn C', 1982, null],
          ['II. Sở Thông tin và Truyền thông'],
          [4, 'Trần Văn D', 1983, 'Chuyên viên'],
          [null, 'Tổng cộng: 4 người'],
          [null, 'Chợ Gạo, ngày 5 tháng 3 năm 2026'],
          [null, 'Người lập biểu', null, 'Thủ trưởng đơn vị'],
        ],
        merges: ['A1:D1', 'A9:D9', 'D7:D8'],
      },
    ]);
    expect(result.rows.map(({ draft, detail }) => (draft ? `${draft.name}: ${detail}` : '-'))).toEqual([
      '-',
      '-',
      'Trần Văn A: Trưởng phòng, Phòng Nội vụ',
      'Trần Văn B: Chuyên viên, Phòng Nội vụ',
      'Trần Văn C: Chuyên viên, Phòng Nội vụ',
      '-',
      'Trần Văn D: Chuyên viên, Sở Thông tin và Truyền thông',
      '-',
      '-',
      '-',
    ]);
    expect(result.summary.notes).toEqual([
      { note: 'sections', sheet: 'A', count: 2 },
      { note: 'merged', sheet: 'A', count: 1 },
    ]);
    expect(result.rows[2]!.draft).toMatchObject({ head: true });
  });

  test('one head each: a second is told, one held already is left, a deputy is none', async () => {
    const place = ['Phòng Nội vụ', 'huyện Chợ Gạo', null, null, null];
    const result = await check([
      people(
        [1, 'Trần Văn A', 1980, 'Trưởng phòng', ...place, 'x'],
        [2, 'Trần Văn B', 1981, 'Trưởng phòng', ...place, 'x'],
        [3, 'Trần Văn C', 1982, 'Giám đốc', 'Sở Thông tin và Truyền thông', null, null, null, null, 'x'],
      ),
    ]);
    expect(shown(result)).toEqual(['add tranvana', 'add tranvanb head.several', 'add tranvanc head.several']);
  });

  test('a part of the tree: what lies outside is a fault', async () => {
    const row = (unit: string) => [1, 'Trần Văn A', null, 'x', unit];
    const mine: ListExtent = { whole: false, roots: [ids.huyen!], kinds: ['department'] };
    expect(
      shown(
        await check(
          [people(row('Phòng Nội vụ, huyện Chợ Gạo'), row('Phòng Nội vụ, TP Mỹ Tho'), row('Sở TTTT'))],
          {},
          mine,
        ),
      ),
    ).toEqual(['add tranvana', 'fault tvana organisation.not-here', 'fault tva organisation.unknown']);
    expect(shown(await check([people(row('Sở Thông tin và Truyền thông'))], {}, mine))).toEqual(['add tranvana']);
  });
});

describe('organisations', () => {
  test('a tree in any order, kinds told by names, addresses by what stands above', async () => {
    const result = await check([
      organisations(
        [1, 'Ủy ban nhân dân xã Bình Ninh', null, 'huyện Chợ Gạo'],
        [2, 'Văn phòng', null, 'Trung tâm Công nghệ thông tin'],
        [3, 'Trung tâm Công nghệ thông tin', null, 'Sở Thông tin và Truyền thông', 'H58.3.1', 'TTCNTT', 2015],
        [4, 'Ủy ban nhân dân thị xã Cai Lậy', 'Huyện', 'Ủy ban nhân dân tỉnh Tiền Giang'],
        [5, 'Phường 1', null, 'thị xã Cai Lậy'],
      ),
      people([1, 'Trần Văn A', null, 'Giám đốc', 'H58.3.1']),
    ]);
    expect(shown(result)).toEqual([
      'add chogao.binhninh',
      'add stttt.ttcntt.vp',
      'add stttt.ttcntt',
      'add txcailay',
      'add txcailay.phuong1',
      'add tranvana',
    ]);
    expect(
      result.rows.slice(0, 5).map(({ draft }) => draft?.kind === 'organisations' && draft.organisationKind),
    ).toEqual(['commune', 'office', 'centre', 'district', 'ward']);
  });

  test('circles, unknown and missing parents, kinds, codes, duplicates', async () => {
    const result = await check([
      organisations(
        [1, 'Phòng A', null, 'Phòng C'],
        [2, 'Phòng B', null, 'Phòng A'],
        [3, 'Phòng C', null, 'Phòng B'],
        [4, 'Phòng D', null, 'Sở Không Có'],
        [5, 'Hợp tác Việt', null, 'Sở Thông tin và Truyền thông'],
        [6, 'Phòng E', 'Câu lạc bộ', 'Sở Thông tin và Truyền thông', 'mã sai'],
        [7, 'Phòng F', null, 'Sở Thông tin và Truyền thông', 'H58.9'],
        [8, 'Phòng G', null, 'Sở Thông tin và Truyền thông', 'H58.9'],
        [9, 'Phòng Nội vụ', null, 'huyện Chợ Gạo'],
        [10, 'Phòng F', null, 'Sở Thông tin và Truyền thông'],
      ),
    ]);
    expect(
      result.rows.map(({ draft }) => `${draft!.outcome} ${draft!.issues.map(({ code }) => code).join(' ')}`),
    ).toEqual([
      'fault organisation.under-itself',
      'fault organisation.under-itself',
      'fault organisation.under-itself',
      'fault organisation.unknown',
      'fault organisation.kind-open',
      'fault organisation.code-invalid organisation.kind-unknown',
      'add ',
      'fault organisation.code-taken',
      'skip duplicate.in-directory',
      'skip duplicate.in-file',
    ]);
    expect(issueText(result.rows[0]!.draft!.issues[0]!, 'vi')).toBe(
      'Ô D2: Cấp trên tạo thành vòng: Phòng A → Phòng C → Phòng B → Phòng A.',
    );
  });
});

test('the same list on the same directory has the same digest, and nothing was changed', async () => {
  const list = [people([1, 'Trần Văn A', 1980, 'x', 'Sở Thông tin và Truyền thông'])];
  const count = async () =>
    (await database.pools.query<{ n: number }>('select count(*)::int as n from audit_event')).rows[0]!.n;
  const before = await count();
  const [first, second] = [await check(list), await check(list)];
  expect(first.digest).toBe(second.digest);
  expect((await check(list, { mailboxes: { organisations: false, people: false } })).digest).not.toBe(first.digest);
  expect(await count()).toBe(before);
});

test('lists that are none are refused as a whole', async () => {
  await expect(check([{ name: 'A', rows: [['Xin chào'], ['a', 'b']] }])).rejects.toMatchObject({
    code: 'list.no-header',
  });
  await expect(check([people()])).rejects.toMatchObject({ code: 'list.no-rows' });
  await expect(check([people([1, 'A B', null, 'x'])], { domain: 'la.test' })).rejects.toMatchObject({
    code: 'list.no-domain',
  });
});

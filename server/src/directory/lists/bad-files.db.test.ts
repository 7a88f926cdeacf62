/** Files that can't be imported, of every kind that is sent in life: each with its code, and nothing changed by any. */
import { defaultListOptions, type ListIssueCode, type ListOptions } from '@congvu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { createLog } from '../../platform/index.ts';
import type { Actor } from '../audit.ts';
import { type TestProvince, testDomain, testProvince } from '../testing.ts';
import type { ListExtent } from './check/check-list.ts';
import type { ListErrorCode } from './errors.ts';
import { listLimits } from './limits.ts';
import { createLists, type Lists } from './lists.ts';
import type { StoredImport } from './store/imports.ts';
import { type MadeCell, type MadeSheet, makeWorkbook, makeZip } from './testing/make-workbook.ts';

const database = testDatabase();
const everywhere: ListExtent = { whole: true, roots: [], kinds: [] };
let province: TestProvince;
let lists: Lists;
let by: Actor;
let so: number;
let before: string;

beforeAll(async () => {
  province = await testProvince(database.pools);
  const log = createLog({ level: 'fatal' });
  lists = createLists({ pools: database.pools, url: database.url, regulation: province.regulation, log });
  const top = await province.organisation('Ủy ban nhân dân tỉnh Tiền Giang', 'province');
  so = (await province.organisation('Sở Nội vụ', 'department', top.organisationId)).organisationId;
  for (const name of ['huyện Chợ Gạo', 'huyện Cái Bè']) {
    const { organisationId } = await province.organisation(`Ủy ban nhân dân ${name}`, 'district', top.organisationId);
    await province.organisation('Phòng Nội vụ', 'office', organisationId);
  }
  const { personId } = await province.person('Phạm Thị Quản', {
    organisationId: so,
    position: 'Chuyên viên',
    born: '1980-05-06',
  });
  await database.pools.query(
    'insert into address_retired (address, domain_id) select $1, domain_id from domain limit 1',
    [`cuon.cu@${testDomain}`],
  );
  by = { kind: 'person', personId, province: 'tien-giang', remoteAddress: '192.0.2.1' };
  before = await everything();
}, 60_000);

afterAll(async () => {
  await lists.stop();
  expect(await everything(), 'nothing in the directory, its trail or its mailboxes is changed').toBe(before);
});

/** Every row of whatever an import may write. */
async function everything(): Promise<string> {
  const tables =
    'organisation organisation_version person appointment account address address_retired mailbox credential contact_address directory_entry account_version audit_event';
  const all = await Promise.all(
    tables
      .split(' ')
      .map((table) =>
        database.pools.query(
          `select '${table}' as name, count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as of from ${table} t`,
        ),
      ),
  );
  return JSON.stringify(all.flatMap(({ rows }) => rows));
}

const headings = ['STT', 'Họ và tên', 'Ngày sinh', 'Chức vụ', 'Đơn vị', 'Email', 'Mã cán bộ', 'Thủ trưởng'];
const people = (...rows: MadeCell[][]): MadeSheet => ({ name: 'Cán bộ', rows: [headings, ...rows] });
const unitHeadings = ['STT', 'Tên cơ quan, đơn vị', 'Loại', 'Trực thuộc', 'Mã định danh', 'Ngày thành lập', 'Email'];
const units = (...rows: MadeCell[][]): MadeSheet => ({ name: 'Đơn vị', rows: [unitHeadings, ...rows] });
const nextYear = new Date().getFullYear() + 1;
const good: MadeCell[] = [1, 'Nguyễn Văn An', 1980, 'Chuyên viên', 'Sở Nội vụ'];
const book = (...sheets: MadeSheet[]) => makeWorkbook({ sheets });
const fine = () => book(people(good));
const parts = (changed: Record<string, string | Uint8Array | null>) =>
  makeWorkbook({ sheets: [people(good)], parts: changed });
const row = (cells: string, n: number) => `<row r="${n}">${cells}</row>`;
const sheet = (body: string) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`;
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** A compound file (OLE) with streams of these names in its directory. */
function compound(...streams: string[]): Buffer {
  const bytes = Buffer.alloc(512 + 128 * 8 + 4096);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  for (const [i, name] of ['Root Entry', ...streams].entries()) bytes.write(`${name}\0`, 512 + 128 * i, 'utf16le');
  return bytes;
}

/** The archive's entries say that they are encrypted, as ZIP has it by itself. */
function zipEncrypted(): Buffer {
  const bytes = fine();
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) bytes[at + 8]! |= 1;
  return bytes;
}

function wrongCheckSum(): Buffer {
  const bytes = fine();
  const at = bytes.lastIndexOf('PK\x01\x02', bytes.indexOf('xl/worksheets/sheet1.xml', bytes.indexOf('PK\x01\x02')));
  bytes[at + 16]! ^= 0xff;
  return bytes;
}

const refused: [what: string, code: ListErrorCode, bytes: () => Buffer][] = [
  ['no octet at all', 'list.empty', () => Buffer.alloc(0)],
  ['blanks only', 'list.empty', () => Buffer.from('\ufeff \r\n;;;\r\n')],
  ['a workbook without a filled cell', 'list.empty', () => book({ name: 'Sheet1', rows: [] })],
  ['larger than 20 MB', 'list.too-large', () => Buffer.alloc(listLimits.fileBytes + 1, 'x')],
  ['protected by a password', 'list.encrypted', () => compound('EncryptionInfo', 'EncryptedPackage')],
  ['an archive with a password', 'list.encrypted', zipEncrypted],
  ['Excel 97–2003', 'list.old-excel', () => compound('Workbook')],
  ['Excel 5', 'list.old-excel', () => compound('Book')],
  ['Excel 2', 'list.old-excel', () => Buffer.from('0900040002001000', 'hex')],
  [
    'HTML named .xls',
    'list.html',
    () => Buffer.from('\ufeff<!-- tạo bởi phần mềm -->\r\n<html><table><tr><td>Họ và tên</td></tr></table>'),
  ],
  ['HTML in UTF-16', 'list.html', () => Buffer.from('\ufeff<table><tr><td>Họ và tên</td></tr></table>', 'utf16le')],
  [
    'a web archive',
    'list.html',
    () => Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"\r\n\r\n'),
  ],
  [
    'XML Spreadsheet 2003',
    'list.other-workbook',
    () => Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'),
  ],
  ['SYLK', 'list.other-workbook', () => Buffer.from('ID;PWXL;N;E\r\nC;Y1;X1;K"STT"\r\n')],
  [
    'OpenDocument',
    'list.other-workbook',
    () => makeZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
  ],
  ['XLSB', 'list.other-workbook', () => makeZip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' })],
  [
    'Word, new',
    'list.not-a-list',
    () =>
      makeZip({
        '[Content_Types].xml': '<Types/>',
        '_rels/.rels':
          '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml': '<x/>',
      }),
  ],
  ['Word, old', 'list.not-a-list', () => compound('WordDocument')],
  ['an archive of other files', 'list.not-a-list', () => makeZip({ 'anh.jpg': 'x', 'danh-sach.txt': 'y' })],
  ['PDF', 'list.not-a-list', () => Buffer.from('%PDF-1.7\n')],
  ['a picture', 'list.not-a-list', () => Buffer.from('89504e470d0a1a0a', 'hex')],
  ['RTF', 'list.not-a-list', () => Buffer.from('{\\rtf1\\ansi}')],
  ['octets of nothing', 'list.not-a-list', () => Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7) % 32))],
  ['cut off in the middle', 'list.damaged', () => fine().subarray(0, 900)],
  ['a wrong check sum', 'list.damaged', wrongCheckSum],
  ['broken XML', 'list.damaged', () => parts({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' })],
  ['a sheet that is not there', 'list.damaged', () => parts({ 'xl/worksheets/sheet1.xml': null })],
  [
    'a declared entity (billion laughs)',
    'list.damaged',
    () =>
      parts({
        'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${sheet(row(cell('A1', '&b;'), 1))}`,
      }),
  ],
  [
    'a bomb: 300 MB of one cell',
    'list.unpacked-too-large',
    () =>
      parts({
        'xl/worksheets/sheet1.xml': Buffer.concat([
          Buffer.from(`<worksheet><sheetData>`),
          Buffer.alloc(300 * 2 ** 20, 32),
        ]),
      }),
  ],
  [
    'a bomb of texts',
    'list.unpacked-too-large',
    () => parts({ 'xl/sharedStrings.xml': `<sst>${'<si><t/></si>'.repeat(listLimits.texts + 1)}</sst>` }),
  ],
  [
    'thousands of parts',
    'list.unpacked-too-large',
    () => parts(Object.fromEntries(Array.from({ length: listLimits.parts }, (_, i) => [`xl/media/${i}.png`, '']))),
  ],
  [
    'sixty-one sheets',
    'list.too-many-sheets',
    () => book(...Array.from({ length: listLimits.sheets + 1 }, (_, i) => ({ ...people(good), name: `Tờ ${i}` }))),
  ],
  [
    'a column far to the right',
    'list.too-many-columns',
    () => parts({ 'xl/worksheets/sheet1.xml': sheet(row(cell('XFD1', 'x'), 1)) }),
  ],
  [
    'too many columns of CSV',
    'list.too-many-columns',
    () => Buffer.from(`${Array.from({ length: 200 }, (_, i) => i).join(';')}\n`),
  ],
];

test.each(refused)(
  'refused when it is sent: %s (%s)',
  async (_, code, bytes) => {
    const error = await lists.upload('tien-giang', { name: 'Danh sách.xlsx', bytes: bytes() }, by).catch((e) => e);
    expect(error).toMatchObject({ code });
  },
  30_000,
);

async function sent(bytes: Buffer): Promise<StoredImport> {
  return lists.upload('tien-giang', { name: 'Danh sách.xlsx', bytes }, by);
}

async function check(list: StoredImport, options: Partial<ListOptions>, extent = everywhere): Promise<StoredImport> {
  const request = { sheets: list.sheets, options: { ...defaultListOptions, domain: testDomain, ...options } };
  await (await lists.check(list, request, extent)).done.catch(() => {});
  return lists.read('tien-giang', list.importId);
}

const many = (count: number) => {
  const rows = Array.from({ length: count }, (_, i) =>
    row(`${cell(`A${i + 2}`, 'An')}${cell(`B${i + 2}`, 'x')}`, i + 2),
  );
  return parts({
    'xl/worksheets/sheet1.xml': sheet(row(cell('A1', 'Họ và tên') + cell('B1', 'Đơn vị'), 1) + rows.join('')),
  });
};

const refusedAtCheck: [what: string, code: ListErrorCode, bytes: () => Buffer, options?: Partial<ListOptions>][] = [
  ['headings only', 'list.no-rows', () => book(people())],
  [
    'headings and the numbers of the columns',
    'list.no-rows',
    () =>
      book({
        name: 'A',
        rows: [
          ['STT', 'Họ và tên', 'Đơn vị'],
          ['(1)', '(2)', '(3)'],
        ],
      }),
  ],
  ['no headings', 'list.no-header', () => book({ name: 'A', rows: [[1, 'Nguyễn Văn An', 'Sở Nội vụ']] })],
  [
    'a sheet of something else',
    'list.no-header',
    () =>
      book({
        name: 'A',
        rows: [
          ['Mặt hàng', 'Đơn giá'],
          ['Giấy', 5],
        ],
      }),
  ],
  ['60,001 rows', 'list.too-many-rows', () => many(listLimits.rows + 1)],
  ['an unknown domain', 'list.no-domain', fine, { domain: 'khac.test' }],
  ['under an organisation that is not there', 'list.mapping', fine, { underId: 999_999 }],
];

test.each(refusedAtCheck)(
  'refused when it is checked: %s (%s)',
  async (_, code, bytes, options = {}) => {
    const list = await check(await sent(bytes()), options);
    expect(list).toMatchObject({ state: 'read', failure: { code } });
    await expect(lists.apply(list, 'x', everywhere, by)).rejects.toMatchObject({ code: 'list.state' });
  },
  60_000,
);

const faulty: [
  what: string,
  code: ListIssueCode,
  at: string | null,
  made: MadeSheet | MadeSheet[],
  options?: Partial<ListOptions>,
][] = [
  ['no name', 'row.required', 'B2', people([1, null, 1980, 'Chuyên viên', 'Sở Nội vụ'])],
  ['no unit', 'person.no-organisation', 'E2', people([1, 'Nguyễn Văn An', 1980, 'Chuyên viên'])],
  ['a formula without its value', 'cell.formula', 'B2', people([1, { formula: 'Z1&Z2' }, 1980, 'x', 'Sở Nội vụ'])],
  ['a formula that failed', 'cell.error', 'E2', people([1, 'Nguyễn Văn An', 1980, 'x', { error: '#N/A' }])],
  ['no such day', 'day.invalid', 'C2', people([1, 'Nguyễn Văn An', '31/02/1990', 'x', 'Sở Nội vụ'])],
  ['month before day', 'day.american', 'C2', people([1, 'Nguyễn Văn An', '12/25/1990', 'x', 'Sở Nội vụ'])],
  ['born in the future', 'day.future', 'C2', people([1, 'Nguyễn Văn An', `01/01/${nextYear}`, 'x', 'Sở Nội vụ'])],
  ['digits in a name', 'name.invalid', 'B2', people([1, 'Nguyễn Văn 4n', 1980, 'x', 'Sở Nội vụ'])],
  ['a name of 400 letters', 'cell.too-long', 'B2', people([1, 'An '.repeat(133).trim(), 1980, 'x', 'Sở Nội vụ'])],
  ['an unknown unit', 'organisation.unknown', 'E2', people([1, 'Nguyễn Văn An', 1980, 'x', 'Sở Nội Thất'])],
  [
    'a unit of which there are two',
    'organisation.ambiguous',
    'E2',
    people([1, 'Nguyễn Văn An', 1980, 'x', 'Phòng Nội vụ']),
  ],
  ['an address that is none', 'email.invalid', 'F2', people([1, 'Nguyễn Văn An', 1980, 'x', 'Sở Nội vụ', 'an@@x'])],
  [
    'an address of another',
    'address.taken',
    'F2',
    people([1, 'Nguyễn Văn An', 1980, 'x', 'Sở Nội vụ', `phamthiquan@${testDomain}`]),
  ],
  [
    'an address of former days',
    'address.retired',
    'F2',
    people([1, 'Nguyễn Văn An', 1980, 'x', 'Sở Nội vụ', `cuon.cu@${testDomain}`]),
  ],
  [
    'one address twice',
    'address.taken',
    'F3',
    people([...good, `an.an@${testDomain}`], [2, 'Lê Văn Bê', 1981, 'x', 'Sở Nội vụ', `an.an@${testDomain}`]),
  ],
  ['merged over columns', 'row.merged', 'B2', { ...people(good), merges: ['B2:D2'] }],
  ['an unknown parent', 'organisation.unknown', 'D2', units([1, 'Phòng Văn thư', null, 'Sở Không Có'])],
  [
    'a circle',
    'organisation.under-itself',
    'D2',
    units([1, 'Phòng Văn thư', 'Phòng', 'Phòng Lưu trữ'], [2, 'Phòng Lưu trữ', 'Phòng', 'Phòng Văn thư']),
  ],
  ['under itself', 'organisation.under-itself', 'D2', units([1, 'Phòng Văn thư', 'Phòng', 'Phòng Văn thư'])],
  ['an unknown kind', 'organisation.kind-unknown', 'C2', units([1, 'Phòng Văn thư', 'Hành tinh', 'Sở Nội vụ'])],
  ['a kind that no name tells', 'organisation.kind-open', 'B2', units([1, 'Xyz', null, 'Sở Nội vụ'])],
  ['a code that is none', 'organisation.code-invalid', 'E2', units([1, 'Phòng Văn thư', null, 'Sở Nội vụ', '!!'])],
  [
    'one code twice',
    'organisation.code-taken',
    'E3',
    units([1, 'Phòng Văn thư', null, 'Sở Nội vụ', 'H58.9'], [2, 'Phòng Lưu trữ', null, 'Sở Nội vụ', 'H58.9']),
  ],
  [
    'one personnel code for two people',
    'person.code-taken',
    'G3',
    people([...good, null, 'CB7'], [2, 'Lê Văn Bê', 1981, 'x', 'Sở Nội vụ', null, 'CB7']),
  ],
  ['founded on no day', 'day.invalid', 'F2', units([1, 'Phòng Văn thư', null, 'Sở Nội vụ', null, '30/02/2020'])],
];

describe('faults, each with its cell', () => {
  test.each(faulty)('%s (%s)', async (_, code, at, made, options = {}) => {
    const list = await check(await sent(book(...[made].flat())), options);
    expect(list.state, JSON.stringify(list.failure)).toBe('checked');
    const { rows } = await lists.rows(list, { show: 'faults', offset: 0, limit: 50 });
    const found = rows.flatMap(({ issues }) => issues.filter(({ level }) => level === 'fault'));
    expect(found).toContainEqual(expect.objectContaining({ code, cell: at }));
    await expect(lists.apply(list, list.digest!, everywhere, by)).rejects.toMatchObject({ code: 'list.has-faults' });
  });

  test('outside of what one looks after', async () => {
    const extent: ListExtent = { whole: false, roots: [so], kinds: [] };
    const list = await check(
      await sent(book(people([1, 'Nguyễn Văn An', 1980, 'x', 'Ủy ban nhân dân huyện Cái Bè']))),
      {},
      extent,
    );
    const { rows } = await lists.rows(list, { show: 'faults', offset: 0, limit: 50 });
    expect(rows[0]!.issues).toContainEqual(expect.objectContaining({ code: 'organisation.not-here', cell: 'E2' }));
  });
});

test('what is repeated or there already is skipped, and a list of that alone is not imported', async () => {
  const list = await check(
    await sent(
      book(
        people(
          [1, 'Phạm Thị Quản', '06/05/1980', 'x', 'Sở Nội vụ'],
          [2, 'PHẠM THỊ QUẢN', '06/05/1980', 'x', 'Sở Nội vụ'],
        ),
      ),
    ),
    {},
  );
  expect(list.summary?.people).toMatchObject({ add: 0, skip: 2, duplicates: 2 });
  await (await lists.apply(list, list.digest!, everywhere, by)).done.catch(() => {});
  expect((await lists.read('tien-giang', list.importId)).failure).toMatchObject({ code: 'list.nothing-to-do' });
});

test('a small file that needs more memory than its size lets expect is read all the same', async () => {
  // Texts that differ in each cell and shrink well: 40,000 rows in a file of which a thread is first given too little for.
  const rows = Array.from({ length: 40_000 }, (_, i): MadeCell[] => [
    i + 1,
    `Nguyễn Văn An ${i}`,
    '1/2/1980',
    `Chuyên viên ${'x'.repeat(60)}${i}`,
    `Sở Nội vụ ${'y'.repeat(200)}${i}`,
    `ghi chú ${'z'.repeat(200)}${i}`,
  ]);
  const bytes = makeWorkbook({ sheets: [people(...rows)] });
  const { preview } = await sent(bytes);
  expect(preview!.sheets[0]!.rows).toBe(40_001);
}, 60_000);

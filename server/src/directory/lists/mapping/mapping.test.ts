import { expect, test } from 'vitest';
import type { Cell, Merge, Sheet } from '../read/book.ts';
import { guessColumns } from './guess-columns.ts';
import { guessMapping, headingsAt } from './guess-mapping.ts';

const sheet = (lines: Cell[][], merges: Merge[] = []): Sheet => ({
  name: 'Trang 1',
  hidden: false,
  rows: lines.flatMap((cells, i) => (cells.length > 0 ? [{ line: i + 1, cells }] : [])),
  merges,
  truncated: false,
});

test('headings of people, as lists have them', () => {
  const headings = [
    'STT',
    'Họ và tên',
    'Ngày, tháng, năm sinh',
    'Giới tính',
    'Chức vụ / Chức danh',
    'Cơ quan công tác',
    'Số hiệu công chức',
    'ĐTDĐ',
    'Địa chỉ E-mail',
    'Số CCCD',
    'Ghi chú',
  ];
  expect(guessColumns(headings, 'people').columns).toEqual([
    'ordinal',
    'name',
    'born',
    null,
    'position',
    'organisation',
    'code',
    'mobile',
    'email',
    null,
    'note',
  ]);
});

test('family and given name apart; without diacritics; a slip; words in brackets', () => {
  expect(
    guessColumns(['TT', 'HO VA TEN DEM', 'TEN', 'Nam sinh (dd/mm/yyyy)', 'Chưc vu', 'Dơn vị công tcá'], 'people')
      .columns,
  ).toEqual(['ordinal', 'family', 'given', 'born', 'position', 'organisation']);
});

test('headings of organisations', () => {
  const headings = [
    'STT',
    'Tên cơ quan, đơn vị',
    'Tên viết tắt',
    'Loại',
    'Trực thuộc',
    'Mã định danh',
    'Mã định danh cấp trên',
    'Điện thoại',
    'Trụ sở',
    'Ngày thành lập',
    'Website',
  ];
  expect(guessColumns(headings, 'organisations').columns).toEqual([
    'ordinal',
    'name',
    'shortName',
    'kind',
    'parent',
    'code',
    'parentCode',
    'phone',
    'address',
    'founded',
    'website',
  ]);
});

test('the headings stand below the State’s name, the title and a note', () => {
  const found = guessMapping(
    sheet([
      ['ỦY BAN NHÂN DÂN HUYỆN CHỢ GẠO', undefined, undefined, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      [undefined, undefined, undefined, 'Độc lập - Tự do - Hạnh phúc'],
      [],
      ['DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC ĐỀ NGHỊ CẤP HỘP THƯ'],
      ['(Kèm theo Công văn số 12/UBND-VX ngày 02/03/2026)'],
      ['STT', 'Họ và tên', 'Năm sinh', 'Chức vụ', 'Đơn vị'],
      [1, 'Lê Minh Hiếu', 1977, 'Chuyên viên', 'Phòng Nội vụ'],
    ]),
    0,
  );
  expect(found).toMatchObject({ kind: 'people', headerLine: 6, headerLines: 1 });
});

test('two lines of headings: the birth dates of men and women', () => {
  const made = sheet(
    [
      ['STT', 'Họ và tên', 'Ngày sinh', undefined, 'Chức vụ', 'Nơi công tác'],
      [undefined, undefined, 'Nam', 'Nữ', undefined, undefined],
      [1, 'Lê Minh Hiếu', '02/03/1977', undefined, 'Chuyên viên', 'Phòng Nội vụ'],
    ],
    [
      { top: 0, bottom: 0, left: 2, right: 3 },
      { top: 0, bottom: 1, left: 0, right: 0 },
    ],
  );
  expect(headingsAt(made, 1, 2).slice(2, 4)).toEqual(['Ngày sinh Nam', 'Ngày sinh Nữ']);
  expect(guessMapping(made, 0)).toMatchObject({
    headerLine: 1,
    headerLines: 2,
    columns: ['ordinal', 'name', 'born', 'born', 'position', 'organisation'],
  });
});

test('a sheet that is no list has no mapping', () => {
  expect(guessMapping(sheet([['Hướng dẫn'], ['Điền vào trang sau'], ['Tên', 'Ý nghĩa']]), 3)).toMatchObject({
    sheet: 3,
    kind: null,
  });
  expect(
    guessMapping(
      sheet([
        ['a', 'b'],
        [1, 2],
      ]),
      0,
    ).kind,
  ).toBeNull();
});

test('two lines of headings in a CSV, where nothing is merged', () => {
  const made = sheet([
    ['STT', 'Họ và tên', 'Năm sinh', undefined, 'Chức vụ'],
    [undefined, undefined, 'Nam', 'Nữ'],
    ['1', 'Lê Minh Hiếu', '1977', undefined, 'Chuyên viên'],
  ]);
  expect(guessMapping(made, 0)).toMatchObject({
    headerLines: 2,
    columns: ['ordinal', 'name', 'born', 'born', 'position'],
  });
  const short = sheet([
    ['Họ và tên', 'Chức vụ', 'Ghi chú'],
    ['Lê Minh Hiếu', 'Chuyên viên'],
  ]);
  expect(guessMapping(short, 0)).toMatchObject({ headerLines: 1 });
});

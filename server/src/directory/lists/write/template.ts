/** A workbook to fill in: headings, examples, choices for the kinds, and a page that explains. */
import { type ListKind, organisationFields, personFields } from '@congvu/contract';
import type { RuleValue } from '../../../regulation/index.ts';
import { officialKindNames } from '../values/official-kind.ts';
import { type RowToWrite, type SheetToWrite, writeXlsx } from './xlsx.ts';

type Column = { field: string; title: string; width: number; example: string | number | { day: string }; note: string };

const titled = (fields: Record<string, { vi: string }>, field: string) => fields[field]!.vi;
const organisation = (
  field: keyof typeof organisationFields,
  width: number,
  example: Column['example'],
  note: string,
): Column => ({
  field,
  title: titled(organisationFields, field),
  width,
  example,
  note,
});
const person = (field: keyof typeof personFields, width: number, example: Column['example'], note: string): Column => ({
  field,
  title: titled(personFields, field),
  width,
  example,
  note,
});

const organisationColumns: Column[] = [
  organisation('ordinal', 6, 1, 'Không bắt buộc.'),
  organisation('name', 46, 'Phòng Nội vụ', 'Bắt buộc. Ghi đầy đủ như trong quyết định thành lập.'),
  organisation('shortName', 16, 'PNV', 'Tên viết tắt, nếu có.'),
  organisation('kind', 24, '', 'Chọn trong danh sách. Để trống thì đoán theo tên.'),
  organisation(
    'parent',
    46,
    'Ủy ban nhân dân huyện Chợ Gạo',
    'Tên cơ quan cấp trên, đã có trong danh bạ hoặc ở dòng khác của trang này.',
  ),
  organisation('code', 18, '', 'Mã định danh theo Quyết định 20/2020/QĐ-TTg, ví dụ H58.12.5.'),
  organisation('parentCode', 18, '', 'Mã định danh của cấp trên; dùng khi nhiều cơ quan trùng tên.'),
  organisation('legacyCode', 18, '', 'Mã định danh cũ theo QCVN 102:2016/BTTTT, ví dụ 000.01.12.H58.'),
  organisation('phone', 18, '0273 3873 001', 'Điện thoại cơ quan.'),
  organisation('fax', 18, '', ''),
  organisation('website', 24, '', ''),
  organisation('address', 40, '11 Hùng Vương', 'Địa chỉ trụ sở.'),
  organisation('email', 30, '', 'Để trống thì đặt theo quy chế. Địa chỉ ngoài hệ thống được ghi làm địa chỉ liên hệ.'),
  organisation('founded', 14, { day: '2010-01-01' }, 'Ngày/tháng/năm, hoặc chỉ năm.'),
  organisation('decision', 30, '', 'Số, ngày của quyết định thành lập.'),
];

const personColumns: Column[] = [
  person('ordinal', 6, 1, 'Không bắt buộc.'),
  person('name', 30, 'Nguyễn Văn An', 'Bắt buộc. Có thể thay bằng hai cột “Họ và tên đệm” và “Tên”.'),
  person('born', 16, { day: '1980-03-02' }, 'Ngày/tháng/năm, hoặc chỉ năm. Dùng để đặt địa chỉ khi trùng họ tên.'),
  person('code', 14, '', 'Mã trong hồ sơ cán bộ; không được trùng.'),
  person('officialKind', 18, 'Công chức', 'Chọn trong danh sách.'),
  person('position', 26, 'Chuyên viên', 'Chức vụ, chức danh.'),
  person('head', 12, '', 'Đánh dấu x nếu là người đứng đầu đơn vị.'),
  person('organisation', 40, 'Phòng Nội vụ', 'Tên đơn vị nơi công tác, như trong danh bạ hoặc ở trang Đơn vị.'),
  person('parent', 34, 'Ủy ban nhân dân huyện Chợ Gạo', 'Cần khi nhiều đơn vị trùng tên.'),
  person('organisationCode', 18, '', 'Thay cho tên đơn vị, nếu biết.'),
  person('phone', 18, '0273 3873 001', ''),
  person('mobile', 18, '0912 345 678', ''),
  person('email', 30, '', 'Để trống thì đặt theo quy chế. Địa chỉ ngoài hệ thống được ghi làm địa chỉ liên hệ.'),
  person('from', 14, '', 'Giữ chức vụ từ ngày; để trống là ngày nhập.'),
  person('note', 30, '', ''),
];

const sheetNames: Record<ListKind, string> = { organisations: 'Đơn vị', people: 'Cán bộ' };
const choicesName = 'Danh mục';

export interface TemplateOptions {
  kind: ListKind | 'both';
  /** Without the example rows. */
  empty: boolean;
  kinds: RuleValue<'organisation-kinds'>;
}

export function templateWorkbook({ kind, empty, kinds }: TemplateOptions): AsyncGenerator<Buffer> {
  const wanted: ListKind[] = kind === 'both' ? ['organisations', 'people'] : [kind];
  const sheets = wanted.map((one) => listSheet(one, empty, kinds.length));
  return writeXlsx([...sheets, notesSheet(wanted), choicesSheet(kinds)]);
}

function listSheet(kind: ListKind, empty: boolean, kinds: number): SheetToWrite {
  const columns = kind === 'people' ? personColumns : organisationColumns;
  const rows: RowToWrite[] = [{ cells: columns.map(({ title }) => title), look: 'heading' }];
  if (!empty) rows.push({ cells: columns.map(({ example }) => example) });
  const at = (field: string) => columns.findIndex((column) => column.field === field);
  const choices =
    kind === 'people'
      ? [
          {
            column: at('officialKind'),
            fromLine: 2,
            range: `'${choicesName}'!$B$2:$B$${1 + Object.keys(officialKindNames).length}`,
          },
        ]
      : [{ column: at('kind'), fromLine: 2, range: `'${choicesName}'!$A$2:$A$${1 + Math.max(1, kinds)}` }];
  return { name: sheetNames[kind], rows, widths: columns.map(({ width }) => width), frozen: 1, choices };
}

function notesSheet(kinds: readonly ListKind[]): SheetToWrite {
  const rows: RowToWrite[] = [
    { cells: ['Hướng dẫn'], look: 'title' },
    {
      cells: [
        'Tệp này là mẫu; danh sách có sẵn của đơn vị cũng nhập được, không cần chép lại: hệ thống tự tìm dòng tiêu đề và ghép cột.',
      ],
    },
    {
      cells: [
        'Hãy xóa dòng ví dụ trước khi gửi. Không gộp ô trong phần dữ liệu. Trước khi nhập, hệ thống kiểm tra từng dòng và cho xem trước kết quả.',
      ],
    },
    { cells: [] },
  ];
  for (const kind of kinds) {
    rows.push({ cells: [`Trang ${sheetNames[kind]}`], look: 'title' }, { cells: ['Cột', 'Cách ghi'], look: 'heading' });
    for (const { title, note } of kind === 'people' ? personColumns : organisationColumns)
      rows.push({ cells: [title, note] });
    rows.push({ cells: [] });
  }
  return { name: 'Hướng dẫn', rows, widths: [34, 100] };
}

function choicesSheet(kinds: RuleValue<'organisation-kinds'>): SheetToWrite {
  const names = kinds.map(({ name }) => name.vi);
  const officials = Object.values(officialKindNames);
  const rows: RowToWrite[] = [{ cells: ['Loại cơ quan', 'Đối tượng'], look: 'heading' }];
  for (let i = 0; i < Math.max(names.length, officials.length); i++) rows.push({ cells: [names[i], officials[i]] });
  return { name: choicesName, rows, widths: [40, 20] };
}

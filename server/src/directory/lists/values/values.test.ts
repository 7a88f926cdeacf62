import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDay } from './day.ts';
import { contactKind, readEmails } from './email.ts';
import { readFlag } from './flag.ts';
import { isHeadPosition } from './head.ts';
import { readName } from './name.ts';
import { readOfficialKind } from './official-kind.ts';
import { readPhone } from './phone.ts';

const today = Temporal.PlainDate.from('2026-11-21');
const day = (cell: Parameters<typeof readDay>[0]) => {
  const read = readDay(cell, today);
  return typeof read === 'object' ? `${read.day}${read.exact ? '' : ' ~'}` : read;
};

describe('days', () => {
  test.each([
    [{ serial: 28186 }, '1977-03-02'],
    [{ serial: 28186.75 }, '1977-03-02'],
    [{ serial: 1 }, '1900-01-01'],
    [{ serial: 59 }, '1900-02-28'],
    [{ serial: 61 }, '1900-03-01'],
    [28186, '1977-03-02'],
    [1977, '1977-01-01 ~'],
    [2031977, '1977-03-02'],
    ['1977', '1977-01-01 ~'],
    ['02/03/1977', '1977-03-02'],
    ['2/3/1977', '1977-03-02'],
    [' 02 - 03 - 1977 ', '1977-03-02'],
    ['02.03.1977', '1977-03-02'],
    ['2 3 1977', '1977-03-02'],
    ['02/03/77', '1977-03-02'],
    ['02/03/05', '2005-03-02'],
    ['1977-03-02', '1977-03-02'],
    ['1977-03-02T00:00:00', '1977-03-02'],
    ['02/03/1977 12:00:00 SA', '1977-03-02'],
    ['ngày 2 tháng 3 năm 1977', '1977-03-02'],
    ['Sinh ngày 02/03/1977', '1977-03-02'],
    ['03/1977', '1977-03-01 ~'],
    ['tháng 3 năm 1977', '1977-03-01 ~'],
    ['00/00/1960', '1960-01-01 ~'],
    ['02031977', '1977-03-02'],
    ['19770302', '1977-03-02'],
    ["'02/03/1977", '1977-03-02'],
    [undefined, undefined],
    ['  ', undefined],
    ['31/02/1977', 'day.invalid'],
    ['12/31/1977', 'day.american'],
    ['02/13/1977', 'day.american'],
    ['hôm qua', 'day.invalid'],
    ['77', 'day.invalid'],
    ['02/03/197', 'day.invalid'],
    [0, 'day.invalid'],
    [-5, 'day.invalid'],
    ['32/01/1977', 'day.invalid'],
    ['01/01/1066', 'day.invalid'],
    [{ fault: 'error', text: '#REF!' } as const, 'day.invalid'],
  ])('%j is %s', (cell, expected) => expect(day(cell)).toBe(expected));

  test('every day there is comes back from every form of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 73_000 }), (serial) => {
        const read = Temporal.PlainDate.from((readDay({ serial: serial + 60 }, today) as { day: string }).day);
        const two = (n: number) => String(n).padStart(2, '0');
        for (const text of [
          `${two(read.day)}/${two(read.month)}/${read.year}`,
          `${read.day}-${read.month}-${read.year}`,
          read.toString(),
          `${two(read.day)}.${two(read.month)}.${read.year}`,
        ]) {
          expect(readDay(text, today)).toEqual({ day: read.toString(), exact: true });
        }
      }),
    );
  });

  test('whatever stands there, the answer is a day or says that it is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.record({ serial: fc.double() })), (cell) => {
        const read = readDay(cell, today);
        if (typeof read === 'object') Temporal.PlainDate.from(read.day, { overflow: 'reject' });
      }),
    );
  });
});

test.each([
  ['0273.3873.001', '0273 3873 001', false],
  ['(0273) 3873-001', '0273 3873 001', false],
  ['2733873001', '0273 3873 001', false],
  ['912345678', '0912 345 678', false],
  ['+84 912 345 678', '0912 345 678', false],
  ['+84 (0)912345678', '0912 345 678', false],
  ['0084912345678', '0912 345 678', false],
  ['0912345678; 0273 3873001', '0912 345 678; 0273 3873 001', false],
  ['0273 3873 001 máy lẻ 12', '0273 3873 001 máy lẻ 12', false],
  ['3873001', '3873001', false],
  ['19001009', '19001009', false],
  ['+1 650 253 0000', '+16502530000', false],
  ['không có', 'không có', true],
  ['12', '12', true],
  ['09123456789012', '09123456789012', true],
])('the number %s is kept as %s', (text, phone, odd) => expect(readPhone(text)).toEqual({ phone, odd }));

test.each([
  ['NGUYỄN THỊ  THU HÀ', 'Nguyễn Thị Thu Hà', true, undefined],
  ['nguyễn văn an', 'Nguyễn Văn An', true, undefined],
  ['Đ/c Lê Minh Hiếu', 'Lê Minh Hiếu', false, undefined],
  ['ThS. Trần Văn Tốt', 'Trần Văn Tốt', false, undefined],
  ['Bàn Văn Tá', 'Bàn Văn Tá', false, undefined],
  ['Ông Thị Ba', 'Ông Thị Ba', false, undefined],
  ['Ông Nguyễn Văn An', 'Nguyễn Văn An', false, undefined],
  ['Đặng Hồng ánh', 'Đặng Hồng Ánh', false, undefined],
  ["H'Hen Niê", "H'Hen Niê", false, undefined],
  ['Hiếu', 'Hiếu', false, 'name.single'],
  ['Nguyễn Văn 2', 'Nguyễn Văn 2', false, 'name.invalid'],
  ['NguyÔn V¨n', 'NguyÔn V¨n', false, 'name.invalid'],
])('the name %s is kept as %s', (text, name, recased, fault) =>
  expect(readName(text)).toEqual({ name, recased, fault }));

test('yes and no, kinds of official, heads', () => {
  expect(['x', 'X', 'Có', 'TRUE', '✓'].map(readFlag)).toEqual([true, true, true, true, true]);
  expect(['', 'Không', '0', 'FALSE', 'có thể'].map(readFlag)).toEqual([false, false, false, false, undefined]);
  expect(['Công chức', 'VC', 'Cán bộ xã', 'HĐLĐ', 'Hợp đồng 68', 'Nữ'].map(readOfficialKind)).toEqual([
    'civil-servant',
    'public-employee',
    'official',
    'other',
    'other',
    undefined,
  ]);
  expect(
    ['Giám đốc', 'Giám đốc Sở', 'Chủ tịch UBND', 'Trưởng phòng', 'Chánh Văn phòng', 'Trưởng'].every(isHeadPosition),
  ).toBe(true);
  expect(['Phó Giám đốc', 'Quyền Giám đốc', 'Trưởng thôn', 'Chuyên viên', 'Chủ nhiệm'].some(isHeadPosition)).toBe(
    false,
  );
});

test('addresses of a cell', () => {
  expect(readEmails('A@x.vn; <b.c@d.gov.vn>, c@')).toEqual({ emails: ['a@x.vn', 'b.c@d.gov.vn'], faulty: ['c@'] });
  expect(['a@gmail.com', 'a@yahoo.com.vn', 'a@gdt.gov.vn', 'a@congty.vn'].map(contactKind)).toEqual([
    'free',
    'free',
    'sector',
    'other',
  ]);
});

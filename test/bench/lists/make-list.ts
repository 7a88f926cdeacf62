/** A workbook as a province would send it: all its districts and communes, and the people who work there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RowToWrite, writeXlsx } from '../../../server/src/directory/lists/write/xlsx.ts';
import { chanceFrom, pick } from '../directory/names.ts';

interface Unit {
  name: string;
  code: string;
  parentCode: string;
  shortName: string;
}

const lines = (file: string) =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n');

/** `Huyện Chợ Gạo` → `Ủy ban nhân dân huyện Chợ Gạo`. */
const committee = (place: string) => `Ủy ban nhân dân ${place[0]!.toLowerCase()}${place.slice(1)}`;

/** Districts, then communes; codes in the form of QĐ 20/2020/QĐ-TTg below that of the province. */
export function units(province = 'H58'): { districts: Unit[]; communes: Unit[] } {
  const districts = new Map<string, Unit>();
  const communes = lines('communes.csv')
    .slice(1)
    .map((line): Unit => {
      const [, , districtCode, district, wardCode, ward] = line.split(',') as string[];
      const code = `${province}.${districtCode}`;
      if (!districts.has(code))
        districts.set(code, { name: committee(district!), code, parentCode: province, shortName: district! });
      return { name: committee(ward!), code: `${code}.${wardCode!.slice(-4)}`, parentCode: code, shortName: ward! };
    });
  return { districts: [...districts.values()], communes };
}

const families =
  'Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Hoàng Trương Đinh Lý'.split(
    ' ',
  );
const positions = [
  'Chuyên viên',
  'Chuyên viên',
  'Chuyên viên',
  'Chuyên viên chính',
  'Văn thư',
  'Kế toán',
  'Cán sự',
  'Công chức Tư pháp - Hộ tịch',
  'Công chức Địa chính',
];
const kinds = ['Công chức', 'Công chức', 'Viên chức', 'Cán bộ'];

export interface MadeList {
  bytes: Buffer;
  organisations: number;
  people: number;
}

export async function makeList(people: number, seed = 7): Promise<MadeList> {
  const { districts, communes } = units();
  const chance = chanceFrom(seed);
  const given = lines('given-names.txt');
  const places = [...districts, ...communes];
  const organisationRows = function* (): Generator<RowToWrite> {
    yield { cells: ['DANH SÁCH CƠ QUAN, ĐƠN VỊ'], look: 'title' };
    yield { cells: [] };
    yield {
      cells: [
        'STT',
        'Tên cơ quan, đơn vị',
        'Tên viết tắt',
        'Mã định danh',
        'Mã định danh cấp trên',
        'Điện thoại',
        'Địa chỉ',
      ],
      look: 'heading',
    };
    for (const [i, { name, shortName, code, parentCode }] of places.entries()) {
      const top = parentCode.includes('.') ? parentCode : null;
      yield { cells: [i + 1, name, shortName, code, top, `0273 3${String(800_000 + i)}`, shortName] };
    }
  };
  const day = () => ({
    day: `${1965 + Math.floor(chance() * 38)}-${String(1 + Math.floor(chance() * 12)).padStart(2, '0')}-${String(1 + Math.floor(chance() * 28)).padStart(2, '0')}`,
  });
  const peopleRows = function* (): Generator<RowToWrite> {
    yield { cells: ['DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC'], look: 'title' };
    yield { cells: [] };
    yield {
      cells: [
        'STT',
        'Họ và tên',
        'Ngày sinh',
        'Mã cán bộ',
        'Đối tượng',
        'Chức vụ',
        'Mã đơn vị',
        'Cơ quan công tác',
        'Điện thoại',
        'Di động',
        'Ghi chú',
      ],
      look: 'heading',
    };
    for (let i = 0; i < people; i++) {
      const unit = places[i % places.length]!;
      const position =
        i < places.length ? 'Chủ tịch' : i < places.length * 2 ? 'Phó Chủ tịch' : pick(positions, chance);
      const phone = `0273 3${String(100_000 + i)}`;
      const mobile = `09${String(10_000_000 + i)}`;
      yield {
        cells: [
          i + 1,
          `${pick(families, chance)} ${pick(given, chance)}`,
          day(),
          `CB${String(i).padStart(6, '0')}`,
          pick(kinds, chance),
          position,
          unit.code,
          unit.name,
          phone,
          mobile,
        ],
      };
    }
  };
  const bytes = Buffer.concat(
    await Array.fromAsync(
      writeXlsx([
        { name: 'Đơn vị', rows: organisationRows() },
        { name: 'Cán bộ', rows: peopleRows() },
      ]),
    ),
  );
  return { bytes, organisations: places.length, people };
}

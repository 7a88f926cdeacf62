/** Names as they are spread in Vietnam, and a generator of chance that always gives the same. */

export type Chance = () => number;

/** Mulberry32: from 0 up to but not including 1. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(list: readonly T[], chance: Chance): T => list[Math.floor(chance() * list.length)]!;

/** Towards the front of the list: the first is by far the commonest. */
const pickEarly = <T>(list: readonly T[], chance: Chance): T => list[Math.floor(chance() ** 1.7 * list.length)]!;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Family names by how many of a thousand have them. */
const families: [string, number][] = [
  ['Nguyễn', 384], ['Trần', 121], ['Lê', 95], ['Phạm', 70], ['Huỳnh', 51], ['Phan', 45], ['Vũ', 21], ['Võ', 18],
  ['Đặng', 21], ['Bùi', 20], ['Đỗ', 14], ['Hồ', 13], ['Ngô', 13], ['Dương', 10], ['Lý', 5], ['Hoàng', 12],
  ['Trương', 11], ['Đinh', 9], ['Mai', 7], ['Lâm', 7], ['Đoàn', 7], ['Cao', 6], ['Châu', 5], ['Tô', 5], ['Hà', 5],
  ['Thái', 4], ['Tạ', 4], ['Lương', 5], ['Kiều', 3], ['Quách', 2], ['La', 2], ['Ông', 1], ['Nông', 2], ['Hứa', 2],
]; // biome-ignore format: a table
const middleOfMen = words(
  'Văn Minh Thanh Hữu Đức Quốc Hoàng Công Xuân Ngọc Đình Quang Bá Trung Tấn Chí Anh Phước Duy Nhật Gia Thế Khắc Việt',
);
const middleOfWomen = words(
  'Thị Thị Thị Thị Ngọc Thu Kim Thanh Minh Phương Hồng Bích Thúy Mỹ Kiều Tuyết Như Diễm Hoàng Xuân Quỳnh Cẩm Lan Thùy',
);
const givenOfMen =
  words(`Hùng Dũng Tuấn Minh Hải Nam Sơn Thành Long Hiếu Đức Thắng Quân Cường Phong Bình Tâm Hòa Phúc Khánh An Tài Lâm
  Trung Việt Toàn Vinh Hưng Quang Tùng Phước Nghĩa Kiên Đạt Khoa Lộc Thịnh Trí Huy Bảo Duy Hoàng Vũ Tân Thuận Nhân Tín Hậu Đông Công
  Cảnh Chính Dương Giang Hiển Hoan Hợp Kha Khải Khang Khiêm Lực Luân Mạnh Nguyên Nhật Phi Quý Quyết Sang Sáng Thái Thiện Thông Tiến Toản
  Triều Trường Tuyên Văn Vương Xuân Đăng Đoàn Hạ Há Hà`);
const givenOfWomen =
  words(`Hương Lan Hoa Mai Hà Thảo Linh Trang Phương Hạnh Hằng Nga Ngọc Thủy Thu Loan Yến Hiền Tuyết Dung Vân Oanh Nhung Anh Châu
  Trinh Tâm Thanh Xuân Kiều Quyên Trâm Thúy Liên Huệ Huyền My Như Ngân Nguyệt Nhi Diệp Diễm Bích Cúc Đào Giang Hân Hậu Hòa Khánh Lý Lệ Mỹ
  Nhàn Nữ Phượng Quỳnh Sen Sương Thắm Thoa Thơm Thư Tiên Trúc Tú Tuyền Uyên Vy Ánh Ái Hảo`);

export function personName(chance: Chance): string {
  let left = chance() * families.reduce((sum, [, share]) => sum + share, 0);
  const family = families.find(([, share]) => (left -= share) < 0)?.[0] ?? 'Nguyễn';
  const woman = chance() < 0.48;
  const middle = pickEarly(woman ? middleOfWomen : middleOfMen, chance);
  const second = chance() < 0.18 ? ` ${pick(woman ? middleOfWomen : middleOfMen, chance)}` : '';
  return `${family} ${middle}${second} ${pickEarly(woman ? givenOfWomen : givenOfMen, chance)}`;
}

const placeFirst = words(
  'Tân An Bình Long Phú Mỹ Hòa Thạnh Vĩnh Đông Hưng Nhị Thới Phước Tam Hậu Lương Song Trung Thanh',
);
const placeSecond = words(
  'Hòa Thành Phú Hưng Lợi Đức Thạnh Bình Mỹ An Long Phong Trung Hiệp Thuận Điền Đông Tây Lý Hội Nhơn Thuận',
);

/** Names of places, each once. */
export function* placeNames(): Generator<string> {
  for (const suffix of ['', ' Đông', ' Tây', ' Nam', ' Bắc', ' A', ' B']) {
    for (const second of placeSecond) {
      for (const first of placeFirst) if (first !== second) yield `${first} ${second}${suffix}`;
    }
  }
}

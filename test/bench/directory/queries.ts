/** What people type, in the mix they type it: each name letter by letter, as type-ahead asks for it. */
import { type Chance, personName, pick } from './names.ts';

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase();

const roles = [
  'giám đốc',
  'phó giám đốc sở',
  'chủ tịch xã',
  'trưởng phòng nội vụ',
  'chuyên viên',
  'kế toán',
  'hiệu trưởng',
  'văn thư',
];
const places = [
  'sở tài chính',
  'sở y tế',
  'phòng giáo dục',
  'ủy ban nhân dân huyện',
  'trường tiểu học',
  'công an',
  'trung tâm',
  'ubnd xã tân',
];
const common = ['nguyễn', 'nguyen', 'trần', 'nguyen van', 'nguyễn thị', 'lê', 'pham van'];
const letters = [...'abcdghklmnpqstvxy'];

/** So many queries; the same from the same chance. */
export function queries(count: number, chance: Chance): string[] {
  const list: string[] = [];
  while (list.length < count) {
    const kind = chance();
    const say = (text: string) => (chance() < 0.6 ? plain(text) : text);
    if (kind < 0.15) list.push(pick(letters, chance));
    else if (kind < 0.27) list.push(pick(letters, chance) + pick([...'aehinou'], chance));
    else if (kind < 0.37) list.push(pick(common, chance));
    else if (kind < 0.67) {
      // A name, up to some letter of it.
      const words = personName(chance).split(' ');
      const typed = say(chance() < 0.5 ? words.at(-1)! : chance() < 0.5 ? words.slice(-2).join(' ') : words.join(' '));
      list.push(typed.slice(0, 2 + Math.ceil(chance() * typed.length)));
    } else if (kind < 0.75) list.push(say(personName(chance)));
    else if (kind < 0.82) list.push(plain(personName(chance)).replace(/(\w)\w*\s*/g, '$1'));
    else if (kind < 0.89) list.push(say(pick(roles, chance)));
    else if (kind < 0.96) list.push(say(pick(places, chance)));
    else
      list.push(
        chance() < 0.5 ? `0273 3${Math.floor(chance() * 900 + 100)}` : plain(personName(chance)).replace(/ /g, ''),
      );
  }
  return list;
}

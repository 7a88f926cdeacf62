import { foldWords } from '../../naming/fold.ts';

/** Positions whose holder heads the organisation, however it goes on: `Giám đốc Sở`, `Chủ tịch UBND xã`. */
const headed = [
  'giam doc',
  'tong giam doc',
  'chu tich',
  'truong phong',
  'truong ban',
  'truong tram',
  'truong khoa',
  'truong bo phan',
  'truong cong an',
  'truong',
  'hieu truong',
  'vien truong',
  'cuc truong',
  'chi cuc truong',
  'doi truong',
  'to truong',
  'chanh van phong',
  'chanh thanh tra',
  'chanh an',
  'chi huy truong',
  'bi thu',
  'tong bien tap',
].map((words) => words.split(' '));

/** Deputies begin with `Phó`, acting ones with `Quyền`, so they are none. */
export function isHeadPosition(position: string): boolean {
  const words = foldWords(position);
  return headed.some((head) => {
    if (!head.every((word, i) => words[i] === word)) return false;
    // `Trưởng` alone, and not `Trưởng thôn`: only where it is all there is.
    return head.length > 1 || words.length === 1;
  });
}

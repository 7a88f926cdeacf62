import { fold } from '../../naming/fold.ts';

const yes = new Set([
  'x',
  'v',
  'co',
  'yes',
  'y',
  'true',
  '1',
  'dung',
  'la',
  '✓',
  '✔',
  '+',
  'thu truong',
  'nguoi dung dau',
]);
const no = new Set(['', 'khong', 'no', 'n', 'false', '0', '-', 'sai', 'k']);

/** `x` and its kind; undefined: neither yes nor no. */
export function readFlag(text: string): boolean | undefined {
  const word = fold(text).trim();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

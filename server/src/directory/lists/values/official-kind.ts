import { foldWords } from '../../naming/fold.ts';

export type OfficialKind = 'official' | 'civil-servant' | 'public-employee' | 'other';

const words: [words: string, kind: OfficialKind][] = [
  ['cong chuc', 'civil-servant'],
  ['vien chuc', 'public-employee'],
  ['can bo', 'official'],
  ['hop dong', 'other'],
  ['lao dong', 'other'],
  ['khong chuyen trach', 'other'],
  ['khac', 'other'],
];

const short: Record<string, OfficialKind> = {
  cb: 'official',
  cc: 'civil-servant',
  vc: 'public-employee',
  hd: 'other',
  hdld: 'other',
};

/** By Luật Cán bộ, công chức and Luật Viên chức; undefined: the text says neither. */
export function readOfficialKind(text: string): OfficialKind | undefined {
  const folded = foldWords(text);
  const joined = folded.join(' ');
  return short[folded.join('')] ?? words.find(([known]) => joined.includes(known))?.[1];
}

export const officialKindNames: Record<OfficialKind, string> = {
  official: 'Cán bộ',
  'civil-servant': 'Công chức',
  'public-employee': 'Viên chức',
  other: 'Khác',
};

/** Words of a name, compared as people write them: with diacritics wherever they stand (`Uỷ`, `Ủy`), or all without. */
import { fold } from './fold.ts';

export interface Word {
  folded: string;
  /** Its letters, then its diacritics in one order: where a tone mark stands is a matter of taste. */
  marked: string;
}

/** Letters and digits only: `Tài chính - Kế hoạch` has four. */
export function wordsOf(text: string): Word[] {
  const found = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.flatMap((word) => {
    const folded = fold(word).replace(/[^a-z0-9]/g, '');
    if (folded === '') return [];
    const marks =
      word
        .toLowerCase()
        .normalize('NFD')
        .match(/[\u0300-\u036fđð]/g) ?? [];
    return [
      {
        folded,
        marked: `${folded}:${marks
          .map((mark) => (mark === 'ð' ? 'đ' : mark))
          .sort()
          .join('')}`,
      },
    ];
  });
}

export const foldedOf = (words: readonly Word[]): string[] => words.map((word) => word.folded);

/** Whether `given` is `expected`, or is that without its diacritics: `xa` for `xã`, but not `xá`. */
export function sameWord(given: Word, expected: Word): boolean {
  return given.marked === expected.marked || given.marked === `${expected.folded}:`;
}

export function beginsWith(words: readonly Word[], prefix: readonly Word[]): boolean {
  return prefix.length <= words.length && prefix.every((word, i) => sameWord(words[i]!, word));
}

export function endsWith(words: readonly Word[], suffix: readonly Word[]): boolean {
  return suffix.length <= words.length && beginsWith(words.slice(words.length - suffix.length), suffix);
}

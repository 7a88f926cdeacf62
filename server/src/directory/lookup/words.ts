import { foldWords } from '../naming/fold.ts';

/** Words taken from what someone types; more would only make the look-up slower. */
const mostWords = 8;
const mostCharacters = 100;

/** What someone typed, as the index knows words. */
export interface Words {
  /** Without marks, lower case. */
  folded: string[];
  /** Those that were typed with marks, as `markedWords` writes them: they must fit, or come after all that do. */
  marked: string[];
  /** The whole in lower case, for addresses. */
  raw: string;
  /** The digits of a telephone number, when there is nothing but digits and what stands between them; else null. */
  digits: string | null;
}

/** Lower case with marks kept, in NFD; the SQL function `fold_case` does the same. */
export function foldCase(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[ĐÐð]/g, 'đ')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Lower-case words with their marks, in NFD, so that `hiê` begins `hiếu`; the SQL function `marked_words` does the same. */
export function markedWords(text: string): string[] {
  return foldCase(text).match(/(?:[a-z0-9đ]|[\u0300-\u036f])+/g) ?? [];
}

export function readWords(q: string): Words {
  const text = q.slice(0, mostCharacters).trim();
  // The domain says little: all addresses end in it.
  const words = text.replace(/@.*$/s, '');
  const digits = phoneDigits(text);
  return {
    folded: digits === null ? foldWords(words).slice(0, mostWords) : [digits],
    marked: markedWords(words)
      .filter((word) => /đ|[\u0300-\u036f]/.test(word))
      .slice(0, mostWords),
    raw: text.normalize('NFC').toLowerCase(),
    digits,
  };
}

function phoneDigits(text: string): string | null {
  if (!/^(\+|\(?\d)[\d\s().+-]*$/.test(text)) return null;
  const digits = text.replace(/^(\+|00)84/, '0').replace(/\D/g, '');
  return digits.length >= 3 ? digits : null;
}

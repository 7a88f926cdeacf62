import { fold } from '../../directory/index.ts';

/** Every letter that folds to a plain one, by that: `d` → `dDđĐðÐ`. */
const variants = new Map<string, string>();
for (let code = 0x41; code <= 0x1eff; code++) {
  const letter = String.fromCharCode(code);
  const plain = fold(letter);
  if (/^[a-z]$/.test(plain)) variants.set(plain, (variants.get(plain) ?? '') + letter);
}

/**
 * A PostgreSQL pattern (for `~`) that finds the text whatever its case and diacritics, composed or not. Some twenty times
 * faster than folding each text it is looked for in.
 */
export function textPattern(text: string): string {
  return [...fold(text)]
    .map((letter) => {
      const like = variants.get(letter);
      if (like) return `[${like}][\\u0300-\\u036f]*`;
      return /[\w\s]/.test(letter) ? letter.replace(/\s/, '\\s') : `\\${letter}`;
    })
    .join('');
}

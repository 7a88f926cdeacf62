import { DirectoryError } from '../errors.ts';

/** Where a list goes on. Opaque to callers, and checked: it comes from outside. */
export interface Cursor {
  /** Entries of the first page, which the quick search chose. */
  seen: number[];
  /** What the last one shown is ordered by; null: nothing yet of what is not `seen`. */
  after: (number | string)[] | null;
}

const longest = 4000;

export const writeCursor = ({ seen, after }: Cursor): string =>
  Buffer.from(JSON.stringify([seen, after])).toString('base64url');

/** `by`: what the list is ordered by. @throws DirectoryError `directory.invalid`. */
export function readCursor(text: string, by: 'name' | 'fit'): Cursor {
  try {
    if (text.length > longest) throw new Error('too long');
    const [seen, after] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(seen) || !seen.every(Number.isSafeInteger)) throw new Error('seen');
    if (after !== null && typesOf(after) !== types[by]) throw new Error('after');
    return { seen, after };
  } catch {
    throw new DirectoryError('directory.invalid', 'The cursor is none of ours.');
  }
}

const types = {
  name: 'string string number',
  fit: 'number number number number number number',
} as const;

const typesOf = (list: unknown): string =>
  Array.isArray(list)
    ? list.map((one) => (Number.isSafeInteger(one) ? 'number' : typeof one === 'string' ? 'string' : '')).join(' ')
    : '';

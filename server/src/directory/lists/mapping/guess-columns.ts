import { joinedFields, type ListField, type ListKind } from '@congvu/contract';
import { foldWords } from '../../naming/fold.ts';
import { knownHeadings } from './headings.ts';

export interface Guess {
  columns: (ListField | null)[];
  /** How sure: the sum of what each column is worth. */
  score: number;
  /** It has what such a list can't be without. */
  complete: boolean;
}

/** What each column holds, by its heading. Each field is given to the column that fits it best. */
export function guessColumns(headings: readonly string[], kind: ListKind): Guess {
  const offers = headings.flatMap((heading, column) => fitting(heading, kind).map((fit) => ({ column, ...fit })));
  offers.sort((a, b) => b.score - a.score || a.column - b.column);
  const columns: (ListField | null)[] = headings.map(() => null);
  const given = new Set<ListField>();
  let score = 0;
  for (const offer of offers) {
    if (columns[offer.column] || (given.has(offer.field) && !joinedFields.includes(offer.field))) continue;
    columns[offer.column] = offer.field;
    given.add(offer.field);
    score += offer.score;
  }
  const complete = given.has('name') || (kind === 'people' && given.has('family') && given.has('given'));
  return { columns, score, complete };
}

/** The fields a heading may stand for, with how well it does: 1 is word for word. */
function fitting(heading: string, kind: ListKind): { field: ListField; score: number }[] {
  const words = foldWords(heading.replace(/\([^)]*\)/g, ' '));
  // A sentence is no heading.
  if (words.length === 0 || words.length > 12 || (words.length > 3 && /\.\s*$/.test(heading))) return [];
  const best = new Map<ListField, number>();
  for (const known of knownHeadings[kind]) {
    const score = likeness(words, known.words);
    if (score > (best.get(known.field) ?? 0)) best.set(known.field, score);
  }
  return [...best].filter(([, score]) => score >= 0.6).map(([field, score]) => ({ field, score }));
}

function likeness(words: readonly string[], known: readonly string[]): number {
  const whole = words.join(' ');
  const wanted = known.join(' ');
  if (whole === wanted || words.join('') === known.join('')) return 1;
  // A slip of the pen in one of several words.
  if (words.length === known.length && words.length > 1) {
    const wrong = words.filter((word, i) => word !== known[i]);
    if (wrong.length === 1 && isSlip(wrong[0]!, known[words.indexOf(wrong[0]!)]!)) return 0.8;
  }
  // A single word says too little as a part of others: `Tên` in `Tên đường`.
  if (known.length < 2) return 0;
  if (words.length > known.length && ` ${whole} `.includes(` ${wanted} `))
    return 0.65 + 0.25 * (known.length / words.length);
  return 0;
}

/** One letter more, less, other, or two exchanged. */
function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.max(a.length, b.length) < 3) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

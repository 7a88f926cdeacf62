import { foldWords } from './fold.ts';
import type { Variables } from './ladder.ts';

/**
 * The variables of a person's name, Vietnamese order: the first word is the family name, the last the given name, the
 * rest the middle. A single word is a given name alone. `organisation`: the local part of the mailbox of where they work.
 */
export function personVariables(
  name: string,
  born?: Temporal.PlainDate | number,
  organisation?: string | undefined,
): Variables {
  const words = foldWords(name);
  const given = words.at(-1);
  const family = words.length > 1 ? words[0]! : '';
  const middle = words.slice(1, -1);
  const year = typeof born === 'number' ? born : born?.year;
  return {
    values: {
      family,
      'family.initial': family.slice(0, 1),
      middle: middle.join(''),
      'middle.initials': initials(middle),
      given,
      initials: words.length > 0 ? initials(words) : undefined,
      'born.yy': year === undefined ? undefined : String(year % 100).padStart(2, '0'),
      'born.yyyy': year === undefined ? undefined : String(year),
      organisation,
    },
  };
}

export function initials(words: readonly string[]): string {
  return words.map((word) => word[0]).join('');
}

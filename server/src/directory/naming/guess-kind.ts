import type { RuleValue } from '../../regulation/index.ts';
import { beginsWith, wordsOf } from './words.ts';

/** The kind whose words the name begins with, the longest such; undefined: the name doesn't tell. */
export function guessKind(name: string, kinds: RuleValue<'organisation-kinds'>): string | undefined {
  const words = wordsOf(name);
  let best: { kind: string; length: number } | undefined;
  for (const { kind, begins = [] } of kinds) {
    for (const beginning of begins.map(wordsOf)) {
      if (beginning.length > (best?.length ?? 0) && beginsWith(words, beginning)) {
        best = { kind, length: beginning.length };
      }
    }
  }
  return best?.kind;
}

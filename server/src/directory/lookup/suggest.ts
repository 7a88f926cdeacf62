import type { Suggestion } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { search } from './search.ts';
import { readWords } from './words.ts';

const mostSuggested = 50;

/**
 * Type-ahead over a person's own province: whoever can be written to, best first (see `score.ts`), with or without
 * marks, every word a beginning, in any order. `recent`: addresses the person wrote to lately.
 */
export async function suggest(
  db: Queryable,
  personId: number,
  q: string,
  limit = 8,
  recent: readonly string[] = [],
): Promise<Suggestion[]> {
  const most = Math.max(1, Math.min(limit, mostSuggested));
  const found = await search(db, { personId, words: readWords(q), writable: true, kind: null, recent, most });
  return found.map(({ kind, name, address, addressKind, position, organisation }) => ({
    kind,
    name,
    address: address!,
    official: addressKind === 'official',
    position,
    organisation,
  }));
}

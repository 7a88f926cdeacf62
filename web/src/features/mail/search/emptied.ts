import type { SearchTerms } from '../store/view.ts';

/** Without any condition left there is no search. */
export function emptied(terms: SearchTerms): SearchTerms | null {
  const { everywhere: _, ...conditions } = terms;
  return Object.keys(conditions).length > 0 ? terms : null;
}

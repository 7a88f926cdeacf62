import type { ComplianceEntry } from '@congvu/contract';

export type Kind = ComplianceEntry['by'];

/** In the order of what they are worth: what the program sees to by itself comes first. */
export const kinds: readonly Kind[] = ['automatic', 'workflow', 'report', 'guidance', 'not-yet'];

/** `/admin/compliance?by=automatic&q=…&at=2012-01-01`. */
export interface ComplianceSearch {
  by?: Kind;
  q?: string;
  at?: string;
  /** Only where the figure isn't as wished. */
  off?: true;
}

export function complianceSearch(search: Record<string, unknown>): ComplianceSearch {
  const clean: ComplianceSearch = {};
  if (kinds.includes(search.by as Kind)) clean.by = search.by as Kind;
  // The router reads `q=12` as a number.
  if (typeof search.q === 'string' || typeof search.q === 'number') clean.q = String(search.q).slice(0, 200);
  if (typeof search.at === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.at)) clean.at = search.at;
  if (search.off === true) clean.off = true;
  return clean;
}

import type { Suggestion } from '@congvu/contract';
import { useEffect, useState } from 'react';
import { own } from '../../../api/own.ts';

const pause = 120;
/** Milliseconds: the directory changes, and whom one wrote to last comes first. */
const keepFor = 60_000;
const cache = new Map<string, { at: number; list: readonly Suggestion[] }>();
const none: readonly Suggestion[] = [];

/** People and organisations whose name or address fits what is typed; those in `taken` (lower case) are left out. */
export function useSuggestions(typed: string, taken: ReadonlySet<string>): readonly Suggestion[] {
  const query = typed.trim().toLowerCase();
  const [found, setFound] = useState<{ query: string; list: readonly Suggestion[] }>({ query: '', list: none });

  useEffect(() => {
    if (query === '') return;
    const known = cache.get(query);
    if (known && Date.now() - known.at < keepFor) {
      setFound({ query, list: known.list });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      // Without suggestions an address can still be typed.
      const list = await own.suggest(query, abort.signal).catch(() => null);
      if (!list || abort.signal.aborted) return;
      if (cache.size > 200) cache.clear();
      cache.set(query, { at: Date.now(), list });
      setFound({ query, list });
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);

  if (query === '') return none;
  // The former answer stands while the next is on its way, as far as it still may fit.
  const usable = found.query !== '' && (query === found.query || query.startsWith(found.query));
  return usable ? found.list.filter((s) => !taken.has(s.address.toLowerCase())) : none;
}

import { foldDiacritics, indexMessage, searchText } from '@congvu/mime';
import type { ContentStore } from './content-store.ts';
import { searchMailbox, unindexedOf } from './queries.ts';
import { matchesPhrase, type SearchField, toTsPhrase } from './search-index.ts';
import type { Snapshot } from './snapshot.ts';
import type { Run } from './sql.ts';

export interface TextSearchDeps {
  run: Run;
  contents: ContentStore;
  indexer: { through: number };
}

/** Case and, unless the wanted text has diacritics, diacritics don't matter. */
export function containsText(text: string, wanted: string): boolean {
  const lower = wanted.normalize('NFC').toLowerCase();
  const folded = foldDiacritics(lower);
  return folded === lower ? foldDiacritics(text).includes(folded) : text.normalize('NFC').toLowerCase().includes(lower);
}

/**
 * UIDs whose message has the words of `phrase` one after another, in a field or anywhere. Messages not yet in the index
 * are read. A phrase without a word (only signs) is looked for in every message's text.
 */
export async function searchTextInMailbox(
  deps: TextSearchDeps,
  snapshot: Snapshot,
  phrase: string,
  field: SearchField,
): Promise<Set<number>> {
  const query = toTsPhrase(phrase, field);
  const { accountId, mailboxId } = snapshot;
  const uidsOf = new Map<number, number[]>();
  for (let i = 0; i < snapshot.count; i++) {
    const contentId = snapshot.contentIds[i]!;
    if (query !== undefined && contentId <= deps.indexer.through) continue;
    const uids = uidsOf.get(contentId);
    if (uids) uids.push(snapshot.uids[i]!);
    else uidsOf.set(contentId, [snapshot.uids[i]!]);
  }
  const found = new Set<number>();
  let toRead = [...uidsOf.keys()];
  if (query !== undefined) {
    const [hits, unindexed] = await Promise.all([
      deps.run<{ uids: string | null }>(searchMailbox, [accountId, mailboxId, query]),
      toRead.length === 0 ? undefined : deps.run<{ content_id: number }>(unindexedOf, [toRead]),
    ]);
    const uids = hits.rows[0]?.uids;
    if (uids) for (const uid of JSON.parse(`[${uids.slice(1, -1)}]`) as number[]) found.add(uid);
    toRead = unindexed?.rows.map((r) => r.content_id) ?? [];
  }
  const BATCH = 20;
  for (let i = 0; i < toRead.length; i += BATCH) {
    const ids = toRead.slice(i, i + BATCH);
    const bytes = await deps.contents.readMany(ids);
    ids.forEach((id, k) => {
      const message = bytes[k];
      if (!message) return;
      const text = searchText(message, indexMessage(message));
      const hit = query === undefined ? containsText(text, phrase) : matchesPhrase(text, phrase);
      if (hit) for (const uid of uidsOf.get(id)!) found.add(uid);
    });
  }
  return found;
}

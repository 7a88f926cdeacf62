import { foldDiacritics, indexMessage } from '@congvu/mime';
import type { ContentStore } from './content-store.ts';
import { searchMailbox, unindexedOf } from './queries.ts';
import { type PlainText, phraseFinder, type SearchField, toTsPhrase } from './search-index.ts';
import type { Snapshot } from './snapshot.ts';
import type { Run } from './sql.ts';

export interface TextSearchDeps {
  adHoc: Run;
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
 * UIDs whose message has the words of `phrase` one after another, in a field or anywhere: by the index, and for
 * messages that may not be in it yet by their text, which is kept for those that came lately and read for others.
 * A phrase without a word (only signs) is looked for in every message's text.
 */
export async function searchTextInMailbox(
  deps: TextSearchDeps,
  snapshot: Snapshot,
  phrase: string,
  field: SearchField,
): Promise<Set<number>> {
  const { accountId, mailboxId } = snapshot;
  const query = toTsPhrase(phrase, field);
  const matches = phraseFinder(phrase) ?? ((text: PlainText) => containsText(text.lower, phrase));
  const found = new Set<number>();
  const unsure = new Map<number, number[]>();
  for (let i = 0; i < snapshot.count; i++) {
    const contentId = snapshot.contentIds[i]!;
    if (query !== undefined && contentId <= deps.indexer.through) continue;
    const uids = unsure.get(contentId);
    if (uids) uids.push(snapshot.uids[i]!);
    else unsure.set(contentId, [snapshot.uids[i]!]);
  }
  const toRead: number[] = [];
  for (const [contentId, uids] of unsure) {
    const text = deps.contents.recentText(contentId);
    if (!text) toRead.push(contentId);
    else if (matches(text)) for (const uid of uids) found.add(uid);
  }
  const [hits, unindexed] = await Promise.all([
    query === undefined ? undefined : deps.adHoc<{ uids: string | null }>(searchMailbox, [accountId, mailboxId, query]),
    query === undefined || toRead.length === 0 ? undefined : deps.adHoc<{ content_id: number }>(unindexedOf, [toRead]),
  ]);
  const uids = hits?.rows[0]?.uids;
  if (uids) for (const uid of JSON.parse(`[${uids.slice(1, -1)}]`) as number[]) found.add(uid);
  const left = unindexed ? unindexed.rows.map((r) => r.content_id) : toRead;
  for (let i = 0; i < left.length; i += READ_BATCH) {
    const ids = left.slice(i, i + READ_BATCH);
    const bytes = await deps.contents.readMany(ids);
    for (const [k, id] of ids.entries()) {
      const message = bytes[k];
      if (message && matches(deps.contents.rememberText(id, message, indexMessage(message)))) {
        for (const uid of unsure.get(id)!) found.add(uid);
      }
    }
  }
  return found;
}

const READ_BATCH = 20;

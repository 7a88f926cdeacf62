import type { Id } from '../../../api/jmap/types.ts';

export type ConversationItem = { kind: 'message'; id: Id } | { kind: 'more'; ids: Id[] };

/** So many folded messages in a row are drawn one by one; of a longer row only the first and the last. */
const shownInRow = 3;

/** The messages as they are drawn: a long row of folded ones is a single line, so that subject and news are in one sight. */
export function foldRuns(ids: readonly Id[], open: ReadonlySet<Id>): ConversationItem[] {
  const items: ConversationItem[] = [];
  for (let i = 0; i < ids.length; ) {
    let end = i;
    while (end < ids.length && !open.has(ids[end] as Id)) end += 1;
    const run = ids.slice(i, end);
    if (run.length > shownInRow) {
      const [first, last] = [run[0] as Id, run.at(-1) as Id];
      items.push(
        { kind: 'message', id: first },
        { kind: 'more', ids: run.slice(1, -1) },
        { kind: 'message', id: last },
      );
    } else items.push(...run.map((id) => ({ kind: 'message' as const, id })));
    if (end < ids.length) items.push({ kind: 'message', id: ids[end] as Id });
    i = end + 1;
  }
  return items;
}

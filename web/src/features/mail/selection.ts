import type { Id } from '../../api/jmap/types.ts';
import { createStore } from '../../ui/createStore.ts';

interface Selection {
  /** The list that it belongs to: in another list nothing is selected. */
  key: string;
  ids: ReadonlySet<Id>;
  /** Where a range with Shift starts. */
  anchor: Id | null;
  /** The row that keys act on while no message is open. */
  cursor: Id | null;
}

export const selection = createStore<Selection>({ key: '', ids: new Set(), anchor: null, cursor: null });

export function resetSelection(key: string): void {
  if (selection.get().key !== key) selection.set({ key, ids: new Set(), anchor: null, cursor: null });
}

export function clearSelection(): void {
  selection.set((s) => ({ ...s, ids: new Set(), anchor: null }));
}

export function setCursor(id: Id | null): void {
  selection.set((s) => ({ ...s, cursor: id }));
}

export function selectAll(ids: readonly Id[]): void {
  selection.set((s) => ({ ...s, ids: new Set(ids) }));
}

/** Turns one row on or off; with a range, all rows from the anchor become like it. */
export function toggleSelected(id: Id, range: readonly Id[] | null): void {
  selection.set((s) => {
    const ids = new Set(s.ids);
    const on = !ids.has(id);
    for (const each of range && s.anchor ? between(range, s.anchor, id) : [id]) {
      if (on) ids.add(each);
      else ids.delete(each);
    }
    return { ...s, ids, anchor: id };
  });
}

export function between(ids: readonly Id[], a: Id, b: Id): readonly Id[] {
  const i = ids.indexOf(a);
  const j = ids.indexOf(b);
  if (i < 0 || j < 0) return [b];
  return ids.slice(Math.min(i, j), Math.max(i, j) + 1);
}

/** Rows that have left the list are no longer selected. */
export function keepSelected(ids: readonly Id[]): void {
  const { ids: selected } = selection.get();
  if (selected.size === 0) return;
  const present = new Set(ids);
  const kept = [...selected].filter((id) => present.has(id));
  if (kept.length < selected.size) selection.set((s) => ({ ...s, ids: new Set(kept) }));
}

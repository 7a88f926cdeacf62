import { createStore } from '../../../ui/createStore.ts';

/** So many topmost organisations are drawn opened at first. */
export const fewRoots = 3;

/** Which branches of the tree are open, while the page is. */
export const openBranches = createStore<ReadonlySet<number>>(new Set());

export function setOpen(id: number, open: boolean): void {
  openBranches.set((now) => {
    if (now.has(id) === open) return now;
    const next = new Set(now);
    if (open) next.add(id);
    else next.delete(id);
    return next;
  });
}

/** Opens all of these. */
export function openAll(ids: readonly number[]): void {
  openBranches.set((now) => (ids.every((id) => now.has(id)) ? now : new Set([...now, ...ids])));
}

import { createStore } from '../../../ui/createStore.ts';
import type { Content, DraftFile, Window } from './model.ts';

/** Messages being written, oldest first. */
export const composers = createStore<readonly Window[]>([]);

export function find(key: string): Window | undefined {
  return composers.get().find((w) => w.key === key);
}

/** Changes what surrounds the message: nothing to be saved. */
export function adjust(
  key: string,
  change: Partial<Omit<Window, keyof Content>> & { files?: readonly DraftFile[] },
): void {
  composers.set((now) => now.map((w) => (w.key === key ? { ...w, ...change } : w)));
}

/** Changes the message. */
export function edit(key: string, change: Partial<Content> | ((w: Window) => Partial<Content>)): void {
  composers.set((now) =>
    now.map((w) => {
      if (w.key !== key) return w;
      const content = typeof change === 'function' ? change(w) : change;
      return { ...w, ...content, revision: w.revision + 1, problem: null };
    }),
  );
}

export function remove(key: string): void {
  composers.set((now) => now.filter((w) => w.key !== key));
}

/** Docked windows are this wide, in pixels, with this much between them: `ComposeDock.module.css` has the same. */
const step = 576;

/** Shows a window and makes room for it: only as many stand open as fit; the others are minimised. */
export function show(window: Window): void {
  const others = composers.get().filter((w) => w.key !== window.key);
  const room = Math.max(1, Math.floor((innerWidth - 24) / step)) - 1;
  const open = others.filter((w) => w.shape !== 'minimised' && w.phase === 'editing');
  const folded = new Set(open.slice(0, Math.max(0, open.length - room)).map((w) => w.key));
  const kept = others.map((w) =>
    folded.has(w.key) || w.shape === 'expanded' ? { ...w, shape: 'minimised' as const, focus: null } : w,
  );
  const at = composers.get().findIndex((w) => w.key === window.key);
  composers.set(at < 0 ? [...kept, window] : [...kept.slice(0, at), window, ...kept.slice(at)]);
}

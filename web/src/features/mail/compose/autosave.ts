import { sync } from '../store/sync.ts';
import { isDirty, isEmpty, type Window } from './model.ts';
import { save } from './save.ts';
import { composers, find } from './state.ts';

/** After the last change. */
const pause = 1_500;
/** After a failure. */
const retry = 20_000;

const timers = new Map<string, { revision: number; timer: ReturnType<typeof setTimeout> }>();

function plan(window: Window): void {
  const planned = timers.get(window.key);
  if (planned?.revision === window.revision) return;
  clearTimeout(planned?.timer);
  timers.delete(window.key);
  if (window.phase === 'editing' && isDirty(window)) schedule(window.key, window.revision, pause);
}

function schedule(key: string, revision: number, wait: number): void {
  const timer = setTimeout(() => {
    timers.delete(key);
    save(key).then(
      () => {
        const account = find(key)?.draftAccountId;
        if (account) void sync(account);
      },
      () => {
        const window = find(key);
        if (window && isDirty(window) && !timers.has(key)) schedule(key, window.revision, retry);
      },
    );
  }, wait);
  timers.set(key, { revision, timer });
}

const unsaved = (w: Window) => w.phase !== 'discarded' && (isDirty(w) || w.saving) && !(isEmpty(w) && !w.draftId);

let started = false;

/** Saves what changes, soon after it has changed; at once when the page is left for another. */
export function startAutosave(): void {
  if (started) return;
  started = true;
  composers.subscribe(() => {
    for (const window of composers.get()) plan(window);
  });
  const saveAll = () => {
    for (const { key } of composers.get().filter(unsaved)) void save(key).catch(() => {});
  };
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && saveAll());
  addEventListener('online', saveAll);
  addEventListener('beforeunload', (event) => {
    if (!composers.get().some(unsaved)) return;
    saveAll();
    // The browser asks in its own words.
    event.preventDefault();
  });
  for (const window of composers.get()) plan(window);
}

import { knownMe } from '../../accounts/me.ts';
import { newWindow, type Window } from './model.ts';
import { composers } from './state.ts';

const storageKey = 'congvu.compose';

/** This tab's memory of what is being written: it outlives a reload and an ended session, not the tab. */
function write(windows: readonly Window[]): void {
  const owner = knownMe()?.person.id;
  if (owner === undefined) return;
  try {
    if (windows.length === 0) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, JSON.stringify({ owner, windows }));
  } catch {
    // More than the browser keeps (about 5 MB): the draft on the server has to do.
  }
}

/** What was being written before the reload; nothing of another person's. */
export function readKept(): Window[] {
  try {
    const text = sessionStorage.getItem(storageKey);
    const kept = JSON.parse(text ?? 'null') as { owner: string; windows: Partial<Window>[] } | null;
    if (!kept) return [];
    if (kept.owner !== knownMe()?.person.id) {
      sessionStorage.removeItem(storageKey);
      return [];
    }
    return kept.windows
      .filter((w) => w.phase !== 'discarded')
      .map((w) => ({
        ...newWindow(w),
        phase: 'editing',
        saving: false,
        focus: null,
        // The octets of a file on its way are gone with the page.
        files: (w.files ?? []).map((f) => (f.blobId === null ? { ...f, failed: true } : f)),
      }));
  } catch {
    return [];
  }
}

/** Writes it down at once: the page is about to go. */
export const keepNow = () => write(composers.get());

let started = false;

export function startKeeping(): void {
  if (started) return;
  started = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    write(composers.get());
  };
  composers.subscribe(() => {
    timer ??= setTimeout(now, 300);
  });
  addEventListener('pagehide', now);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && now());
}

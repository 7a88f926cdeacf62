import { t } from '../../../app/i18n/index.ts';
import { toast } from '../../../ui/toasts.tsx';
import { sync } from '../store/sync.ts';
import { isEmpty } from './model.ts';
import { destroy, save } from './save.ts';
import { adjust, find, remove, show } from './state.ts';

/** How long a discarded message can be taken back, in milliseconds. */
const undoable = 7_000;

export function minimise(key: string): void {
  adjust(key, { shape: 'minimised', focus: null });
  void save(key).catch(() => {});
}

export function restore(key: string): void {
  const window = find(key);
  if (window) show({ ...window, shape: 'open', focus: 'body' });
}

/** Saves and closes; stays if it can't be saved. */
export async function close(key: string): Promise<void> {
  adjust(key, { phase: 'closing' });
  try {
    await save(key);
  } catch {
    const window = find(key);
    if (window) show({ ...window, phase: 'editing', problem: t('compose.saveFailed') });
    return;
  }
  const account = find(key)?.draftAccountId;
  remove(key);
  if (account) void sync(account);
}

/** Takes the message and its draft away; for a while it can be taken back. */
export function discard(key: string): void {
  const window = find(key);
  if (!window) return;
  if (isEmpty(window) && !window.draftId) {
    remove(key);
    return;
  }
  adjust(key, { phase: 'discarded' });
  const timer = setTimeout(() => {
    const now = find(key);
    remove(key);
    const account = now?.draftAccountId;
    if (!account) return;
    void destroy(account, [...now.staleDrafts, ...(now.draftId ? [now.draftId] : [])])
      .then(() => sync(account))
      .catch(() => {});
  }, undoable);
  const takeBack = () => {
    clearTimeout(timer);
    const now = find(key);
    if (now) show({ ...now, phase: 'editing', shape: 'open', focus: 'body', revision: now.revision + 1 });
  };
  toast(t('compose.discarded'), { lasts: undoable, action: { label: t('app.undo'), act: takeBack } });
}

import type { EmailAddress, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { toast } from '../../../ui/toasts.tsx';
import { readKept, startKeeping } from './keep.ts';
import { newWindow } from './model.ts';
import { composers, show } from './state.ts';

export type ResponseKind = 'reply' | 'replyAll' | 'forward';

export type ComposeRequest =
  | { kind: 'new'; accountId?: Id; to?: EmailAddress[]; subject?: string; body?: string }
  | { kind: ResponseKind | 'draft'; accountId: Id; email: EmailSummary };

/** Opens a message for writing. A new one stands there at once; the others when their original has been read. */
export function openComposer(request: ComposeRequest): void {
  startKeeping();
  // The dock's code and the original travel at the same time.
  const code = import('./start.ts');
  void import('./ComposeDock.tsx').catch(() => {});
  if (request.kind === 'new') {
    const { to = [], subject = '', body } = request;
    const window = newWindow({ to, subject, ...(body ? { body } : {}), focus: to.length > 0 ? 'body' : 'to' });
    show(window);
    void code.then((start) => start.prepareNew(window.key, request.accountId ?? null)).catch(failed);
    return;
  }
  void code.then((start) => start.openOriginal(request)).catch(failed);
}

function failed(error: unknown): void {
  const chunk = error instanceof TypeError;
  toast(chunk ? t('compose.failedWindow') : errorText(error), { tone: 'error' });
}

/** Brings back what was being written before the page was loaded anew. */
export function restoreComposers(): void {
  startKeeping();
  if (composers.get().length > 0) return;
  const kept = readKept();
  if (kept.length > 0) composers.set(kept);
}

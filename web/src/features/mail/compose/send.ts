import { ApiError } from '../../../api/errors.ts';
import { rawCall } from '../../../api/http.ts';
import { jmap } from '../../../api/jmap/client.ts';
import { capability } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { toast } from '../../../ui/toasts.tsx';
import { perform } from '../store/acts.ts';
import { mail } from '../store/mail.ts';
import { keywordPatch } from '../store/patches.ts';
import { sync } from '../store/sync.ts';
import { sentPatch, submission } from './draftEmail.ts';
import { failureText, SetFailure } from './failure.ts';
import { keepNow } from './keep.ts';
import type { Window } from './model.ts';
import type { Sender } from './recipients.ts';
import { destroy, foldersOf, save, senderOf } from './save.ts';
import { knownSenders } from './senders.ts';
import { adjust, find, remove, show } from './state.ts';

/** How long sending may be undone, in milliseconds. */
const undoable = 5_000;

interface Waiting {
  /** Settles when the message stands on the server as it will be sent. */
  saved: Promise<void>;
  isSaved: boolean;
  submitting: boolean;
  timer: ReturnType<typeof setTimeout>;
}

const waiting = new Map<string, Waiting>();

/**
 * Sends a message that has passed the checks. It is saved at once in its last form, and handed over (RFC 8621 §7.5) when
 * it can no longer be undone.
 */
export async function startSending(key: string): Promise<void> {
  const window = find(key);
  if (!window || window.phase !== 'editing') return;
  adjust(key, { phase: 'sending', problem: null });
  if (window.unsure && (await wasSent(window))) return finish(window);
  const takeAway = toast(t('compose.sent'), {
    lasts: undoable,
    action: { label: t('app.undo'), act: () => stop(key, t('compose.sendUndone')) },
  });
  const entry: Waiting = {
    saved: save(key, true),
    isSaved: false,
    submitting: false,
    timer: setTimeout(() => void submit(key), undoable),
  };
  waiting.set(key, entry);
  entry.saved.then(
    () => {
      entry.isSaved = true;
    },
    (error: unknown) => {
      takeAway();
      if (waiting.get(key) === entry) fail(key, error);
    },
  );
}

/** Undone, or failed: the window is there again as it was. */
function stop(key: string, text: string | null): void {
  const entry = waiting.get(key);
  if (entry?.submitting) return;
  clearTimeout(entry?.timer);
  waiting.delete(key);
  reopen(key, null);
  if (text) toast(text);
}

function reopen(key: string, problem: string | null): void {
  const window = find(key);
  if (window)
    show({
      ...window,
      phase: 'editing',
      shape: window.shape === 'minimised' ? 'open' : window.shape,
      focus: 'body',
      problem,
    });
}

function fail(key: string, error: unknown): void {
  clearTimeout(waiting.get(key)?.timer);
  waiting.delete(key);
  reopen(key, `${t('compose.sendFailed')} ${failureText(error)}`);
}

async function submit(key: string): Promise<void> {
  const entry = waiting.get(key);
  if (!entry) return;
  entry.submitting = true;
  try {
    await entry.saved;
  } catch {
    return;
  }
  const window = find(key);
  if (!window?.draftId) return;
  try {
    const sender = await senderOf(window);
    const answer = await jmap.call('EmailSubmission/set', await submissionArgs(window, sender, window.draftId));
    const refused = answer.notCreated?.send;
    if (refused) throw new SetFailure(refused);
  } catch (error) {
    // No answer is no refusal: it may have gone.
    const lost = error instanceof ApiError && (error.code === 'network' || error.status >= 500);
    if (lost && (await wasSent(window).catch(() => false))) return finish(window);
    if (lost) adjust(key, { unsure: true });
    fail(key, error);
    if (lost) adjust(key, { problem: t('compose.fail.unsure') });
    return;
  }
  finish(find(key) ?? window);
}

async function submissionArgs(window: Window, sender: Sender, draftId: string) {
  const { draftsId, sentId } = await foldersOf(sender.accountId);
  return submissionOf(window, sender, draftId, draftsId, sentId);
}

function submissionOf(window: Window, sender: Sender, draftId: string, draftsId: string, sentId: string) {
  return {
    accountId: sender.accountId,
    create: { send: submission(window, sender, draftId) },
    onSuccessUpdateEmail: { '#send': sentPatch(draftsId, sentId) },
  };
}

async function wasSent({ draftAccountId: accountId, draftId }: Window): Promise<boolean> {
  if (!accountId || !draftId) return false;
  const { list } = await jmap.call('Email/get', { accountId, ids: [draftId], properties: ['keywords'] });
  return list[0] !== undefined && !list[0].keywords.$draft;
}

/** Sent: what is left of writing it goes, and the original says that it was answered. */
function finish(window: Window): void {
  const { key, draftAccountId, staleDrafts, original } = window;
  waiting.delete(key);
  remove(key);
  if (draftAccountId) {
    void destroy(draftAccountId, staleDrafts).catch(() => {});
    void sync(draftAccountId);
  }
  // Where one may only read, nothing can be marked.
  if (original) void mark(original.accountId, original.id, original.keyword).catch(() => {});
}

async function mark(accountId: string, id: string, keyword: string): Promise<void> {
  const patch = keywordPatch(keyword, true);
  if (mail.account(accountId).emails.has(id)) await perform(accountId, new Map([[id, patch]]));
  else await jmap.call('Email/set', { accountId, update: { [id]: patch } });
}

/** The page goes while sending could be undone: what stands on the server is handed over by a request that outlives it. */
function sendAtOnce(): void {
  for (const [key, entry] of waiting) {
    const window = find(key);
    const sender = knownSenders().find((s) => s.key === window?.senderKey) ?? knownSenders()[0];
    if (!window?.draftId || !sender || !entry.isSaved || entry.submitting) continue;
    const drafts = mail.role(sender.accountId, 'drafts');
    const sent = mail.role(sender.accountId, 'sent');
    if (!drafts || !sent) continue;
    clearTimeout(entry.timer);
    waiting.delete(key);
    const args = submissionOf(window, sender, window.draftId, drafts.id, sent.id);
    const body = {
      using: [capability.core, capability.mail, capability.submission],
      methodCalls: [['EmailSubmission/set', args, 's']],
    };
    void rawCall(jmap.url, { method: 'POST', body, keepalive: true }).catch(() => {});
    remove(key);
  }
  keepNow();
}

addEventListener('pagehide', sendAtOnce);

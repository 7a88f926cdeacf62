import type { BodyPart, EmailContent, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { queryClient } from '../../../app/queryClient.ts';
import { toast } from '../../../ui/toasts.tsx';
import { contentQuery } from '../store/contents.ts';
import { bodyClass, quoteClass } from './draftEmail.ts';
import { textToHtml } from './html.ts';
import { blankBody, type DraftFile, isBlank, newKey, newWindow, type Window } from './model.ts';
import type { ComposeRequest } from './open.ts';
import { forwardQuote, replyQuote } from './quote.ts';
import { replyRecipients, type Sender, senderFor, threadingOf } from './recipients.ts';
import { sanitise, splitDraft } from './sanitise.ts';
import { getSenders } from './senders.ts';
import { composers, find, show } from './state.ts';
import { forwardSubject, replySubject } from './subjects.ts';

/** An empty line to write in, and the signature below it. */
const bodyWith = (sender: Sender | undefined) =>
  sender?.signature ? `${blankBody}${blankBody}${sanitise(sender.signature)}` : blankBody;

/** A new window stands already; the sender is filled in when known. */
export async function prepareNew(key: string, accountId: Id | null): Promise<void> {
  const sender = senderFor(null, accountId, await getSenders());
  const window = find(key);
  if (!sender || !window || window.senderKey) return;
  const untouched = window.revision === 0 && isBlank(window.body);
  const bcc = sender.bcc ?? [];
  const more = { senderKey: sender.key, ...(untouched ? { body: bodyWith(sender) } : {}) };
  composers.set((now) =>
    now.map((w) =>
      w.key === key ? { ...w, ...more, bcc: [...w.bcc, ...bcc], showBcc: w.showBcc || bcc.length > 0 } : w,
    ),
  );
}

/** Opens a reply, a forwarded message or a draft. @throws ApiError, JmapError */
export async function openOriginal(request: Exclude<ComposeRequest, { kind: 'new' }>): Promise<void> {
  const { kind, accountId, email } = request;
  if (kind === 'draft') {
    const open = composers.get().find((w) => w.draftId === email.id && w.draftAccountId === accountId);
    if (open) return show({ ...open, phase: 'editing', shape: 'open', focus: 'body' });
  }
  const [content, senders] = await Promise.all([readContent(accountId, email.id), getSenders()]);
  if (!content) {
    toast(t(kind === 'draft' ? 'compose.draftGone' : 'read.gone'), { tone: 'error' });
    return;
  }
  if (isCut(content)) toast(t('compose.quoteCut'));
  if (kind === 'draft') show(draftWindow(accountId, email, content, senders));
  else show(answerWindow(kind, accountId, email, content, senders));
}

async function readContent(accountId: Id, id: Id): Promise<EmailContent | null> {
  return queryClient.ensureQueryData(contentQuery(accountId, id)).catch((error: unknown) => {
    if (error instanceof Error && error.message === 'notFound') return null;
    throw error;
  });
}

const isCut = (content: EmailContent) => Object.values(content.bodyValues).some((v) => v.isTruncated);

/** The text as HTML, not yet sanitised; a plain text becomes paragraphs. */
function rawHtml(content: EmailContent): string {
  const value = (part: BodyPart) => (part.partId ? (content.bodyValues[part.partId]?.value ?? '') : '');
  return content.htmlBody
    .map((part) => {
      if (part.type === 'text/html') return value(part);
      return part.type.startsWith('text/') ? textToHtml(value(part)) : '';
    })
    .join('');
}

function filesFrom(parts: readonly BodyPart[], accountId: Id, html: string, all: boolean): DraftFile[] {
  return parts.flatMap((part) => {
    const shown = part.cid !== null && html.includes(`cid:${part.cid}`);
    if (!part.blobId || !(all || shown)) return [];
    const { name, type, size, blobId } = part;
    const file = {
      key: newKey(),
      name: name ?? '',
      type,
      size,
      blobId,
      accountId,
      progress: 1,
      failed: false,
    };
    return { ...file, cid: shown ? part.cid : null };
  });
}

function answerWindow(
  kind: 'reply' | 'replyAll' | 'forward',
  accountId: Id,
  email: EmailSummary,
  content: EmailContent,
  senders: readonly Sender[],
): Window {
  const whole = { ...email, ...content };
  const sender = senderFor(whole, accountId, senders);
  const html = sanitise(rawHtml(content));
  const forward = kind === 'forward';
  const bcc = sender?.bcc ?? [];
  return newWindow({
    ...(forward ? {} : replyRecipients(whole, senders, kind === 'replyAll')),
    bcc,
    senderKey: sender?.key ?? '',
    subject: forward ? forwardSubject(email.subject) : replySubject(email.subject),
    body: bodyWith(sender),
    quote: forward ? forwardQuote(email, html) : replyQuote(email, html),
    files: filesFrom(content.attachments, accountId, html, forward),
    // A forwarded message begins a thread of its own, as most programs have it.
    ...(forward ? {} : threadingOf(content)),
    original: { accountId, id: email.id, keyword: forward ? '$forwarded' : '$answered' },
    focus: forward ? 'to' : 'body',
  });
}

function draftWindow(accountId: Id, email: EmailSummary, content: EmailContent, senders: readonly Sender[]): Window {
  const { body, quote } = splitDraft(rawHtml(content), bodyClass, quoteClass);
  return newWindow({
    senderKey: senderFor({ ...email, ...content, to: null, cc: null, bcc: null }, accountId, senders)?.key ?? '',
    to: email.to ?? [],
    cc: email.cc ?? [],
    bcc: content.bcc ?? [],
    subject: email.subject ?? '',
    body: body || blankBody,
    quote,
    files: filesFrom(content.attachments, accountId, body + quote, true),
    inReplyTo: content.inReplyTo,
    references: content.references,
    draftAccountId: accountId,
    draftId: email.id,
    savedAt: Date.parse(email.receivedAt) || null,
    focus: email.to?.length ? 'body' : 'to',
  });
}

/** Another address to send from: its signature takes the place of the old one, as long as nothing else was written. */
export function changeSender(window: Window, before: Sender | undefined, after: Sender): Partial<Window> {
  const untouched = window.body === bodyWith(before) || isBlank(window.body);
  return { senderKey: after.key, ...(untouched ? { body: bodyWith(after) } : {}) };
}

import type { EmailAddress, Id } from '../../../api/jmap/types.ts';
import { distinct, isAddress } from './addresses.ts';
import { htmlToText } from './html.ts';
import type { Content, DraftFile } from './model.ts';
import type { Sender } from './recipients.ts';

/** Told apart again when a draft is opened; class names, since other programs keep them. */
export const bodyClass = 'congvu-body';
export const quoteClass = 'congvu-quote';

const font = "font-family:'Be Vietnam Pro','Segoe UI',Arial,sans-serif;font-size:14px;line-height:1.5;color:#18212d";
const quoteStyle = 'margin:0 0 8px;padding-left:12px;border-left:3px solid #c5d7ee;color:#465163';

/** The editor's HTML with its looks written into it: mail programs know nothing of our style sheet. */
function styled(body: string): string {
  return body
    .replace(
      /<p(?: style="([^"]*)")?>/g,
      (_, style?: string) => `<p style="margin:0 0 8px${style ? `;${style}` : ''}">`,
    )
    .replace(/(<p[^>]*>)(<\/p>)/g, '$1<br>$2')
    .replace(/(<img [^>]*?)data-src="cid:/g, '$1src="cid:')
    .replace(/<blockquote>/g, `<blockquote style="${quoteStyle}">`)
    .replace(/<li><p style="margin:0 0 8px/g, '<li><p style="margin:0 0 2px');
}

export function draftHtml({ body, quote }: Pick<Content, 'body' | 'quote'>): string {
  const quoted = quote ? `<div class="${quoteClass}">${quote}</div>` : '';
  return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div class="${bodyClass}" style="${font}">${styled(body)}</div>${quoted}</body></html>`;
}

export function draftText({ body, quote }: Pick<Content, 'body' | 'quote'>): string {
  return [htmlToText(body), htmlToText(quote)].filter((t) => t !== '').join('\n\n');
}

/** The files that go with the message: on the server, and, if they belong to the text, still in it. */
export function filesOf({ body, quote, files }: Pick<Content, 'body' | 'quote' | 'files'>): DraftFile[] {
  const used = (cid: string) => body.includes(`cid:${cid}`) || quote.includes(`cid:${cid}`);
  return files.filter((f) => f.blobId !== null && (f.cid === null || used(f.cid)));
}

/** Octets of all files, those on their way too. */
export function totalSize(files: readonly DraftFile[]): number {
  return files.reduce((sum, f) => sum + (f.failed ? 0 : f.size), 0);
}

/** Text that is no address stays in the draft's window and out of the header, which could not hold it. */
const sendable = (list: readonly EmailAddress[]) => {
  const good = distinct(list).filter((a) => isAddress(a.email));
  return good.length > 0 ? good : null;
};

/** The Email object that keeps a draft (RFC 8621 §4.6); sending it makes it the message, unchanged. */
export function draftEmail(content: Content, sender: Sender, mailboxId: Id): Record<string, unknown> {
  const { subject, inReplyTo, references } = content;
  const email: Record<string, unknown> = {
    mailboxIds: { [mailboxId]: true },
    keywords: { $draft: true, $seen: true },
    from: [{ name: sender.name || null, email: sender.email }],
    to: sendable(content.to),
    cc: sendable(content.cc),
    bcc: sendable(content.bcc),
    replyTo: sender.replyTo,
    subject: subject.trim(),
    inReplyTo,
    references,
    bodyValues: { text: { value: draftText(content) }, html: { value: draftHtml(content) } },
    textBody: [{ partId: 'text', type: 'text/plain' }],
    htmlBody: [{ partId: 'html', type: 'text/html' }],
  };
  const attachments = filesOf(content).map((f) => ({
    blobId: f.blobId,
    type: f.type,
    name: f.name || null,
    disposition: f.cid ? 'inline' : 'attachment',
    ...(f.cid ? { cid: f.cid } : {}),
  }));
  if (attachments.length > 0) email.attachments = attachments;
  for (const key of Object.keys(email)) if (email[key] === null) delete email[key];
  return email;
}

/** All who get it, each once. */
export function recipientsOf({ to, cc, bcc }: Pick<Content, 'to' | 'cc' | 'bcc'>): EmailAddress[] {
  return distinct([...to, ...cc, ...bcc]);
}

/** The EmailSubmission of a saved draft, with the envelope spelled out: a header's list may be cut short by a server. */
export function submission(content: Content, sender: Sender, emailId: Id): Record<string, unknown> {
  return {
    identityId: sender.identityId,
    emailId,
    envelope: {
      mailFrom: { email: sender.mailFrom, parameters: null },
      rcptTo: recipientsOf(content).map(({ email }) => ({ email, parameters: null })),
    },
  };
}

/** What makes a draft a sent message, once it is accepted. */
export function sentPatch(draftsId: Id, sentId: Id): Record<string, true | null> {
  return {
    [`mailboxIds/${draftsId}`]: null,
    [`mailboxIds/${sentId}`]: true,
    'keywords/$draft': null,
    'keywords/$seen': true,
  };
}

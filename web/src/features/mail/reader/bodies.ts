import type { BodyPart, EmailContent } from '../../../api/jmap/types.ts';

export interface Body {
  kind: 'html' | 'text';
  value: string;
  truncated: boolean;
  encodingProblem: boolean;
}

/** The text to show: HTML where the sender made any, else the plain text. Parts of one body follow one another. */
export function bodyOf(content: EmailContent, prefer: 'html' | 'text' = 'html'): Body {
  const parts = prefer === 'html' ? content.htmlBody : content.textBody;
  const texts = parts.filter((p) => p.type === 'text/html' || p.type === 'text/plain');
  const kind = texts.some((p) => p.type === 'text/html') ? 'html' : 'text';
  const body: Body = { kind, value: '', truncated: false, encodingProblem: false };
  const pieces: string[] = [];
  for (const part of texts) {
    const value = part.partId === null ? undefined : content.bodyValues[part.partId];
    if (!value) continue;
    body.truncated ||= value.isTruncated === true;
    body.encodingProblem ||= value.isEncodingProblem === true;
    pieces.push(kind === 'html' && part.type === 'text/plain' ? escapedText(value.value) : value.value);
  }
  body.value = pieces.join(kind === 'html' ? '' : '\n');
  return body;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function escapedText(text: string): string {
  return `<div style="white-space:pre-wrap">${escapeHtml(text)}</div>`;
}

/** `<a@b>` and `a@b` name the same part. */
export function bareCid(cid: string): string {
  return cid.trim().replace(/^<|>$/g, '');
}

/** Parts by the name under which the HTML asks for them. */
export function inlineParts(content: EmailContent): Map<string, BodyPart> {
  const parts = [...content.attachments, ...content.htmlBody];
  return new Map(parts.flatMap((p) => (p.cid && p.blobId ? [[bareCid(p.cid), p] as const] : [])));
}

/** What is listed below the message: everything attached but the pictures that its text shows. */
export function listedAttachments(content: EmailContent): BodyPart[] {
  const html = bodyOf(content).value;
  const shown = (p: BodyPart) =>
    p.cid !== null && p.type.startsWith('image/') && html.includes(`cid:${bareCid(p.cid)}`);
  return content.attachments.filter((p) => p.blobId !== null && !shown(p));
}

import { blobUrl } from '../../../api/blobUrls.ts';
import type { EmailAddress, EmailContent, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { longDate } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { formatAddress } from '../compose/addresses.ts';
import { bareCid, bodyOf, escapeHtml, inlineParts, listedAttachments } from './bodies.ts';
import { frameDocument } from './frameDocument.ts';
import { imageSenders, isAllowed } from './imageSenders.ts';
import { sanitise } from './sanitise.ts';

const look = `
@page{margin:18mm 16mm}
h1{font:600 19px/1.35 "Be Vietnam Pro",sans-serif;margin:0 0 12px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:0 0 16px;padding-bottom:12px;border-bottom:1px solid #bbb;font-size:13px}
dt{color:#555}dd{margin:0}
.files{margin-top:20px;padding-top:10px;border-top:1px solid #bbb;font-size:13px}
.plain{white-space:pre-wrap}
`;

/** Prints one message, from a frame of the same kind as the one it is read in: no script of it can run. */
export function printMessage(accountId: Id, email: EmailSummary, content: EmailContent): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.style.cssText = 'position:fixed;left:-10000px;width:800px;height:600px;border:0';
  frame.onload = async () => {
    const page = frame.contentWindow;
    if (!page) return;
    await fillPictures(page.document, accountId, content);
    page.addEventListener('afterprint', () => frame.remove());
    page.print();
  };
  frame.srcdoc = printDocument(email, content);
  document.body.append(frame);
}

const addresses = (list: EmailAddress[] | null) => (list ?? []).map(formatAddress).join(', ');

function printDocument(email: EmailSummary, content: EmailContent): string {
  const images = isAllowed(imageSenders.get(), email.from?.[0]?.email ?? '');
  const body = bodyOf(content);
  const text =
    body.kind === 'html' ? sanitise(body.value, { images }).html : `<div class="plain">${escapeHtml(body.value)}</div>`;
  const rows: [string, string][] = [
    [t('read.from'), addresses(email.from)],
    [t('read.to'), addresses(email.to)],
    [t('read.cc'), addresses(email.cc)],
    [t('read.date'), longDate(email.sentAt ?? email.receivedAt, currentLanguage())],
  ];
  const head = rows
    .filter(([, value]) => value)
    .map(([key, value]) => `<dt>${escapeHtml(key)}</dt><dd>${escapeHtml(value)}</dd>`);
  const names = listedAttachments(content).map((p) => escapeHtml(p.name || t('files.unnamed')));
  const files = names.length > 0 ? `<p class="files">${escapeHtml(t('files.label'))}: ${names.join('; ')}</p>` : '';
  const subject = escapeHtml(email.subject || t('list.noSubject'));
  return frameDocument(`<h1>${subject}</h1><dl>${head.join('')}</dl>${text}${files}`, images, look);
}

async function fillPictures(document: Document, accountId: Id, content: EmailContent): Promise<void> {
  const inline = inlineParts(content);
  const waits = [...document.querySelectorAll<HTMLImageElement>('img[data-cid]')].map(async (image) => {
    const part = inline.get(bareCid(image.dataset.cid ?? ''));
    if (!part?.blobId || part.type.includes('svg')) return;
    image.src = await blobUrl(accountId, part.blobId, part.name ?? '', part.type);
    await image.decode();
  });
  await Promise.allSettled(waits);
}

import type { Part } from '../types.ts';
import type { ClassifiedBody } from './classify.ts';
import { partText } from './part-text.ts';

/** Octets read for the preview, more only while too little text has come of them (style sheets may take tens of kB). */
const STEPS = [2 * 1024, 32 * 1024, 256 * 1024];
/** Blanks and characters of no width, with which newsletters pad their preview. */
const BLANKS = /(?:[\s\p{Cf}\u115f\u2800]|\u034f)+/gu;
const QUOTED = /^(?:>.*|-{2,} ?|_{5,}|={5,}|-{5,})$/gm;

/** A message's beginning in at most `limit` UTF-16 code units of plain text: quotations left out unless there is nothing else. */
export function previewOf(raw: Buffer, body: ClassifiedBody, limit: number): string {
  const parts = [...new Set([...body.textBody, ...body.htmlBody])].filter((part) => part.type === 'text').slice(0, 4);
  for (const part of parts) {
    const text = beginning(raw, part, limit);
    if (text !== '') return text;
  }
  return '';
}

function beginning(raw: Buffer, part: Part, limit: number): string {
  let preview = '';
  for (const step of STEPS) {
    const text = partText(raw, part, step);
    preview = squeeze(text.slice(0, limit * 8).replace(QUOTED, ' ')) || squeeze(text.slice(0, limit * 8));
    if (preview.length >= limit / 2 || part.bodyEnd - part.bodyStart <= step) break;
  }
  return cutAt(preview, limit);
}

function squeeze(text: string): string {
  return text
    .replace(/[\x00-\x08\x0e-\x1f\x7f]+/g, '')
    .replace(BLANKS, ' ')
    .trim();
}

/** Cuts at a limit without splitting a surrogate pair. */
export function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text.toWellFormed();
  const code = text.charCodeAt(limit - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit).toWellFormed();
}

import { decodePart, indexMessage, type Part, partText } from '@congvu/mime';
import { attachmentText } from './attachment-text.ts';
import { searchVector } from './search-index.ts';
import type { Summary } from './types.ts';

const MAX_BODY = 200_000;
const MAX_ATTACHMENT = 100_000;
const MAX_ATTACHMENT_OCTETS = 60 << 20;

/** The search vector of a message: its headers, its text, the names of its attachments and their text. */
export async function messageVector(bytes: Buffer, summary: Summary): Promise<string> {
  const { body, attachments } = await messageTexts(bytes);
  return searchVector({
    subject: summary.s ?? '',
    from: [...(summary.f ?? []), ...(summary.sn ?? [])],
    to: summary.t ?? [],
    cc: [...(summary.c ?? []), ...(summary.b ?? [])],
    attachments: [...(summary.n ?? []), ...attachments],
    body,
  });
}

async function messageTexts(bytes: Buffer): Promise<{ body: string; attachments: string[] }> {
  const bodies: string[] = [];
  const attachments: string[] = [];
  let room = MAX_BODY;
  const visit = async (part: Part): Promise<void> => {
    for (const child of part.parts ?? []) await visit(child);
    if (part.message) return visit(part.message);
    if (part.parts) return;
    if (part.type === 'text' && part.disposition !== 'attachment') {
      const text = partText(bytes, part, room * 4).slice(0, room);
      room -= text.length;
      bodies.push(text);
    } else if (part.bodyEnd - part.bodyStart <= MAX_ATTACHMENT_OCTETS) {
      const text = await attachmentText(
        () => decodePart(bytes, part),
        `${part.type}/${part.subtype}`,
        part.filename ?? '',
      );
      if (text) attachments.push(text.slice(0, MAX_ATTACHMENT));
    }
  };
  await visit(indexMessage(bytes).root);
  return { body: bodies.join('\n'), attachments };
}

import type { Part } from '../types.ts';

export interface ClassifiedBody {
  /** What to show when plain text is preferred, in order. */
  textBody: Part[];
  /** What to show when HTML is preferred, in order. */
  htmlBody: Part[];
  attachments: Part[];
}

/**
 * Sorts the parts into what is read and what is attached: the algorithm of RFC 8621 §4.1.4. Enclosed messages are attachments.
 * Where that algorithm would drop text for good (alternatives within alternatives, both kinds beside each other inside one), it is kept.
 */
export function classifyBody(root: Part): ClassifiedBody {
  const body: ClassifiedBody = { textBody: [], htmlBody: [], attachments: [] };
  sort([root], 'mixed', false, body.htmlBody, body.textBody, body.attachments);
  return body;
}

function inlineMedia(part: Part): boolean {
  return part.type === 'image' || part.type === 'audio' || part.type === 'video';
}

function readable(part: Part): boolean {
  return part.type === 'text' && (part.subtype === 'plain' || part.subtype === 'html');
}

function sort(
  parts: readonly Part[],
  multipart: string,
  inAlternative: boolean,
  html: Part[] | null,
  text: Part[] | null,
  attachments: Part[],
): void {
  let htmlBody = html;
  let textBody = text;
  const textBefore = textBody ? textBody.length : -1;
  const htmlBefore = htmlBody ? htmlBody.length : -1;
  /** Alternatives of the kind that an outer one has decided against. */
  const unplaced: Part[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.parts) {
      const alternative = inAlternative || part.subtype === 'alternative';
      sort(part.parts, part.subtype, alternative, htmlBody, textBody, attachments);
      continue;
    }
    const inline =
      part.disposition !== 'attachment' &&
      (readable(part) || inlineMedia(part)) &&
      (i === 0 || (multipart !== 'related' && (inlineMedia(part) || part.filename === null)));
    if (!inline) {
      attachments.push(part);
      continue;
    }
    if (multipart === 'alternative') {
      if (!readable(part)) attachments.push(part);
      else ((part.subtype === 'plain' ? textBody : htmlBody) ?? unplaced).push(part);
      continue;
    }
    if (inAlternative) {
      if (part.subtype === 'plain' && part.type === 'text' && textBody) htmlBody = null;
      if (part.subtype === 'html' && part.type === 'text' && htmlBody) textBody = null;
    }
    textBody?.push(part);
    htmlBody?.push(part);
    if ((!textBody || !htmlBody) && inlineMedia(part)) attachments.push(part);
  }
  if (multipart === 'alternative' && !(textBody && htmlBody)) {
    const only = textBody ?? htmlBody;
    if (only && only.length === (textBody ? textBefore : htmlBefore)) only.push(...unplaced);
  }
  if (multipart === 'alternative' && textBody && htmlBody) {
    // Only one of the two was found: it serves as both.
    if (textBefore === textBody.length && htmlBefore !== htmlBody.length) textBody.push(...htmlBody.slice(htmlBefore));
    else if (htmlBefore === htmlBody.length && textBefore !== textBody.length)
      htmlBody.push(...textBody.slice(textBefore));
  }
}

/** Attachments that a reader would list: not those shown within the HTML body (RFC 8621 §4.1.4, hasAttachment). */
export function listedAttachments(body: ClassifiedBody): Part[] {
  const html = body.htmlBody.some((part) => part.subtype === 'html');
  return body.attachments.filter(
    (part) =>
      part.disposition === 'attachment' ||
      (part.disposition !== 'inline' && !(html && part.type === 'image' && part.contentId !== null)) ||
      (part.disposition === 'inline' &&
        part.filename !== null &&
        !(part.type === 'image' && (html || part.contentId !== null))),
  );
}

/** The first text/plain part to read, if any. */
export function findTextBody(index: { root: Part }): Part | undefined {
  return classifyBody(index.root).textBody.find((part) => part.type === 'text' && part.subtype !== 'html');
}

/** The first text/html part to read, if any. */
export function findHtmlBody(index: { root: Part }): Part | undefined {
  return classifyBody(index.root).htmlBody.find((part) => part.type === 'text' && part.subtype === 'html');
}

/** Every part, parents first, those of enclosed messages included. */
export function* walkParts(root: Part): Generator<Part> {
  yield root;
  for (const part of root.parts ?? []) yield* walkParts(part);
  if (root.message) yield* walkParts(root.message);
}

/** The part of that section number. A multipart that is a message's root shares its number with what encloses it, which wins. */
export function findPart(root: Part, partId: string): Part | undefined {
  for (const part of walkParts(root)) if (part.partId === partId) return part;
  return undefined;
}

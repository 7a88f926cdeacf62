import { type ClassifiedBody, charsetKnown, type Part, partSource } from '@congvu/mime';
import type { Source } from './body-part.ts';
import type { Wanted } from './wanted.ts';

/** RFC 8621 §4.1.4 EmailBodyValue */
export interface BodyValue {
  value: string;
  isEncodingProblem: boolean;
  isTruncated: boolean;
}

/** The texts asked for, by partId. */
export function bodyValues(
  source: Source,
  root: Part,
  body: ClassifiedBody,
  wanted: Wanted,
): Record<string, BodyValue> {
  const parts = new Set<Part>();
  if (wanted.values.all) for (const part of leaves(root)) parts.add(part);
  if (wanted.values.text) for (const part of body.textBody) parts.add(part);
  if (wanted.values.html) for (const part of body.htmlBody) parts.add(part);
  const values: Record<string, BodyValue> = {};
  for (const part of parts) {
    if (part.type === 'text') values[part.partId] = bodyValue(source, part, wanted.maxBodyValueBytes);
  }
  return values;
}

function* leaves(part: Part): Generator<Part> {
  if (!part.parts) yield part;
  else for (const child of part.parts) yield* leaves(child);
}

function bodyValue(source: Source, part: Part, maxBytes: number): BodyValue {
  // Base64 of quoted-printable-like text is at most so much longer than what it says.
  const text = partSource(source.octets, part, maxBytes > 0 ? maxBytes * 4 + 4096 : undefined).replaceAll('\r\n', '\n');
  const charset = part.params.charset;
  const isEncodingProblem = text.includes('\ufffd') || (charset !== undefined && !charsetKnown(charset));
  const cut = truncate(text, maxBytes, part.subtype === 'html');
  const readAll = maxBytes === 0 || part.bodyEnd - part.bodyStart <= maxBytes * 4 + 4096;
  return { value: cut, isEncodingProblem, isTruncated: cut.length < text.length || !readAll };
}

/** At most so many octets of UTF-8, no character split, and no HTML tag (RFC 8621 §4.2 maxBodyValueBytes). */
export function truncate(text: string, maxBytes: number, isHtml: boolean): string {
  if (maxBytes <= 0 || text.length * 3 <= maxBytes) return text;
  const octets = Buffer.from(text, 'utf8');
  if (octets.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((octets[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const cut = octets.toString('utf8', 0, end);
  if (!isHtml) return cut;
  const open = cut.lastIndexOf('<');
  return open > cut.lastIndexOf('>') ? cut.slice(0, open) : cut;
}

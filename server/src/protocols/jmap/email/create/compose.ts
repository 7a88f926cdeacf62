import { randomUUID } from 'node:crypto';
import { foldHeader } from '@congvu/mime';
import { invalid } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type PartContext, readBodyPart } from './body-parts.ts';
import { headerPropertyOf, rfc5322Date, type WrittenField, writeFields } from './header-fields.ts';
import { type MimeNode, writeMessage } from './write-mime.ts';

const own = ['mailboxIds', 'keywords', 'receivedAt'];
const serverSet = ['id', 'blobId', 'threadId', 'size', 'hasAttachment', 'preview', 'headers'];
const bodies = ['bodyStructure', 'bodyValues', 'textBody', 'htmlBody', 'attachments'];

/** Fields in the order readers expect; others follow. */
const order = [
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
];

export interface ComposeContext {
  /** Octets of every blob the Email mentions. */
  blobs: ReadonlyMap<string, Buffer>;
  /** Milliseconds since the epoch. */
  now: number;
  /** For a Message-ID. */
  domain: string;
}

/**
 * The message that an Email object given to Email/set stands for (RFC 8621 §4.6). Date and Message-ID are completed.
 * @throws SetError
 */
export function composeEmail(object: JsonObject, context: ComposeContext): Buffer {
  const given = serverSet.filter((p) => object[p] !== undefined);
  if (given.length > 0) throw invalid(given, 'Set by the server.');
  const fields = headerFieldsOf(object);
  const values = readBodyValues(object.bodyValues ?? null);
  const root = readBody(object, { values, blobs: context.blobs });
  // Official mail is written in Vietnam's time, +07:00.
  if (!fields.some((f) => f.name === 'date')) {
    fields.push({ name: 'date', text: foldHeader('Date', rfc5322Date(context.now, 420)) });
  }
  if (!fields.some((f) => f.name === 'message-id')) {
    fields.push({ name: 'message-id', text: foldHeader('Message-ID', `<${randomUUID()}@${context.domain}>`) });
  }
  const rank = (f: WrittenField) => order.indexOf(f.name) + 1 || order.length + 1;
  const texts = fields.sort((a, b) => rank(a) - rank(b)).map((f) => f.text);
  return writeMessage([...texts, 'MIME-Version: 1.0'], root);
}

function headerFieldsOf(object: JsonObject): WrittenField[] {
  const fields = new Map<string, { property: string; written: WrittenField[] }>();
  for (const [property, value] of Object.entries(object)) {
    if (own.includes(property) || bodies.includes(property)) continue;
    const header = headerPropertyOf(property);
    if (!header) throw invalid(property, 'No such property.');
    if (header.name.startsWith('content-') || header.name === 'mime-version') {
      throw invalid(property, 'Belongs to a body part, or is set by the server.');
    }
    const twin = fields.get(header.name);
    if (twin) throw invalid([twin.property, property], 'Both give the same header field.');
    fields.set(header.name, { property, written: writeFields(property, header, value) });
  }
  return [...fields.values()].flatMap((f) => f.written);
}

function readBodyValues(value: Json): Map<string, string> {
  if (value === null) return new Map();
  if (!isObject(value)) throw invalid('bodyValues', 'Is not a map.');
  return new Map(
    Object.entries(value).map(([partId, body]) => {
      const path = `bodyValues/${partId.slice(0, 100)}`;
      if (!isObject(body) || typeof body.value !== 'string') throw invalid(path, 'Is not an EmailBodyValue.');
      if (body.isEncodingProblem || body.isTruncated)
        throw invalid(path, 'A text that is cut or broken can not be sent.');
      return [partId, body.value] as const;
    }),
  );
}

function readBody(object: JsonObject, context: PartContext): MimeNode {
  const { bodyStructure = null, textBody = null, htmlBody = null, attachments = null } = object;
  if (bodyStructure !== null) {
    const others = ['textBody', 'htmlBody', 'attachments'].filter((p) => object[p] != null);
    if (others.length > 0) throw invalid(['bodyStructure', ...others], 'The structure is given already.');
    return readBodyPart(bodyStructure, 'bodyStructure', context, 'text/plain');
  }
  const text = single(textBody, 'textBody', 'text/plain', context);
  const html = single(htmlBody, 'htmlBody', 'text/html', context);
  return arrange(text, html, readAttachments(attachments, context));
}

function single(value: Json, property: string, type: string, context: PartContext): MimeNode | undefined {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (!Array.isArray(value) || value.length !== 1) throw invalid(property, `Has exactly one part of type ${type}.`);
  const node = readBodyPart(value[0]!, `${property}/0`, context, type);
  if (node.type !== type) throw invalid(property, `Has exactly one part of type ${type}.`);
  return node;
}

interface Attachment {
  node: MimeNode;
  /** Shown within the HTML. */
  inline: boolean;
}

function readAttachments(value: Json, context: PartContext): Attachment[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw invalid('attachments', 'Is not a list.');
  return value.map((part, i) => {
    const inline = isObject(part) && part.cid != null && part.disposition !== 'attachment';
    const disposed =
      isObject(part) && part.disposition == null ? { ...part, disposition: inline ? 'inline' : 'attachment' } : part;
    return { node: readBodyPart(disposed, `attachments/${i}`, context, 'application/octet-stream'), inline };
  });
}

/** mixed(alternative(text, related(html, inline…)), attached…), as far as there is any of it. */
function arrange(text: MimeNode | undefined, html: MimeNode | undefined, attachments: Attachment[]): MimeNode {
  const inline = html ? attachments.filter((a) => a.inline).map((a) => a.node) : [];
  const attached = attachments.filter((a) => !inline.includes(a.node)).map((a) => a.node);
  const rich = html && inline.length > 0 ? multipart('related', [html, ...inline]) : html;
  const body = text && rich ? multipart('alternative', [text, rich]) : (text ?? rich);
  if (attached.length > 0) return multipart('mixed', body ? [body, ...attached] : attached);
  return (
    body ?? {
      type: 'text/plain',
      fields: ['Content-Type: text/plain; charset=utf-8'],
      content: { octets: Buffer.alloc(0) },
    }
  );
}

function multipart(subtype: string, parts: MimeNode[]): MimeNode {
  // RFC 2387 §3.1 wants the type of the first part named.
  const type = subtype === 'related' ? `; type="${parts[0]?.type ?? 'text/html'}"` : '';
  return { type: `multipart/${subtype}`, fields: [`Content-Type: multipart/${subtype}${type}`], content: { parts } };
}

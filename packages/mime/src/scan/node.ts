import { cleanText, decodeWords } from '../header/decode-words.ts';
import { messageIds } from '../header/message-ids.ts';
import { decodeParams, type ParameterisedValue, parseParams } from '../header/params.ts';
import { MAX_BOUNDARY } from '../limits.ts';
import type { Part } from '../types.ts';
import type { HeaderBlock } from './header-block.ts';

/** A part with what only the IMAP answers need: the values as sent. */
export interface Node {
  part: Part;
  header: HeaderBlock;
  /** Undefined when the field is absent or senseless, and the default holds. */
  contentType: ParameterisedValue | undefined;
  disposition: ParameterisedValue | undefined;
  contentId: string | undefined;
  description: string | undefined;
  location: string | undefined;
  children: Node[];
  message: Node | undefined;
}

const TYPE = /^([^\s/()<>@,;:\\"[\]?=]+)\s*\/\s*([^\s/()<>@,;:\\"[\]?=]+)/;
/** Types without a subtype, as old mailers wrote them. */
const BARE: Record<string, string> = { text: 'text/plain', multipart: 'multipart/mixed', message: 'message/rfc822' };
const ENCODED = new Set(['base64', 'quoted-printable', 'x-uuencode', 'uuencode', 'x-uue', 'uue']);

/** Part and sent values from a header block; body end and section number are still to come. */
export function describe(header: HeaderBlock, start: number, defaultType: string): Node {
  const typeValue = header.value('content-type');
  const contentType = typeValue === undefined ? undefined : readType(typeValue);
  const dispositionValue = header.value('content-disposition');
  const disposition = dispositionValue ? readDisposition(dispositionValue) : undefined;
  const params = contentType && contentType.params.length > 0 ? decodeParams(contentType.params) : {};
  const type = contentType?.value ?? defaultType;
  const slash = type.indexOf('/');
  const contentId = header.value('content-id');
  const description = header.value('content-description');
  const location = header.value('content-location');
  const language = header.value('content-language');
  const part: Part = {
    partId: '',
    type: type.slice(0, slash),
    subtype: type.slice(slash + 1),
    params,
    encoding: readEncoding(header.value('content-transfer-encoding')),
    disposition: disposition?.value.toLowerCase() || null,
    filename: fileName(disposition, params),
    contentId: contentId ? (messageIds(contentId)[0] ?? cleanText(contentId).replace(/[<>\s]/g, '')) || null : null,
    language: language ? readLanguages(language) : [],
    location: location ? decodeWords(location).replace(/\s+/g, '') || null : null,
    description: description ? decodeWords(description) || null : null,
    headerStart: start,
    bodyStart: header.bodyStart,
    bodyEnd: header.bodyStart,
    lines: 0,
  };
  return { part, header, contentType, disposition, contentId, description, location, children: [], message: undefined };
}

function readType(text: string): ParameterisedValue | undefined {
  const parsed = parseParams(text);
  const match = TYPE.exec(parsed.value);
  if (match) parsed.value = `${match[1]}/${match[2]}`.toLowerCase();
  else {
    const bare = BARE[parsed.value.toLowerCase()];
    // RFC 2045 §5.2: what can't be read is text/plain; its parameters may still tell a name or a charset.
    parsed.value = bare ?? 'text/plain';
    if (bare === undefined && parsed.params.length === 0) return undefined;
  }
  return parsed;
}

function readDisposition(text: string): ParameterisedValue {
  const parsed = parseParams(text);
  // RFC 2183 §2.8: what is not understood is an attachment; some mailers leave the word out altogether.
  return parsed.value === '' || parsed.value.includes('=')
    ? { ...parseParams(`;${text}`), value: 'attachment' }
    : parsed;
}

function readEncoding(text: string | undefined): string {
  if (!text) return '7bit';
  const token = /^[^\s;(]+/.exec(text)?.[0] ?? '';
  return cleanText(token.replace(/["']/g, '')).toLowerCase() || '7bit';
}

function readLanguages(text: string): string[] {
  return text
    .replace(/\([^()]*\)/g, '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => /^[A-Za-z0-9-]{1,100}$/.test(tag))
    .slice(0, 100);
}

function fileName(disposition: ParameterisedValue | undefined, params: Record<string, string>): string | null {
  const named = disposition && disposition.params.length > 0 ? decodeParams(disposition.params).filename : undefined;
  const name = (named || params.name || '').replace(/[\t\r\n]+/g, ' ').trim();
  return name === '' ? null : name;
}

/** Whether the body is a message that can be read in place: under a transfer encoding it is a leaf. */
export function isEnclosedMessage(part: Part): boolean {
  return (
    part.type === 'message' && (part.subtype === 'rfc822' || part.subtype === 'global') && !ENCODED.has(part.encoding)
  );
}

/** The boundary as latin1 text; undefined when there is none that can be used. */
export function boundaryOf(node: Node): string | undefined {
  let boundary = node.contentType?.params.find(([name]) => name === 'boundary')?.[1] ?? node.part.params.boundary;
  if (boundary !== undefined && /[^\x00-\x7f]/.test(boundary)) {
    // Delimiter lines are compared octet by octet, so the octets as sent are wanted.
    const sent = node.header.bytes('content-type')?.toString('latin1').replace(/\r?\n/g, '');
    boundary = sent && parseParams(sent).params.find(([name]) => name === 'boundary')?.[1];
  }
  boundary = boundary?.trimEnd();
  return boundary && boundary.length <= MAX_BOUNDARY ? boundary : undefined;
}

/** Makes the part one that is not looked into, because that was given up. */
export function makeLeaf(node: Node, type: 'text/plain' | 'application/octet-stream'): void {
  const slash = type.indexOf('/');
  node.part.type = type.slice(0, slash);
  node.part.subtype = type.slice(slash + 1);
  const { boundary: _, ...params } = node.part.params;
  node.part.params = params;
  node.contentType = {
    value: type,
    params: (node.contentType?.params ?? []).filter(([name]) => !name.startsWith('boundary')),
  };
}

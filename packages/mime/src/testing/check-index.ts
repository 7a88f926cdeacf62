/** What must hold of every message whatever its octets; used by the property tests and the fuzz runner. Throws on the first breach. */
import {
  classifyBody,
  decodePart,
  findHtmlBody,
  findTextBody,
  headerFields,
  headerValue,
  indexMessage,
  type Part,
  partText,
  searchText,
  searchTokens,
  walkParts,
} from '../index.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { checkBody, checkEnvelope, readImapValue } from './imap-syntax.ts';

function hold(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`broken: ${what}`);
}

/** Octets of body text decoded a part: the rest costs time and shows nothing new. */
const TEXT_OCTETS = 64 * 1024;

/** Indexes the message and checks everything that can be checked without knowing what it holds. */
export function checkMessage(raw: Buffer): void {
  const index = indexMessage(raw);
  hold(index.size === raw.length, 'size');
  hold(index.bodyStart === index.root.bodyStart, 'body start');
  hold(index.root.headerStart === 0 && index.root.bodyEnd === raw.length, 'root spans the message');
  checkPart(index.root, 0, raw.length, 0);
  let count = 0;
  for (const part of walkParts(index.root)) {
    count++;
    clean(part.filename, 'filename');
    clean(part.description, 'description');
    for (const value of Object.values(part.params)) clean(value, 'parameter');
    const decoded = decodePart(raw, part);
    hold(decoded.length <= part.bodyEnd - part.bodyStart, 'decoded is no longer than encoded');
    const text = partText(raw, part, TEXT_OCTETS);
    hold(part.type === 'text' || text === '', 'only text has text');
    hold(text.isWellFormed(), 'text is well formed');
    for (const field of headerFields(raw, part.headerStart, part.bodyStart)) {
      hold(part.headerStart <= field.start && field.start < field.valueStart, 'field order');
      hold(field.valueStart <= field.end && field.end <= part.bodyStart, 'field within header');
    }
  }
  hold(count <= DEFAULT_LIMITS.parts + 1, 'part limit');
  checkEnvelope(readImapValue(index.imapEnvelope));
  checkBody(readImapValue(index.imapBodyStructure), true);
  checkBody(readImapValue(index.imapBody), false);
  const { envelope } = index;
  clean(envelope.subject, 'subject');
  clean(envelope.messageId, 'message id');
  hold(envelope.date === undefined || Number.isSafeInteger(envelope.date), 'date');
  for (const list of [envelope.from, envelope.sender, envelope.replyTo, envelope.to, envelope.cc, envelope.bcc]) {
    for (const address of list) {
      clean(address.name, 'address name');
      clean(address.email, 'address');
      if (address.group !== undefined) clean(address.group, 'group');
    }
  }
  for (const id of [...envelope.inReplyTo, ...envelope.references]) clean(id, 'reference');
  clean(index.preview, 'preview');
  hold(index.preview.length <= DEFAULT_LIMITS.previewChars, 'preview length');
  const text = searchText(raw, index, 20_000);
  hold(text.length <= 20_000 && !text.includes('\0') && text.isWellFormed(), 'search text');
  let position = 0;
  for (const token of searchTokens(text)) {
    hold(token.position === position++, 'token position');
    hold(token.token !== '' && token.token.length <= 64 && token.token.isWellFormed(), 'token');
  }
  const body = classifyBody(index.root);
  const sorted = new Set([...body.textBody, ...body.htmlBody, ...body.attachments]);
  checkSorted(index.root, sorted);
  findTextBody(index);
  findHtmlBody(index);
  headerValue(raw, headerFields(raw, 0, index.bodyStart), 'subject');
}

/** Every leaf is read or attached; an alternative's text may be left out, but never all that the alternative holds. */
function checkSorted(part: Part, sorted: Set<Part>): void {
  if (!part.parts) {
    hold(sorted.has(part), 'a leaf is classified');
    return;
  }
  if (part.subtype === 'alternative') {
    const leaves = [...leavesOf(part)];
    hold(leaves.length === 0 || leaves.some((leaf) => sorted.has(leaf)), 'an alternative is classified');
  }
  for (const child of part.parts) if (child.parts || part.subtype !== 'alternative') checkSorted(child, sorted);
}

function* leavesOf(part: Part): Generator<Part> {
  if (!part.parts) yield part;
  for (const child of part.parts ?? []) yield* leavesOf(child);
}

/** What goes into a database or a header must hold no control character but TAB, and no half of a pair. */
function clean(text: string | null, what: string): void {
  hold(text === null || (!/[\x00-\x08\x0a-\x1f]/.test(text) && text.isWellFormed()), `${what} is clean`);
}

function checkPart(part: Part, start: number, end: number, depth: number): void {
  hold(depth <= DEFAULT_LIMITS.depth, 'depth limit');
  hold(start <= part.headerStart && part.headerStart <= part.bodyStart, 'header before body');
  hold(part.bodyStart <= part.bodyEnd && part.bodyEnd <= end, 'body within its parent');
  hold(Number.isSafeInteger(part.lines) && part.lines <= part.bodyEnd - part.bodyStart, 'lines');
  hold(part.type !== 'multipart' || part.parts !== undefined, 'a multipart has parts');
  hold(part.parts === undefined || part.message === undefined, 'parts or message');
  let at = part.bodyStart;
  for (const child of part.parts ?? []) {
    checkPart(child, at, part.bodyEnd, depth + 1);
    at = child.bodyEnd;
  }
  if (part.message) {
    hold(
      part.message.headerStart === part.bodyStart && part.message.bodyEnd === part.bodyEnd,
      'message fills its part',
    );
    hold(part.messageEnvelope !== undefined, 'enclosed envelope');
    checkEnvelope(readImapValue(part.messageEnvelope));
    checkPart(part.message, part.bodyStart, part.bodyEnd, depth + 1);
  }
}

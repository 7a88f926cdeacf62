import { classifyBody, listedAttachments } from '../body/classify.ts';
import { previewOf } from '../body/preview.ts';
import { charsetKnown } from '../charset/decode-charset.ts';
import { decodedAddresses } from '../header/addresses.ts';
import { parseDate } from '../header/date.ts';
import { decodeWords } from '../header/decode-words.ts';
import { messageIds } from '../header/message-ids.ts';
import { bodyStructure } from '../imap/body-structure.ts';
import { type AddressLists, envelopeString, readAddressLists } from '../imap/envelope.ts';
import { DEFAULT_LIMITS, type Limits, MAX_DEFECTS, MAX_DEPTH } from '../limits.ts';
import type { Envelope, MessageIndex } from '../types.ts';
import { setLines } from './body-lines.ts';
import type { HeaderBlock } from './header-block.ts';
import type { Node } from './node.ts';
import { StructureReader } from './structure.ts';

/**
 * Everything that is kept about a message, from one pass over its octets. Any input is a message: what is malformed is read as
 * far as it makes sense, what exceeds a limit is left alone, and both are named in `defects`. Never throws.
 */
export function indexMessage(raw: Buffer, limits?: Partial<Limits>): MessageIndex {
  const bounds = limits ? { ...DEFAULT_LIMITS, ...limits } : DEFAULT_LIMITS;
  if (bounds.depth > MAX_DEPTH) bounds.depth = MAX_DEPTH;
  const defects: string[] = [];
  const defect = (text: string) => {
    if (defects.length < MAX_DEFECTS && !defects.includes(text)) defects.push(text);
  };
  const node = new StructureReader(raw, bounds, defect).read();
  setLines(raw, node);
  setEnclosedEnvelopes(node);
  noteCharsets(node, defect);
  const lists = readAddressLists(node.header);
  const body = classifyBody(node.part);
  return {
    size: raw.length,
    bodyStart: node.part.bodyStart,
    envelope: envelope(node.header, lists),
    root: node.part,
    imapEnvelope: envelopeString(node.header, lists),
    imapBodyStructure: bodyStructure(node, true),
    imapBody: bodyStructure(node, false),
    preview: previewOf(raw, body, bounds.previewChars),
    hasAttachment: listedAttachments(body).length > 0,
    defects,
  };
}

function setEnclosedEnvelopes(node: Node): void {
  if (node.message) {
    node.part.messageEnvelope = envelopeString(node.message.header, readAddressLists(node.message.header));
    setEnclosedEnvelopes(node.message);
  }
  for (const child of node.children) setEnclosedEnvelopes(child);
}

function noteCharsets(node: Node, defect: (text: string) => void): void {
  const charset = node.part.type === 'text' ? node.part.params.charset : undefined;
  if (charset && charset.toLowerCase() !== 'utf-8' && !charsetKnown(charset)) {
    defect(`charset: ${charset.slice(0, 40).toWellFormed()} unknown`);
  }
  for (const child of node.children) noteCharsets(child, defect);
  if (node.message) noteCharsets(node.message, defect);
}

/** RFC 8621 §4.1.3's convenience properties. */
function envelope(header: HeaderBlock, lists: AddressLists): Envelope {
  const date = parseDate(header.value('date') ?? '');
  const subject = header.value('subject');
  const references = header.value('references');
  const inReplyTo = header.value('in-reply-to');
  return {
    date: date?.date,
    dateOffset: date?.offset ?? 0,
    subject: subject === undefined ? null : decodeWords(subject).trim(),
    from: decodedAddresses(lists.from),
    sender: decodedAddresses(lists.sender),
    replyTo: decodedAddresses(lists['reply-to']),
    to: decodedAddresses(lists.to),
    cc: decodedAddresses(lists.cc),
    bcc: decodedAddresses(lists.bcc),
    messageId: messageIds(header.value('message-id') ?? '')[0] ?? null,
    inReplyTo: inReplyTo ? messageIds(inReplyTo) : [],
    references: references ? messageIds(references) : [],
  };
}

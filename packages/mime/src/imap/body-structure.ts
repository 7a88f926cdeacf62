import { joinContinuations, type ParameterisedValue } from '../header/params.ts';
import { isEnclosedMessage, type Node } from '../scan/node.ts';
import { nstring, quote } from './quote.ts';

/**
 * The BODY and BODYSTRUCTURE values (RFC 9051 §7.5.2, §9 body). Parameters are as sent, but
 * for RFC 2231 continuations, which are joined; clients decode them.
 *
 * - A multipart with no parts gets one empty text/plain, since the syntax wants at least one.
 * - An enclosed message under a transfer encoding is shown as application/octet-stream, since the syntax ties message/rfc822 to
 *   an envelope that can't be seen.
 */
export function bodyStructure(node: Node, extended: boolean): string {
  const { part } = node;
  if (part.parts) {
    let out = '(';
    for (const child of node.children) out += bodyStructure(child, extended);
    if (node.children.length === 0) out += extended ? `${EMPTY} NIL NIL NIL NIL)` : `${EMPTY})`;
    out += ` ${quote(part.subtype)}`;
    if (extended) out += ` ${params(node.contentType)} ${dispositionLanguageLocation(node)}`;
    return `${out})`;
  }
  const sealed =
    part.type === 'message' && (part.subtype === 'rfc822' || part.subtype === 'global') && !isEnclosedMessage(part);
  const type = sealed ? '"application" "octet-stream"' : `${quote(part.type)} ${quote(part.subtype)}`;
  let out = `(${type} ${typeParams(node)} ${nstring(node.contentId)} ${nstring(node.description)} ${quote(part.encoding)} ${
    part.bodyEnd - part.bodyStart
  }`;
  if (node.message) out += ` ${part.messageEnvelope} ${bodyStructure(node.message, extended)} ${part.lines}`;
  else if (part.type === 'text') out += ` ${part.lines}`;
  if (extended) out += ` NIL ${dispositionLanguageLocation(node)}`;
  return `${out})`;
}

const EMPTY = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0';

function typeParams(node: Node): string {
  // RFC 2045 §5.2.
  if (node.part.type === 'text' && !node.contentType?.params.length) return '("charset" "us-ascii")';
  return params(node.contentType);
}

function params(value: ParameterisedValue | undefined): string {
  if (!value || value.params.length === 0) return 'NIL';
  return `(${joinContinuations(value.params)
    .map(([name, each]) => `${quote(name)} ${quote(each)}`)
    .join(' ')})`;
}

function dispositionLanguageLocation(node: Node): string {
  const { disposition, part } = node;
  const shown = disposition?.value ? `(${quote(disposition.value.toLowerCase())} ${params(disposition)})` : 'NIL';
  const tags = part.language;
  const language = tags.length === 0 ? 'NIL' : tags.length === 1 ? quote(tags[0]!) : `(${tags.map(quote).join(' ')})`;
  return `${shown} ${language} ${nstring(node.location)}`;
}

import { classifyBody, walkParts } from '../body/classify.ts';
import { partText } from '../body/part-text.ts';
import { cutAt } from '../body/preview.ts';
import { decodeWords } from '../header/decode-words.ts';
import { headerFields, headerValue } from '../scan/header-fields.ts';
import type { Address, MessageIndex, Part } from '../types.ts';

/** Octets of encoded body read for a character of text: base64 of three-octet letters in HTML, generously. */
const OCTETS_PER_CHAR = 8;

/**
 * The text that a message is found by: subject, addresses, file names, and the text of its text parts, enclosed messages included;
 * composed (NFC), without NUL, at most `maxChars` UTF-16 code units. An HTML alternative counts only where it says much more
 * than the plain one.
 */
export function searchText(raw: Buffer, index: MessageIndex, maxChars = 200_000): string {
  const pieces: string[] = [];
  let left = maxChars;
  const add = (text: string | null) => {
    if (!text || left <= 0) return;
    // Composing shortens: three times as much is enough to fill what is left.
    const piece = cutAt(
      text
        .slice(0, left * 3)
        .replace(/\0+/g, ' ')
        .normalize('NFC'),
      left,
    );
    pieces.push(piece);
    left -= piece.length + 1;
  };
  const { envelope } = index;
  add(envelope.subject);
  for (const list of [envelope.from, envelope.sender, envelope.replyTo, envelope.to, envelope.cc, envelope.bcc]) {
    add(addressText(list));
  }
  for (const part of walkParts(index.root)) {
    add(part.filename);
    add(part.description);
  }
  addBody(raw, index.root, add, () => left);
  return cutAt(pieces.join('\n'), maxChars);
}

function addressText(list: readonly Address[]): string {
  const seen = new Set<string>();
  for (const each of list) {
    if (each.group) seen.add(each.group);
    seen.add(each.name === null ? each.email : `${each.name} ${each.email}`);
  }
  return [...seen].join('\n');
}

function addBody(raw: Buffer, root: Part, add: (text: string | null) => void, left: () => number): void {
  const body = classifyBody(root);
  const read = (part: Part) => partText(raw, part, Math.max(4096, left() * OCTETS_PER_CHAR));
  let plain = 0;
  const done = new Set<Part>();
  for (const part of body.textBody) {
    done.add(part);
    if (left() <= 0) return;
    const text = read(part);
    plain += text.length;
    add(text);
  }
  for (const part of body.htmlBody) {
    if (done.has(part) || part.type !== 'text') continue;
    done.add(part);
    if (left() <= 0) return;
    // The encoded size bounds the text: no need to read what can't be twice as long.
    if (part.bodyEnd - part.bodyStart <= plain * 2) continue;
    const text = read(part);
    if (text.length > plain * 2) add(text);
  }
  for (const part of body.attachments) {
    if (left() <= 0) return;
    if (part.message) {
      add(enclosedSubject(raw, part.message));
      addBody(raw, part.message, add, left);
    } else if (part.type === 'text' && !done.has(part)) add(read(part));
  }
}

function enclosedSubject(raw: Buffer, message: Part): string | null {
  const subject = headerValue(raw, headerFields(raw, message.headerStart, message.bodyStart), 'subject');
  return subject === undefined ? null : decodeWords(subject);
}

import { createHash } from 'node:crypto';
import type { Address, MessageIndex, Part } from '@congvu/mime';
import type { Summary } from './types.ts';

/** 52 bits of a hash: an identifier that is a safe integer in JavaScript and a bigint in PostgreSQL. */
export function hash52(text: string): number {
  const digest = createHash('sha256').update(text).digest();
  return digest.readUIntBE(0, 6) * 16 + (digest[6]! >> 4);
}

const filled = (list: Address[]): Address[] | undefined => (list.length > 0 ? list.slice(0, 500) : undefined);

/** The part of a message that lists, sorting and header searches need. Long lists are cut: the octets have them all. */
export function summarize(index: MessageIndex): Summary {
  const e = index.envelope;
  const names = attachmentNames(index.root);
  return prune({
    s: e.subject === null ? null : e.subject.slice(0, 2000),
    f: filled(e.from),
    sn: filled(e.sender),
    rt: filled(e.replyTo),
    t: filled(e.to),
    c: filled(e.cc),
    b: filled(e.bcc),
    d: e.date,
    z: e.date === undefined || e.dateOffset === 0 ? undefined : e.dateOffset,
    id: e.messageId ?? undefined,
    ir: e.inReplyTo.length > 0 ? e.inReplyTo.slice(0, 50) : undefined,
    rf: e.references.length > 0 ? e.references.slice(-200) : undefined,
    p: index.preview,
    a: index.hasAttachment ? 1 : undefined,
    n: names.length > 0 ? names.slice(0, 200) : undefined,
  }) as unknown as Summary;
}

/** JSON without undefined members and without NUL, which jsonb refuses. */
function prune(value: Record<string, unknown>): Record<string, unknown> {
  for (const key of Object.keys(value)) if (value[key] === undefined) delete value[key];
  return value;
}

export function summaryJson(summary: Summary): string {
  const json = JSON.stringify(summary);
  // Lone surrogates and NUL can't be stored in jsonb.
  return (json.includes('\\u0000') ? json.replaceAll('\\u0000', '') : json)
    .toWellFormed()
    .replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\ufffd');
}

function attachmentNames(part: Part, into: string[] = []): string[] {
  if (part.filename) into.push(part.filename);
  for (const child of part.parts ?? []) attachmentNames(child, into);
  return into;
}

/**
 * The thread of a message: the root of References; without References the thread of the message it answers, if that
 * is here; else it begins one of its own. The same for every holder, so that no account need be searched at delivery.
 */
export function threadRoot(index: MessageIndex): { root: string | undefined; parent: string | undefined } {
  const { references, inReplyTo, messageId } = index.envelope;
  if (references[0]) return { root: references[0], parent: undefined };
  if (inReplyTo[0]) return { root: inReplyTo[0], parent: inReplyTo[0] };
  return { root: messageId ?? undefined, parent: undefined };
}

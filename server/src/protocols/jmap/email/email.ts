import { type Address, classifyBody, type Envelope, headerFields, indexMessage } from '@congvu/mime';
import type { Summary } from '../../../mail/index.ts';
import { wholeBlobId } from '../blob/blob-id.ts';
import { encodeId } from '../core/ids.ts';
import type { EmailRow } from '../queries/email.ts';
import { allHeaders, bodyPart, type Source } from './body-part.ts';
import { bodyValues } from './body-values.ts';
import { formatDate, utcDate } from './dates.ts';
import { headerPropertyValue } from './header-property.ts';
import { keywordsOf } from './keywords.ts';
import type { Wanted } from './wanted.ts';

/** An Email's own state, from its rows, one for each mailbox. */
export function metadata(rows: readonly EmailRow[], wanted: ReadonlySet<string>): Record<string, unknown> {
  const row = rows[0]!;
  const email: Record<string, unknown> = { id: encodeId('email', row.email_id) };
  if (wanted.has('blobId')) email.blobId = wholeBlobId(row.hash);
  if (wanted.has('threadId')) email.threadId = encodeId('thread', row.thread_id);
  if (wanted.has('mailboxIds')) {
    email.mailboxIds = Object.fromEntries(rows.map((r) => [encodeId('mailbox', r.mailbox_id), true]));
  }
  if (wanted.has('keywords')) email.keywords = keywordsOf(row.flags, row.keywords);
  if (wanted.has('size')) email.size = row.size;
  if (wanted.has('receivedAt')) email.receivedAt = utcDate(row.received);
  return email;
}

const plain = (list: Address[] | undefined) =>
  list && list.length > 0 ? list.map(({ name, email }) => ({ name, email })) : null;

/** Properties of a message's header that its summary answers (RFC 8621 §4.1.2.3, §4.1.4). */
const readers: Record<string, (s: Summary) => unknown> = {
  messageId: (s) => (s.id === undefined ? null : [s.id]),
  inReplyTo: (s) => s.ir ?? null,
  references: (s) => s.rf ?? null,
  sender: (s) => plain(s.sn),
  from: (s) => plain(s.f),
  to: (s) => plain(s.t),
  cc: (s) => plain(s.c),
  bcc: (s) => plain(s.b),
  replyTo: (s) => plain(s.rt),
  subject: (s) => s.s,
  sentAt: (s) => (s.d === undefined ? null : formatDate(s.d, s.z ?? 0)),
  hasAttachment: (s) => s.a === 1,
  preview: (s) => s.p,
};

export function addSummary(email: Record<string, unknown>, summary: Summary, wanted: ReadonlySet<string>): void {
  for (const property of wanted) {
    const read = readers[property];
    if (read) email[property] = read(summary);
  }
}

/** A summary whose lists were cut when it was made: the octets know the rest. */
export function isCut(s: Summary): boolean {
  const full = [s.f, s.rt, s.t, s.c, s.b].some((list) => list && list.length >= 500);
  return full || (s.s !== null && s.s.length >= 2000) || (s.rf !== undefined && s.rf.length >= 200);
}

/** Summary of a message that is not in the store. */
export function envelopeSummary(envelope: Envelope, preview: string, hasAttachment: boolean): Summary {
  const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);
  const parts = {
    f: some(envelope.from),
    sn: some(envelope.sender),
    rt: some(envelope.replyTo),
    t: some(envelope.to),
    c: some(envelope.cc),
    b: some(envelope.bcc),
    d: envelope.date,
    z: envelope.dateOffset,
    id: envelope.messageId ?? undefined,
    ir: some(envelope.inReplyTo),
    rf: some(envelope.references),
    a: hasAttachment ? 1 : undefined,
  };
  const given = Object.fromEntries(Object.entries(parts).filter(([, v]) => v !== undefined));
  return { s: envelope.subject, p: preview, ...given } as Summary;
}

/** Adds what only the octets tell: header fields, structure, bodies; and the summary anew when `withSummary`. */
export function addBody(email: Record<string, unknown>, source: Source, wanted: Wanted, withSummary: boolean): void {
  const index = indexMessage(source.octets);
  if (withSummary) {
    addSummary(email, envelopeSummary(index.envelope, index.preview, index.hasAttachment), wanted.properties);
  }
  const fields = wanted.headers.length > 0 ? headerFields(source.octets, 0, index.bodyStart) : [];
  for (const header of wanted.headers) {
    email[header.property] = headerPropertyValue(source.octets, fields, header);
  }
  const body = classifyBody(index.root);
  const list = (parts: typeof body.textBody) => parts.map((part) => bodyPart(source, part, wanted.part, false));
  const { properties } = wanted;
  if (properties.has('headers')) email.headers = allHeaders(source.octets, 0, index.bodyStart);
  if (properties.has('bodyStructure')) email.bodyStructure = bodyPart(source, index.root, wanted.part, true);
  if (properties.has('textBody')) email.textBody = list(body.textBody);
  if (properties.has('htmlBody')) email.htmlBody = list(body.htmlBody);
  if (properties.has('attachments')) email.attachments = list(body.attachments);
  if (properties.has('bodyValues')) email.bodyValues = bodyValues(source, index.root, body, wanted);
}

import { randomUUID } from 'node:crypto';
import { decodeWords, foldHeader, formatAddress, parseAddresses } from '@congvu/mime';
import { domainOf } from './recipients.ts';
import type { SenderRights } from './senders.ts';
import { type Field, fieldValue, readFields } from './wire/fields.ts';
import { dateTime } from './wire/trace.ts';

/** Why a message may not be sent. `address` is the one in question. */
export class SendRefused extends Error {
  readonly reason: 'not-your-address' | 'from-invalid' | 'sender-not-yours';
  readonly address: string | null;

  constructor(reason: SendRefused['reason'], address: string | null) {
    super(address === null ? reason : `${reason}: ${address}`);
    this.name = 'SendRefused';
    this.reason = reason;
    this.address = address;
  }
}

export interface Prepared {
  bytes: Buffer;
  messageId: string;
  /** Decoded. */
  subject: string | null;
  /** Addresses of the From field. */
  from: string[];
}

/** Fields that never leave: blind recipients, and trace fields that only servers write. */
const removed = new Set(['bcc', 'resent-bcc', 'return-path']);

/**
 * Makes a message fit to be sent (RFC 6409 §8): Date, Message-ID, From and Sender are completed, Bcc taken out, and From
 * and Sender checked against what the person may use. `trace` goes in front. The body is not touched.
 * @throws SendRefused
 */
export function prepareMessage(message: Buffer, rights: SenderRights, now: Date, trace = ''): Prepared {
  const fields = readFields(message, 0, message.length);
  const headerEnd = fields.at(-1)?.end ?? 0;
  const from = checkFrom(message, fields, rights);
  const added: string[] = [];
  let messageId = messageIdOf(message, fields);
  if (from.field) added.push(from.field);
  if (!has(fields, 'date')) added.push(`Date: ${dateTime(now)}`);
  if (!messageId) {
    messageId = `${randomUUID()}@${domainOf(from.addresses[0]!)}`;
    added.push(`Message-ID: <${messageId}>`);
  }
  const sender = checkSender(message, fields, rights, from.addresses);
  if (sender) added.push(sender);
  const kept = fields.filter((field) => !removed.has(field.name));
  const untouched = kept.length === fields.length && added.length === 0 && fields[0]?.start === 0;
  const head = untouched
    ? [message.subarray(0, headerEnd)]
    : [
        ...kept.map((field) => message.subarray(field.start, field.end)),
        ...added.map((field) => Buffer.from(`${field}\r\n`)),
      ];
  // A message of nothing but header has no blank line yet.
  const rest = message.subarray(headerEnd);
  const body =
    rest.length > 0 && rest[0] !== 0x0d
      ? [Buffer.from('\r\n'), rest]
      : rest.length === 0
        ? [Buffer.from('\r\n')]
        : [rest];
  return {
    bytes: Buffer.concat([Buffer.from(trace), ...head, ...body]),
    messageId,
    subject: subjectOf(message, fields),
    from: from.addresses,
  };
}

const has = (fields: readonly Field[], name: string) => fields.some((field) => field.name === name);

function messageIdOf(message: Buffer, fields: readonly Field[]): string | null {
  const field = fields.find((f) => f.name === 'message-id');
  return field ? (/<([^<>\s]{1,990})>/.exec(fieldValue(message, field))?.[1] ?? null) : null;
}

function subjectOf(message: Buffer, fields: readonly Field[]): string | null {
  const field = fields.find((f) => f.name === 'subject');
  return field ? decodeWords(fieldValue(message, field)) : null;
}

/** What operators and reports call a message. */
export function describeMessage(message: Buffer): { messageId: string | null; subject: string | null } {
  const fields = readFields(message, 0, message.length);
  return { messageId: messageIdOf(message, fields), subject: subjectOf(message, fields) };
}

/** The addresses of From, each of which the person may use; with a new field where there was none. */
function checkFrom(
  message: Buffer,
  fields: readonly Field[],
  rights: SenderRights,
): { addresses: string[]; field: string | null } {
  const found = fields.filter((field) => field.name === 'from');
  if (found.length > 1) throw new SendRefused('from-invalid', null);
  if (found.length === 0) {
    if (!rights.own) throw new SendRefused('from-invalid', null);
    const { name, address } = rights.own;
    return { addresses: [address], field: foldHeader('From', formatAddress({ name, email: address })) };
  }
  const addresses = parseAddresses(fieldValue(message, found[0]!)).map((address) => address.email);
  if (addresses.length === 0 || addresses.some((address) => !address.includes('@')))
    throw new SendRefused('from-invalid', null);
  const foreign = addresses.find((address) => rights.of(address) === null);
  if (foreign !== undefined) throw new SendRefused('not-your-address', foreign);
  return { addresses, field: null };
}

/** Checks the Sender field; answers one to add where the person sends on behalf of another (RFC 5322 §3.6.2). */
function checkSender(message: Buffer, fields: readonly Field[], rights: SenderRights, from: string[]): string | null {
  const found = fields.filter((field) => field.name === 'sender');
  if (found.length > 1) throw new SendRefused('from-invalid', null);
  const onBehalf = from.length > 1 || from.some((address) => rights.of(address) === 'on-behalf');
  if (found.length === 1) {
    const [address, more] = parseAddresses(fieldValue(message, found[0]!));
    if (!address || more || rights.of(address.email) !== 'own')
      throw new SendRefused('sender-not-yours', address?.email ?? null);
    return null;
  }
  if (!onBehalf) return null;
  if (!rights.own) throw new SendRefused('not-your-address', from[0]!);
  return foldHeader('Sender', formatAddress({ name: rights.own.name, email: rights.own.address }));
}

/** The domain of the first address of From, whose key signs the message. */
export function fromDomain(message: Buffer): string | null {
  const field = readFields(message, 0, message.length).find((f) => f.name === 'from');
  const address = field && parseAddresses(fieldValue(message, field))[0]?.email;
  return address?.includes('@') ? domainOf(address) : null;
}

import { createHash } from 'node:crypto';
import type { DeliverOutcome, Target } from '../../../mail/index.ts';
import { wholeBlobId } from '../blob/blob-id.ts';
import type { Call } from '../core/call.ts';
import { invalid, SetError } from '../core/errors.ts';
import { decodeId, encodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { trueKeys } from '../core/patch.ts';
import { parseUtcDate } from './condition.ts';
import { readKeywords } from './keywords.ts';

/** Where and how an Email is to be: the properties it does not share with its message. */
export interface Placement {
  mailboxes: number[];
  flags: number;
  keywords: string[];
  /** Milliseconds since the epoch. */
  receivedAt: number | undefined;
}

/** Reads `mailboxIds`, `keywords` and `receivedAt` of an Email to be made. @throws SetError `invalidProperties`, … */
export function readPlacement(call: Call, object: JsonObject): Placement {
  const mailboxIds = trueKeys(object.mailboxIds ?? null, 'mailboxIds');
  if (mailboxIds.length === 0) throw invalid('mailboxIds', 'An Email is in one Mailbox at least.');
  const mailboxes = new Set(mailboxIds.map((id) => mailboxRow(call, id)));
  return {
    mailboxes: [...mailboxes],
    ...readKeywords(object.keywords),
    receivedAt: readReceivedAt(object.receivedAt),
  };
}

/** @throws SetError `invalidProperties` */
export function mailboxRow(call: Call, id: string): number {
  const row = decodeId('mailbox', call.resolve(id));
  if (row === undefined) throw invalid('mailboxIds', `No such Mailbox: ${id.slice(0, 100)}`);
  return row;
}

function readReceivedAt(value: Json | undefined): number | undefined {
  if (value == null) return undefined;
  const time = typeof value === 'string' ? parseUtcDate(value) : undefined;
  // What a timestamp of the database can hold, and no date of another age.
  if (time === undefined || time < Date.UTC(1900, 0, 1) || time > Date.UTC(9999, 0, 1)) {
    throw invalid('receivedAt', 'Is not a date in UTC.');
  }
  return time;
}

export interface Placed {
  id: string;
  blobId: string;
  threadId: string;
  size: number;
}

/** Stores a message as a new Email, in all its Mailboxes or not at all. @throws SetError */
export async function placeEmail(call: Call, octets: Buffer, placement: Placement): Promise<Placed> {
  const { receivedAt, flags, keywords } = placement;
  const targets = placement.mailboxes.map(
    (mailboxId): Target => ({
      accountId: call.account.row,
      mailboxId,
      flags,
      keywords,
      ...(receivedAt === undefined ? {} : { receivedAt }),
    }),
  );
  const outcomes = await call.services.mail.deliver(octets, targets, { allOrNone: true, sameEmail: true });
  const refused = outcomes.find((o) => o.status !== 'delivered');
  if (refused) throw refusal(refused.status);
  const [first] = outcomes;
  if (first?.status !== 'delivered') throw new Error('A message was stored nowhere.');
  return {
    id: encodeId('email', first.emailId),
    blobId: wholeBlobId(createHash('sha256').update(octets).digest('hex')),
    threadId: encodeId('thread', first.threadId),
    size: octets.length,
  };
}

function refusal(status: DeliverOutcome['status']): SetError {
  if (status === 'over-quota') return new SetError('overQuota');
  if (status === 'no-mailbox') return invalid('mailboxIds', 'There is no such Mailbox.');
  return new SetError('forbidden', { description: 'The account is not active.' });
}

import type { Queryable } from '../../platform/index.ts';
import { lifetime } from './back-off.ts';
import { insertMessage } from './queries.ts';
import { domainOf } from './recipients.ts';
import type { Envelope, EnvelopeRecipient, RecipientState, Report } from './types.ts';

export interface NewRecipient extends EnvelopeRecipient {
  local: boolean;
  state: RecipientState;
  status?: string;
  reply?: string;
  report?: Report;
}

export interface NewMessage {
  contentId: number;
  size: number;
  envelope: Omit<Envelope, 'to'>;
  recipients: NewRecipient[];
  accountId?: number | null;
  personId?: number | null;
  messageId?: string | null;
  subject?: string | null;
  now: number;
  /** Recipients that begin as `sending` belong to this one for so many milliseconds. */
  lease?: { owner: string; milliseconds: number };
}

/** Writes a message with all its recipients in one statement. Answers its number. */
export async function insertQueued(db: Queryable, message: NewMessage): Promise<number> {
  const { envelope, recipients, now } = message;
  const at = new Date(now);
  const { rows } = await db.query<{ queue_id: number }>({
    ...insertMessage,
    values: [
      message.contentId,
      message.size,
      envelope.from,
      message.accountId ?? null,
      message.personId ?? null,
      message.messageId?.slice(0, 998) ?? null,
      message.subject?.slice(0, 500) ?? null,
      envelope.envid ?? null,
      envelope.ret ?? null,
      envelope.eightBit ?? false,
      envelope.smtpUtf8 ?? false,
      envelope.requireTls ?? false,
      at,
      new Date(now + lifetime),
      recipients.map((r) => r.address),
      recipients.map((r) => domainOf(r.address)),
      recipients.map((r) => r.local),
      recipients.map((r) => r.state),
      recipients.map((r) => r.notify?.join(',') ?? null),
      recipients.map((r) => r.orcpt ?? null),
      recipients.map(() => at),
      recipients.map((r) => r.status ?? null),
      recipients.map((r) => r.reply ?? null),
      recipients.map((r) => r.report ?? null),
      message.lease?.owner ?? null,
      message.lease?.milliseconds ?? 0,
    ],
  });
  return rows[0]!.queue_id;
}

import type { SMTPServerSession } from 'smtp-server';
import type { DeliverOutcome, MailStore, Target } from '../../mail/index.ts';
import { cutFields, type Outbox, returnPathField, type SettledRecipient } from '../../mail/queue/index.ts';
import { isTemporary, type Log } from '../../platform/index.ts';
import { forgedFields } from './message/forged-fields.ts';
import { type Incoming, openMessage, withTrace } from './message/incoming.ts';
import type { ScanLimits } from './message/scan.ts';
import { type Reply, refusals, refuse, replyTo } from './replies.ts';
import { type CheckOptions, checkSender, type SenderCheck } from './sender-checks.ts';
import { type AcceptedRecipient, receivedFor, recipientsOf, senderOf } from './transaction.ts';
import type { Connection } from './wire/connection.ts';
import type { Gathered } from './wire/stream.ts';

export interface InboundDeps {
  mail: Pick<MailStore, 'deliver'>;
  outbox: Pick<Outbox, 'report'>;
  log: Log;
  hostname: string;
  lmtp: boolean;
  scan: ScanLimits;
  checks: CheckOptions;
}

/** More Received fields than this are a loop (RFC 5321 §6.3 asks for at least 100 hops to be allowed). */
export const maxHops = 100;

/** Opens what DATA brought, or refuses it. */
export function open(gathered: Gathered, limits: ScanLimits): Incoming {
  if (gathered.refused) throw refuse(gathered.refused);
  const message = openMessage(gathered.chunks, gathered.bytes, limits);
  // They are joined now; a second copy need not wait for the store.
  gathered.chunks.length = 0;
  if (typeof message === 'string') throw refuse(message);
  let hops = 0;
  for (const field of message.fields) if (field.name === 'received') hops++;
  if (hops > maxHops) throw refuse('loop');
  return message;
}

/** Takes a message for mailboxes here: one reply, or with LMTP one for each recipient. Replies come after the commit. */
export async function receiveInbound(
  deps: InboundDeps,
  gathered: Gathered,
  connection: Connection,
): Promise<Reply | Reply[]> {
  const { session } = connection;
  try {
    const recipients = recipientsOf(session.envelope);
    const message = open(gathered, deps.scan);
    const check = connection.trusted ? null : await check_(deps, message, session);
    if (check?.action === 'reject') throw refuse('dmarc');
    message.start = cutFields(
      message.memory,
      message.start,
      forgedFields(message.memory, message.fields, deps.hostname),
    );
    const trace =
      returnPathField(senderOf(session.envelope)) +
      receivedFor(session, { lmtp: deps.lmtp, hostname: deps.hostname, recipients, at: new Date() }) +
      (check?.header ?? '');
    const bytes = withTrace(message, trace);
    const targets = targetsOf(recipients, check?.action === 'junk');
    const outcomes = await deps.mail.deliver(bytes, targets, { arriving: true });
    const byAccount = new Map(outcomes.map((outcome) => [outcome.accountId, outcome]));
    const replies = recipients.map((recipient) =>
      replyFor(byAccount.get(recipient.known.account!.accountId)!, session),
    );
    // Reports to a sender who is not proved could hit anyone; success is not worth that.
    await tellSender(deps, bytes, session, recipients, replies, check?.verified ?? true);
    return deps.lmtp ? replies : oneReply(session, replies);
  } catch (error) {
    const reply = replyTo(error);
    if (reply.code < 500 && !isTemporary(error)) deps.log.error({ err: error }, 'a message could not be taken');
    return reply;
  }
}

async function check_(deps: InboundDeps, message: Incoming, session: SMTPServerSession): Promise<SenderCheck> {
  // Two From fields: which of them DMARC looked at and which one a reader sees would be anyone's guess.
  if (message.fields.filter((field) => field.name === 'from').length > 1) throw refuse('fromMissing');
  return checkSender(
    {
      message: message.memory.subarray(message.start, message.end),
      address: session.remoteAddress,
      helo: String(session.hostNameAppearsAs || ''),
      sender: senderOf(session.envelope),
    },
    deps.checks,
  );
}

/** One target for each mailbox, however many of its addresses were named. */
function targetsOf(recipients: readonly AcceptedRecipient[], junk: boolean): Target[] {
  const accounts = new Set(recipients.map((recipient) => recipient.known.account!.accountId));
  return [...accounts].map((accountId) => (junk ? { accountId, role: 'junk' } : { accountId }));
}

function replyFor(outcome: DeliverOutcome, session: SMTPServerSession): Reply {
  switch (outcome.status) {
    case 'delivered':
      return { code: 250, text: `2.1.5 Delivered, id ${session.id}.${session.transaction}` };
    case 'over-quota':
      return asReply(refusals.mailboxFull);
    case 'not-active':
      return asReply(refusals.mailboxDisabled);
    default:
      return asReply(refusals.unknownRecipient);
  }
}

const asReply = ([code, text]: readonly [number, string]): Reply => ({ code, text });

/** SMTP has one reply for all. When it can't be a refusal for all, the sender hears of the failed ones by mail. */
function oneReply(session: SMTPServerSession, replies: Reply[]): Reply {
  if (replies.every((reply) => reply.code !== 250)) return replies[0]!;
  return { code: 250, text: `2.6.0 Accepted, id ${session.id}.${session.transaction}` };
}

/**
 * What the reply can't say: which mailboxes failed though others took the message (LMTP says it for each), and success
 * where that was asked for (RFC 3461 §5.2).
 */
async function tellSender(
  deps: InboundDeps,
  bytes: Buffer,
  session: SMTPServerSession,
  recipients: AcceptedRecipient[],
  replies: Reply[],
  verified: boolean,
): Promise<void> {
  const tellsFailure = !deps.lmtp && replies.some((reply) => reply.code === 250);
  const settled = recipients.flatMap(({ address, notify, orcpt }, i): SettledRecipient[] => {
    const reply = replies[i]!;
    const outcome = reply.code === 250 ? 'delivered' : 'failed';
    if (outcome === 'delivered' ? !(verified && notify?.includes('SUCCESS')) : !tellsFailure) return [];
    return [
      {
        address,
        ...(notify && { notify }),
        ...(orcpt && { orcpt }),
        outcome,
        status: reply.text.split(' ')[0]!,
        reply: `${reply.code} ${reply.text}`,
      },
    ];
  });
  if (settled.length === 0) return;
  const { dsn } = session.envelope;
  await deps.outbox.report(
    bytes,
    {
      from: senderOf(session.envelope),
      ...(dsn?.ret && { ret: dsn.ret as 'FULL' | 'HDRS' }),
      ...(dsn?.envid && { envid: dsn.envid }),
    },
    settled,
  );
}

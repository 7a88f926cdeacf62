import type { SMTPServerAuthentication, SMTPServerSession } from 'smtp-server';
import type { Accounts, SignedIn } from '../../accounts/index.ts';
import { cutFields, type Outbox, SendRefused } from '../../mail/queue/index.ts';
import { AppError, isTemporary, type Log } from '../../platform/index.ts';
import { open } from './inbound.ts';
import type { RateLimiter } from './limits.ts';
import { forgedFields } from './message/forged-fields.ts';
import type { ScanLimits } from './message/scan.ts';
import { type Reply, refuse, replyTo, type SmtpRefusal } from './replies.ts';
import { receivedFor, recipientsOf, senderOf } from './transaction.ts';
import type { Connection } from './wire/connection.ts';
import type { Gathered } from './wire/stream.ts';

export interface SubmissionDeps {
  authenticate: Accounts['authenticate'];
  outbox: Pick<Outbox, 'submit' | 'rights'>;
  log: Log;
  hostname: string;
  scan: ScanLimits;
  /** Recipients a person may write to in a time. */
  rate: RateLimiter;
}

/** AUTH (RFC 4954). smtp-server lets nobody here without TLS. */
export async function signIn(
  deps: SubmissionDeps,
  auth: SMTPServerAuthentication,
  session: SMTPServerSession,
): Promise<SignedIn> {
  try {
    return await deps.authenticate(auth.username ?? '', auth.password ?? '', {
      remoteAddress: session.remoteAddress,
      tls: session.secure,
      protocol: 'submission',
    });
  } catch (error) {
    throw authRefusal(error);
  }
}

function authRefusal(error: unknown): SmtpRefusal {
  if (error instanceof AppError) {
    switch (error.code) {
      case 'auth.wrong-credentials':
        return refuse('badCredentials');
      case 'auth.must-change-password':
        return refuse('mustChangePassword');
      case 'auth.locked':
        return refuse('accountDisabled');
      case 'auth.throttled':
        return refuse('tooManyAttempts');
    }
  }
  return refuse('authUnavailable');
}

/** MAIL FROM: an address the person may use, or the null sender of a report. */
export async function judgeSender(deps: SubmissionDeps, address: string, session: SMTPServerSession): Promise<void> {
  if (address === '') return;
  const rights = await deps.outbox.rights((session.user as SignedIn).personId);
  if (rights.of(address) === null) throw refuse('notYourAddress', address);
}

/** Takes a message to be sent: 250 once it is safe in the queue for every recipient. */
export async function receiveSubmission(
  deps: SubmissionDeps,
  gathered: Gathered,
  connection: Connection,
): Promise<Reply> {
  const { session } = connection;
  const who = session.user as unknown as SignedIn;
  try {
    const recipients = recipientsOf(session.envelope);
    const message = open(gathered, deps.scan);
    if (!deps.rate.take(String(who.personId), recipients.length)) throw refuse('tooManyMessages');
    const start = cutFields(message.memory, message.start, forgedFields(message.memory, message.fields, deps.hostname));
    const { dsn, bodyType, smtpUtf8, requireTLS } = session.envelope;
    const submitted = await deps.outbox.submit({
      actorPersonId: who.personId,
      envelope: {
        from: senderOf(session.envelope),
        to: recipients.map(({ address, notify, orcpt }) => ({
          address,
          ...(notify && { notify }),
          ...(orcpt && { orcpt }),
        })),
        ...(dsn?.ret && { ret: dsn.ret as 'FULL' | 'HDRS' }),
        ...(dsn?.envid && { envid: dsn.envid }),
        ...(bodyType === '8bitmime' && { eightBit: true }),
        smtpUtf8: smtpUtf8 ?? false,
        requireTls: requireTLS ?? false,
      },
      bytes: message.memory.subarray(start, message.end),
      trace: receivedFor(session, { lmtp: false, hostname: deps.hostname, recipients, at: new Date() }),
      // SMTP has one reply: all or none.
      strict: true,
      via: { protocol: 'submission', remoteAddress: session.remoteAddress },
    });
    if (submitted.queueId === null) return parseReply(submitted.recipients[0]!.reply);
    return { code: 250, text: `2.6.0 Accepted, queue ${submitted.queueId}` };
  } catch (error) {
    if (error instanceof SendRefused) return replyTo(sendRefusal(error));
    const reply = replyTo(error);
    if (reply.code < 500 && !isTemporary(error)) deps.log.error({ err: error }, 'a message could not be submitted');
    return reply;
  }
}

function parseReply(reply: string): Reply {
  return { code: Number(reply.slice(0, 3)), text: reply.slice(4) };
}

function sendRefusal({ reason, address }: SendRefused): SmtpRefusal {
  switch (reason) {
    case 'not-your-address':
      return refuse('notYourAddress', address ?? '');
    case 'sender-not-yours':
      return refuse('senderMissing', address ?? '');
    case 'from-invalid':
      return refuse('fromMissing');
  }
}

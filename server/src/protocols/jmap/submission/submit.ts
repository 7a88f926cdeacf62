import { SendRefused, type Submission } from '../../../mail/queue/index.ts';
import type { Call } from '../core/call.ts';
import { invalid, SetError } from '../core/errors.ts';
import { decodeId, encodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { utcDate } from '../email/dates.ts';
import { isCut } from '../email/email.ts';
import { identitiesOf } from '../identity/identity.ts';
import { bumpAccount } from '../queries/account.ts';
import { type EmailRow, emailRows } from '../queries/email.ts';
import type { IdentityRow } from '../queries/identity.ts';
import { insertSubmission, type SubmissionEnvelope, submissions } from '../queries/submission.ts';
import { readEnvelope, toRecipient } from './envelope.ts';
import { type UndoStatus, undoStatus } from './submission.ts';

const known = ['identityId', 'emailId', 'envelope'];
const serverSet = ['id', 'threadId', 'sendAt', 'undoStatus', 'deliveryStatus', 'dsnBlobIds', 'mdnBlobIds'];

export interface Submitted {
  id: string;
  /** Of the Email, for `onSuccessUpdateEmail`. */
  emailId: string;
  threadId: string;
  sendAt: string;
  undoStatus: UndoStatus;
  envelope: SubmissionEnvelope;
}

/**
 * Hands an Email to the outgoing queue (RFC 8621 §7.5): it is accepted, for all its recipients, in the transaction that
 * notes the submission. @throws SetError
 */
export async function submitEmail(call: Call, object: JsonObject): Promise<Submitted> {
  checkProperties(object);
  const identity = await identityOf(call, object.identityId ?? null);
  const email = await emailOf(call, object.emailId ?? null);
  if (isCut(email.summary) && (object.envelope ?? null) === null)
    throw new SetError('tooManyRecipients', { maxRecipients: 500 });
  const envelope = readEnvelope(object.envelope ?? null, email.summary, identity.email);
  const { mailFrom } = envelope;
  if (mailFrom.email !== '' && !call.account.sendAs.some((a) => a.address === mailFrom.email.toLowerCase())) {
    throw new SetError('forbiddenMailFrom');
  }
  if (Object.keys(mailFrom.parameters ?? {}).length > 0)
    throw invalid('envelope', 'Parameters of mailFrom are not supported.');
  const octets = await call.services.mail.readContent(email.content_id);
  if (!octets) throw new Error(`Content ${email.content_id} has no octets.`);
  const sendAt = Date.now();
  let noted: { submissionId: number; modseq: number } | undefined;
  await submit(call, {
    actorPersonId: call.personId,
    senderAccountId: call.account.row,
    envelope: { from: mailFrom.email, to: envelope.rcptTo.map(toRecipient) },
    bytes: octets,
    strict: true,
    via: { protocol: call.exchange.caller.via, remoteAddress: call.exchange.caller.remoteAddress },
    alongside: async (tx, queueId) => {
      const made = {
        personId: call.personId,
        identityId: identity.identity_id,
        emailId: email.email_id,
        threadId: email.thread_id,
        queueId,
        envelope,
        sendAt,
      };
      const modseq = await bumpAccount(tx, call.account.row);
      noted = { submissionId: await insertSubmission(tx, call.account.row, made, modseq), modseq };
    },
  });
  const { submissionId, modseq } = noted!;
  call.services.mail.hub.announce({ accountId: call.account.row, modseq, mailboxIds: [] });
  const [row] = await submissions(call.services.db, call.account.row, [submissionId], 1);
  return {
    id: encodeId('submission', submissionId),
    emailId: encodeId('email', email.email_id),
    threadId: encodeId('thread', email.thread_id),
    sendAt: utcDate(Math.floor(sendAt / 1000) * 1000),
    undoStatus: row ? undoStatus(row) : 'final',
    envelope,
  };
}

function checkProperties(object: JsonObject): void {
  const given = serverSet.filter((p) => object[p] != null);
  if (given.length > 0) throw invalid(given, 'Set by the server; sending later is not supported.');
  const unknown = Object.keys(object).filter((p) => !known.includes(p) && !serverSet.includes(p));
  if (unknown.length > 0) throw invalid(unknown, 'No such property.');
}

async function identityOf(call: Call, value: Json): Promise<IdentityRow> {
  const row = typeof value === 'string' ? decodeId('identity', call.resolve(value)) : undefined;
  const identity = (await identitiesOf(call)).find((i) => i.identity_id === row);
  if (!identity) throw invalid('identityId', 'There is no such Identity.');
  return identity;
}

async function emailOf(call: Call, value: Json): Promise<EmailRow> {
  const row = typeof value === 'string' ? decodeId('email', call.resolve(value)) : undefined;
  const [email] = row === undefined ? [] : await emailRows(call.services.db, call.account.row, [row], true);
  if (!email) throw invalid('emailId', 'There is no such Email.');
  return email;
}

async function submit(call: Call, submission: Submission): Promise<void> {
  try {
    const { queueId, recipients } = await call.services.queue.outbox.submit(submission);
    if (queueId !== null) return;
    const rejected = recipients.filter((r) => r.state === 'rejected');
    const description = rejected.map((r) => `${r.address}: ${r.reply}`).join('; ');
    throw new SetError('invalidRecipients', { invalidRecipients: rejected.map((r) => r.address), description });
  } catch (error) {
    if (!(error instanceof SendRefused)) throw error;
    const type = error.reason === 'from-invalid' ? 'invalidEmail' : 'forbiddenFrom';
    throw new SetError(type, { description: error.message });
  }
}

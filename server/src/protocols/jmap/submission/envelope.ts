import type { Summary } from '../../../mail/index.ts';
import { type EnvelopeRecipient, isPlainAddress, type Notify } from '../../../mail/queue/index.ts';
import { invalid, SetError } from '../core/errors.ts';
import { isObject, type Json } from '../core/json.ts';
import type { SubmissionEnvelope } from '../queries/submission.ts';

const maxRecipients = 1000;

/** The envelope given, or the one that the message's header asks for (RFC 8621 §7). @throws SetError */
export function readEnvelope(given: Json, summary: Summary, identityEmail: string): SubmissionEnvelope {
  const envelope = given === null ? fromHeader(summary, identityEmail) : check(given);
  const { rcptTo } = envelope;
  if (rcptTo.length === 0) throw new SetError('noRecipients');
  if (rcptTo.length > maxRecipients) throw new SetError('tooManyRecipients', { maxRecipients });
  const bad = rcptTo.filter((r) => !isPlainAddress(r.email)).map((r) => r.email);
  if (bad.length > 0) throw new SetError('invalidRecipients', { invalidRecipients: bad });
  return envelope;
}

/** Sender or From; each address of To, Cc and Bcc once. */
function fromHeader(summary: Summary, identityEmail: string): SubmissionEnvelope {
  const recipients = new Map<string, string>();
  for (const { email } of [...(summary.t ?? []), ...(summary.c ?? []), ...(summary.b ?? [])]) {
    if (!recipients.has(email.toLowerCase())) recipients.set(email.toLowerCase(), email);
  }
  return {
    mailFrom: { email: identityEmail, parameters: null },
    rcptTo: [...recipients.values()].map((email) => ({ email, parameters: null })),
  };
}

function check(given: Json): SubmissionEnvelope {
  if (!isObject(given)) throw invalid('envelope', 'Is not an Envelope.');
  const { mailFrom, rcptTo, ...rest } = given;
  if (Object.keys(rest).length > 0 || !Array.isArray(rcptTo)) throw invalid('envelope', 'Is not an Envelope.');
  return { mailFrom: address(mailFrom ?? null), rcptTo: rcptTo.map(address) };
}

function address(value: Json): SubmissionEnvelope['mailFrom'] {
  if (!isObject(value) || typeof value.email !== 'string')
    throw invalid('envelope', 'An address is not as it should be.');
  const { email, parameters = null } = value;
  const ok =
    parameters === null ||
    (isObject(parameters) && Object.values(parameters).every((p) => p === null || typeof p === 'string'));
  if (!ok) throw invalid('envelope', 'Parameters are a map of strings.');
  return { email, parameters: parameters as Record<string, string | null> | null };
}

const notifies: readonly Notify[] = ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'];

/** A recipient with its ESMTP parameters: NOTIFY and ORCPT of RFC 3461. @throws SetError for any other. */
export function toRecipient({ email, parameters }: SubmissionEnvelope['rcptTo'][number]): EnvelopeRecipient {
  const recipient: EnvelopeRecipient = { address: email };
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (name.toUpperCase() === 'NOTIFY') {
      const wanted = (value ?? '').toUpperCase().split(',');
      const notify = notifies.filter((n) => wanted.includes(n));
      if (notify.length !== wanted.length) throw invalid('envelope', 'NOTIFY is not as RFC 3461 has it.');
      recipient.notify = notify;
    } else if (name.toUpperCase() === 'ORCPT' && value !== null && /^[\w-]+;[\x21-\x7e]{1,500}$/.test(value)) {
      recipient.orcpt = value;
    } else throw invalid('envelope', `The parameter ${name.slice(0, 50)} is not supported.`);
  }
  return recipient;
}

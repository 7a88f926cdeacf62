import { delayNotice, nextAttempt, nextLocalAttempt } from './back-off.ts';
import { wants } from './report-policy.ts';
import type { QueuedMessage, QueuedRecipient, RecipientState, Report, Result } from './types.ts';

interface Settlement {
  state: RecipientState;
  next: Date | null;
  status: string;
  reply: string;
  report: Report | null;
}

/**
 * What an attempt's result makes of a recipient: when it is tried again, or that it has lived too long, and what the
 * sender is to be told.
 */
export function settlement(
  message: QueuedMessage,
  recipient: QueuedRecipient,
  result: Result,
  now: number,
): Settlement {
  const { sender } = message;
  const told = (report: Report) => (wants(report, recipient, sender) ? report : null);
  const { status, reply } = result;
  if (result.outcome === 'sent') {
    const report = recipient.local ? told('delivered') : result.relayed ? told('relayed') : null;
    return { state: 'sent', next: null, status, reply, report };
  }
  if (result.outcome === 'failed') return { state: 'failed', next: null, status, reply, report: told('failed') };
  const expires = message.expiresAt.getTime();
  const next = recipient.local
    ? nextLocalAttempt(recipient.attempts, now, expires)
    : nextAttempt(recipient.attempts, now, expires);
  if (next === null) return { state: 'failed', next: null, status: '5.4.7', reply, report: told('failed') };
  const late = now - message.createdAt.getTime() >= delayNotice;
  return { state: 'queued', next: new Date(next), status, reply, report: late ? told('delayed') : null };
}

/** Values of the `settle` statement. */
export function settleValues(
  owner: string,
  message: QueuedMessage,
  recipients: readonly QueuedRecipient[],
  results: readonly Result[],
  now: number,
): unknown[] {
  const byNumber = new Map(recipients.map((recipient) => [recipient.recipientNo, recipient]));
  const settled = results.map((result) => settlement(message, byNumber.get(result.recipientNo)!, result, now));
  return [
    owner,
    message.queueId,
    new Date(now),
    results.map((result) => result.recipientNo),
    settled.map((s) => s.state),
    settled.map((s) => s.next),
    settled.map((s) => s.status),
    settled.map((s) => s.reply.replace(/[\x00-\x1f\x7f]+/g, ' ').slice(0, 1000)),
    results.map((result) => result.mta),
    settled.map((s) => s.report),
  ];
}

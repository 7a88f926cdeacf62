import { encodeId } from '../core/ids.ts';
import { utcDate } from '../email/dates.ts';
import type { RecipientStatus, SubmissionEnvelope, SubmissionRow } from '../queries/submission.ts';

export type UndoStatus = 'pending' | 'final' | 'canceled';

interface DeliveryStatus {
  smtpReply: string;
  delivered: 'queued' | 'yes' | 'no' | 'unknown';
  displayed: 'unknown' | 'yes';
}

/** An EmailSubmission object (RFC 8621 §7). */
export interface EmailSubmission {
  id: string;
  identityId: string;
  emailId: string;
  threadId: string;
  envelope: SubmissionEnvelope;
  sendAt: string;
  undoStatus: UndoStatus;
  deliveryStatus: Record<string, DeliveryStatus> | null;
  dsnBlobIds: string[];
  mdnBlobIds: string[];
}

export const submissionProperties = [
  'id',
  'identityId',
  'emailId',
  'threadId',
  'envelope',
  'sendAt',
  'undoStatus',
  'deliveryStatus',
  'dsnBlobIds',
  'mdnBlobIds',
] as const satisfies (keyof EmailSubmission)[];

export function toSubmission(row: SubmissionRow): EmailSubmission {
  return {
    id: encodeId('submission', row.submission_id),
    identityId: encodeId('identity', row.identity_id),
    emailId: encodeId('email', row.email_id),
    threadId: encodeId('thread', row.thread_id),
    envelope: row.envelope,
    sendAt: utcDate(Math.floor(row.send_at / 1000) * 1000),
    undoStatus: undoStatus(row),
    deliveryStatus: row.recipients && Object.fromEntries(row.recipients.map((r) => [r.address, deliveryStatus(r)])),
    dsnBlobIds: [],
    mdnBlobIds: [],
  };
}

/** It can be taken back as long as it has gone to nobody. */
export function undoStatus(row: Pick<SubmissionRow, 'canceled' | 'recipients'>): UndoStatus {
  if (row.canceled) return 'canceled';
  const { recipients } = row;
  const waits =
    recipients && recipients.length > 0 && recipients.every((r) => r.state === 'queued' || r.state === 'held');
  return waits ? 'pending' : 'final';
}

function deliveryStatus({ state, local, reply }: RecipientStatus): DeliveryStatus {
  const displayed = 'unknown' as const;
  switch (state) {
    case 'sent':
      return { smtpReply: reply ?? '250 2.0.0 OK', delivered: local ? 'yes' : 'unknown', displayed };
    case 'failed':
      return { smtpReply: reply ?? '550 5.0.0 Failed', delivered: 'no', displayed };
    case 'dropped':
      return { smtpReply: reply ?? '550 5.7.1 Not sent', delivered: 'no', displayed };
    default:
      return { smtpReply: reply ?? '250 2.0.0 Queued', delivered: 'queued', displayed };
  }
}

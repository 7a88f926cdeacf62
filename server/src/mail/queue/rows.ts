import type { Notify, QueuedMessage, QueuedRecipient, RecipientState, Report } from './types.ts';

export interface MessageRow {
  queue_id: number;
  content_id: number | null;
  size: number;
  sender: string;
  account_id: number | null;
  message_id: string | null;
  subject: string | null;
  envid: string | null;
  ret: 'FULL' | 'HDRS' | null;
  eight_bit: boolean;
  smtp_utf8: boolean;
  require_tls: boolean;
  created_at: Date;
  expires_at: Date;
}

export interface RecipientRow {
  queue_id: number;
  recipient_no: number;
  address: string;
  domain: string;
  local: boolean;
  state: RecipientState;
  notify: Notify[] | null;
  orcpt: string | null;
  attempts: number;
  next_attempt_at: Date;
  last_attempt_at: Date | null;
  last_status: string | null;
  last_reply: string | null;
  remote_mta: string | null;
  report: Report | null;
  delay_told_at: Date | null;
  settled_at: Date | null;
}

export function toMessage(row: MessageRow): QueuedMessage {
  return {
    queueId: row.queue_id,
    contentId: row.content_id,
    size: row.size,
    sender: row.sender,
    accountId: row.account_id,
    messageId: row.message_id,
    subject: row.subject,
    envid: row.envid,
    ret: row.ret,
    eightBit: row.eight_bit,
    smtpUtf8: row.smtp_utf8,
    requireTls: row.require_tls,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export function toRecipient(row: RecipientRow): QueuedRecipient {
  return {
    queueId: row.queue_id,
    recipientNo: row.recipient_no,
    address: row.address,
    domain: row.domain,
    local: row.local,
    state: row.state,
    notify: row.notify,
    orcpt: row.orcpt,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastAttemptAt: row.last_attempt_at,
    lastStatus: row.last_status,
    lastReply: row.last_reply,
    remoteMta: row.remote_mta,
    report: row.report,
    delayToldAt: row.delay_told_at,
    settledAt: row.settled_at,
  };
}

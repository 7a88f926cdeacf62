import { randomBytes, randomUUID } from 'node:crypto';
import { encodeWord, foldHeader, formatAddress } from '@congvu/mime';
import { reportText, subjectOf } from './report-text.ts';
import type { QueuedMessage, QueuedRecipient, Report } from './types.ts';
import { readFields } from './wire/fields.ts';
import { dateTime } from './wire/trace.ts';

export interface ReportInput {
  kind: Report;
  message: QueuedMessage;
  recipients: QueuedRecipient[];
  /** The message reported on; undefined when its octets are gone. */
  original: Buffer | undefined;
  hostname: string;
  /** `mailer-daemon@domain` */
  from: string;
  now: Date;
}

/** The largest message that is given back whole. */
const fullLimit = 10 * 1024 * 1024;

const actions: Record<Report, string> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'relayed',
};

/**
 * A delivery status notification: `multipart/report` with a text for people, `message/delivery-status`, and the message
 * or its header (RFC 3462, 3464; RFC 3461 §6.2 for RET; RFC 6533 where addresses need UTF-8). CRLF throughout.
 */
export function reportMessage(input: ReportInput): Buffer {
  const { message, now } = input;
  const boundary = `=_${randomBytes(18).toString('hex')}`;
  const utf8 = needsUtf8(input);
  const references = message.messageId
    ? `In-Reply-To: <${message.messageId}>\r\nReferences: <${message.messageId}>\r\n`
    : '';
  const head =
    `${foldHeader('From', formatAddress({ name: 'Hệ thống thư công vụ', email: input.from }))}\r\n` +
    `To: <${message.sender}>\r\n` +
    `${foldHeader('Subject', encodeWord(subjectOf(input.kind, message.subject)))}\r\n` +
    `Date: ${dateTime(now)}\r\n` +
    `Message-ID: <${randomUUID()}@${input.hostname}>\r\n` +
    references +
    'Auto-Submitted: auto-replied\r\n' +
    'MIME-Version: 1.0\r\n' +
    `Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="${boundary}"\r\n\r\n`;
  const text =
    `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
    `${base64Lines(reportText(input))}\r\n`;
  const status =
    `--${boundary}\r\nContent-Type: message/${utf8 ? 'global-' : ''}delivery-status\r\n` +
    `${utf8 ? 'Content-Transfer-Encoding: 8bit\r\n' : ''}\r\n${deliveryStatus(input, utf8)}\r\n`;
  return Buffer.concat([
    Buffer.from(head + text + status),
    ...returned(input, boundary, utf8),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

/** Whether the report can only be carried with SMTPUTF8. */
export function needsUtf8(input: Pick<ReportInput, 'message' | 'recipients'>): boolean {
  return isUtf8(input.message.sender) || input.recipients.some((r) => isUtf8(r.address) || isUtf8(r.orcpt ?? ''));
}

const isUtf8 = (text: string) => /[^\x00-\x7f]/.test(text);

function deliveryStatus(input: ReportInput, utf8: boolean): string {
  const { message } = input;
  const perMessage =
    (message.envid ? `Original-Envelope-Id: ${plain(message.envid, utf8)}\r\n` : '') +
    `Reporting-MTA: dns; ${input.hostname}\r\n` +
    `Arrival-Date: ${dateTime(message.createdAt)}\r\n`;
  return [perMessage, ...input.recipients.map((recipient) => recipientStatus(recipient, input, utf8))].join('\r\n');
}

function recipientStatus(recipient: QueuedRecipient, { kind, message }: ReportInput, utf8: boolean): string {
  const type = isUtf8(recipient.address) ? 'utf-8' : 'rfc822';
  const lines = [
    recipient.orcpt ? `Original-Recipient: ${plain(recipient.orcpt.replace(';', '; '), utf8)}` : '',
    `Final-Recipient: ${type}; ${recipient.address}`,
    `Action: ${actions[kind]}`,
    `Status: ${statusOf(kind, recipient.lastStatus)}`,
    recipient.remoteMta ? `Remote-MTA: dns; ${plain(recipient.remoteMta, false)}` : '',
    recipient.lastReply
      ? `Diagnostic-Code: ${recipient.remoteMta ? 'smtp' : 'x-congvu'}; ${fold(plain(recipient.lastReply, false))}`
      : '',
    recipient.lastAttemptAt ? `Last-Attempt-Date: ${dateTime(recipient.lastAttemptAt)}` : '',
    kind === 'delayed' ? `Will-Retry-Until: ${dateTime(message.expiresAt)}` : '',
  ];
  return `${lines.filter(Boolean).join('\r\n')}\r\n`;
}

/** RFC 3464 §2.3.4: the class agrees with the action. */
function statusOf(kind: Report, status: string | null): string {
  const wanted = kind === 'failed' ? '5' : kind === 'delayed' ? '4' : '2';
  if (status?.startsWith(`${wanted}.`)) return status;
  if (kind === 'failed') return status ? `5${status.slice(1)}` : '5.0.0';
  return `${wanted}.0.0`;
}

/** The third part. All of the message only when that was asked for and something went wrong (RFC 3461 §4.3). */
function returned({ kind, message, original }: ReportInput, boundary: string, utf8: boolean): Buffer[] {
  if (!original) return [];
  const full = message.ret === 'FULL' && kind === 'failed' && original.length <= fullLimit;
  const fields = readFields(original, 0, original.length);
  const part = full ? original : original.subarray(0, fields.at(-1)?.end ?? 0);
  const type = full
    ? utf8
      ? 'message/global'
      : 'message/rfc822'
    : utf8
      ? 'message/global-headers'
      : 'text/rfc822-headers';
  const encoding = part.some((octet) => octet > 127) ? 'Content-Transfer-Encoding: 8bit\r\n' : '';
  return [Buffer.from(`--${boundary}\r\nContent-Type: ${type}\r\n${encoding}\r\n`), part];
}

/** One line of printable characters. */
function plain(text: string, utf8: boolean): string {
  return text
    .replace(utf8 ? /[\x00-\x1f\x7f]+/g : /[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 800);
}

/** RFC 5322 §2.1.1: lines of at most 998, better 78. */
function fold(text: string): string {
  return text.replace(/(.{1,76})(?: |$)/g, (_, line: string, at: number) => `${at === 0 ? '' : '\r\n '}${line}`);
}

function base64Lines(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replace(/(.{76})(?=.)/g, '$1\r\n');
}

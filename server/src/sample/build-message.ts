import { timeZone } from '../regulation/index.ts';
import { type ComposedFile, compose, type Mailbox } from './compose.ts';
import { addWorkdays, fillDates, letterDate, shortDate } from './dates.ts';
import { letterDocx, letterPdf } from './files/letter.ts';
import { makeXlsx } from './files/xlsx.ts';
import type { Attachment, Party, SampleMessage } from './messages/index.ts';
import { quoteHtml, quoteText, toHtml, toText } from './render-body.ts';

/** What is known of a party: its mailbox, and for a person the lines below their letters. */
export interface PartyCard {
  mailbox: Mailbox;
  signature: string[];
}

export interface BuildContext {
  today: Temporal.PlainDate;
  domain: string;
  messages: ReadonlyMap<string, SampleMessage>;
  /** Undefined only for outside parties' signatures. */
  card(party: Party): PartyCard;
}

export interface BuiltMessage {
  messageId: string;
  bytes: Buffer;
  /** Milliseconds since the epoch. */
  sentAt: number;
}

export function buildMessage(message: SampleMessage, context: BuildContext): BuiltMessage {
  const at = sentAt(message, context.today);
  const filled = fillDates(message, at.toPlainDate());
  const thread = threadOf(message, context);
  const signature = context.card(message.by ?? message.from).signature;
  const parent = thread.at(-1);
  const quoted = parent && quote(parent, context);
  const signed = [toText(filled.body), ...(signature.length > 0 ? [`--\n${signature.join('\n')}`] : [])].join('\n\n');
  const html = [
    toHtml(filled.body),
    ...(message.remoteImage ? [`<p><img src="${message.remoteImage}" alt="Bản đồ xâm nhập mặn" width="480"></p>`] : []),
    ...(signature.length > 0 ? [`<p style="color:#555">--<br>${signature.join('<br>')}</p>`] : []),
    ...(quoted ? [quoted.html] : []),
  ].join('\n');
  const subject =
    filled.subject ?? `Re: ${fillDates(thread[0]!.subject!, sentAt(thread[0]!, context.today).toPlainDate())}`;
  const mailbox = (party: Party) => context.card(party).mailbox;
  const messageId = idOf(message, context);
  const plain = message.plainOnly || message.tcvn3;
  const bytes = compose({
    messageId,
    date: rfc5322Date(at),
    from: mailbox(message.from),
    to: message.to.map(mailbox),
    cc: (message.cc ?? []).map(mailbox),
    subject,
    references: thread.map((before) => idOf(before, context)),
    text: quoted ? `${signed}\n\n${quoted.text}` : signed,
    html: plain ? undefined : `<html><body style="font-family:sans-serif">${html}</body></html>`,
    files: (filled.attachments ?? []).map((attachment) => fileOf(attachment, at.toPlainDate())),
    charset: message.tcvn3 ? 'x-viet-tcvn3' : 'utf-8',
  });
  return { messageId, bytes, sentAt: at.epochMilliseconds };
}

export function sentAt(message: SampleMessage, today: Temporal.PlainDate): Temporal.ZonedDateTime {
  const plainTime = Temporal.PlainTime.from(message.time);
  return addWorkdays(today, -message.day).toZonedDateTime({ timeZone, plainTime });
}

/** The messages it answers, the first of the thread first. */
function threadOf(message: SampleMessage, context: BuildContext): SampleMessage[] {
  if (!message.reply) return [];
  const parent = context.messages.get(message.reply);
  if (!parent) throw new Error(`${message.key} answers ${message.reply}, which is not there.`);
  return [...threadOf(parent, context), parent];
}

function idOf(message: SampleMessage, context: BuildContext): string {
  const day = sentAt(message, context.today).toPlainDate().toString().replaceAll('-', '');
  return `${message.key}.${day}@${context.domain}`;
}

function quote(parent: SampleMessage, context: BuildContext): { text: string; html: string } {
  const at = sentAt(parent, context.today);
  const body = fillDates(parent.body, at.toPlainDate());
  const { name } = context.card(parent.from).mailbox;
  const intro = `Ngày ${shortDate(at.toPlainDate())} lúc ${parent.time}, ${name} đã viết:`;
  return { text: `${intro}\n${quoteText(toText(body))}`, html: `<p>${intro}</p>${quoteHtml(toHtml(body))}` };
}

function fileOf(attachment: Attachment, day: Temporal.PlainDate): ComposedFile {
  if ('pdf' in attachment) {
    return { name: attachment.pdf, type: 'application/pdf', bytes: letterPdf(attachment.letter, letterDate(day)) };
  }
  const office = 'application/vnd.openxmlformats-officedocument';
  if ('docx' in attachment) {
    const bytes = letterDocx(attachment.letter, letterDate(day));
    return { name: attachment.docx, type: `${office}.wordprocessingml.document`, bytes };
  }
  const bytes = makeXlsx(attachment.sheet, attachment.rows, attachment.widths);
  return { name: attachment.xlsx, type: `${office}.spreadsheetml.sheet`, bytes };
}

/** `Mon, 23 Nov 2026 08:42:00 +0700` */
function rfc5322Date(at: Temporal.ZonedDateTime): string {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const time = at.toPlainTime().toString({ smallestUnit: 'second' });
  return `${days[at.dayOfWeek - 1]}, ${at.day} ${months[at.month - 1]} ${at.year} ${time} ${at.offset.replace(':', '')}`;
}

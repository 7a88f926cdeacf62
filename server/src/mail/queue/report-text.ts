import type { ReportInput } from './report-message.ts';
import type { QueuedRecipient, Report } from './types.ts';

const subjects: Record<Report, string> = {
  failed: 'Thư không gửi được',
  delayed: 'Thư bị chậm, hệ thống vẫn đang gửi',
  delivered: 'Thư đã đến hộp thư người nhận',
  relayed: 'Thư đã được chuyển tới máy chủ nhận',
};

const intros: Record<Report, [vi: string, en: string]> = {
  failed: [
    'Thư của bạn không đến được những người nhận dưới đây. Hệ thống sẽ không gửi lại nữa.',
    'Your message could not be delivered to the recipients below. It will not be tried again.',
  ],
  delayed: [
    'Thư của bạn chưa đến được những người nhận dưới đây. Hệ thống vẫn tiếp tục gửi, bạn không cần gửi lại.',
    'Your message has not yet reached the recipients below. It will be tried again; you need not send it again.',
  ],
  delivered: [
    'Thư của bạn đã đến hộp thư của những người nhận dưới đây.',
    'Your message was delivered to the mailboxes of the recipients below.',
  ],
  relayed: [
    'Thư của bạn đã được chuyển tới máy chủ của những người nhận dưới đây. Máy chủ đó không thông báo kết quả cuối cùng.',
    'Your message was handed to the server of the recipients below, which does not report what becomes of it.',
  ],
};

/** Explanations by enhanced status code (RFC 3463), the longest match first. */
const reasons: [status: RegExp, vi: string, en: string][] = [
  [/^.\.1\.1$/, 'Không có hộp thư này. Hãy kiểm tra lại địa chỉ.', 'There is no such mailbox. Check the address.'],
  [
    /^.\.1\.(2|10)$/,
    'Tên miền không tồn tại hoặc không nhận thư. Hãy kiểm tra lại địa chỉ.',
    'The domain does not exist or takes no mail. Check the address.',
  ],
  [/^.\.1\./, 'Địa chỉ không dùng được.', 'The address cannot be used.'],
  [/^.\.2\.1$/, 'Hộp thư đang bị khóa hoặc đã đóng.', 'The mailbox is locked or closed.'],
  [/^.\.2\.2$/, 'Hộp thư của người nhận đã đầy.', 'The mailbox of the recipient is full.'],
  [/^.\.(2\.3|3\.4)$/, 'Thư lớn hơn mức máy chủ nhận cho phép.', 'The message is larger than the other server takes.'],
  [/^.\.4\.7$/, 'Đã thử gửi nhiều lần nhưng quá thời hạn.', 'It was tried many times until its time ran out.'],
  [/^.\.4\./, 'Không liên lạc được với máy chủ của người nhận.', 'The server of the recipient could not be reached.'],
  [/^.\.6\.7$/, 'Máy chủ nhận không hỗ trợ địa chỉ có dấu.', 'The other server does not take addresses in UTF-8.'],
  [/^.\.7\./, 'Máy chủ của người nhận từ chối thư này.', 'The server of the recipient refuses the message.'],
];

export function subjectOf(kind: Report, subject: string | null): string {
  const about = subject?.replace(/\s+/g, ' ').trim().slice(0, 120);
  return about ? `${subjects[kind]}: ${about}` : subjects[kind];
}

/** The part for people: Vietnamese, then English. CRLF. */
export function reportText({ kind, message, recipients, hostname }: ReportInput): string {
  const [vi, en] = intros[kind];
  const subject = message.subject ?? '';
  return [
    vi,
    '',
    `Tiêu đề: ${subject || '(không có)'}`,
    '',
    ...recipients.flatMap((recipient) => describe(recipient, kind, 1)),
    '--------------------------------',
    '',
    en,
    '',
    `Subject: ${subject || '(none)'}`,
    '',
    ...recipients.flatMap((recipient) => describe(recipient, kind, 2)),
    hostname,
    '',
  ].join('\r\n');
}

function describe(recipient: QueuedRecipient, kind: Report, language: 1 | 2): string[] {
  const wrong = kind === 'failed' || kind === 'delayed';
  const reason = wrong ? reasons.find(([status]) => status.test(recipient.lastStatus ?? ''))?.[language] : undefined;
  const said = language === 1 ? 'Trả lời của máy chủ' : 'The server said';
  return [
    `* ${recipient.address}`,
    ...(reason ? [`  ${reason}`] : []),
    ...(wrong && recipient.lastReply ? [`  ${said}: ${recipient.lastReply.replace(/\s+/g, ' ')}`] : []),
    '',
  ];
}

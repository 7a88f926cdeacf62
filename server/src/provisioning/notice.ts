import { encodeWord, formatAddress } from '@congvu/mime';

export interface Notice {
  subject: string;
  /** Lines of text: Vietnamese, then a short English version. */
  lines: readonly string[];
  /** Left of the @ of its Message-ID. The same notice told twice has the same. */
  id: string;
  /** Of the server. */
  hostname: string;
  now: Date;
}

/** A message of the system itself to somebody's mailbox, as octets. */
export function buildNotice({ subject, lines, id, hostname, now }: Notice): Buffer {
  const sender = formatAddress({ name: 'Hệ thống thư công vụ', email: `no-reply@${hostname}` });
  const head = [
    `From: ${sender}`,
    `Subject: ${encodeWord(subject)}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@${hostname}>`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body = Buffer.from([...lines, ''].join('\r\n'))
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}\r\n`);
}

/** A day and time in Vietnam: `08:30 ngày 05/03/2026`. */
export function momentText(at: Date): string {
  const { hour, minute, day, month, year } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    'Asia/Ho_Chi_Minh',
  );
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(hour)}:${two(minute)} ngày ${two(day)}/${two(month)}/${year}`;
}

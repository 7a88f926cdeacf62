/**
 * SMTP replies with their enhanced status codes (RFC 3463, RFC 5248). Texts are ASCII: a reply may hold UTF-8 only
 * after the client asked for SMTPUTF8 (RFC 6531 §3.7.4), so the Vietnamese in them goes without diacritics.
 */
export interface Reply {
  code: number;
  /** Begins with the enhanced code. */
  text: string;
}

/** Refuses what the client asked. `message` is the whole text after the three digits. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(code: number, text: string) {
    super(text);
    this.name = 'SmtpRefusal';
    this.responseCode = code;
  }
}

export function refuse(name: keyof typeof refusals, about?: string): SmtpRefusal {
  const [code, text] = refusals[name];
  return new SmtpRefusal(code, about ? `${text}: ${about}` : text);
}

/** Every refusal this server makes by itself. */
export const refusals = {
  unknownRecipient: [550, '5.1.1 No such mailbox here'],
  mailboxDisabled: [550, '5.2.1 Mailbox is locked or closed'],
  mailboxFull: [552, '5.2.2 Mailbox is full'],
  tooLarge: [552, '5.3.4 Message is larger than this server takes'],
  headerTooLarge: [552, '5.3.4 Header is larger than this server takes'],
  relayDenied: [550, '5.7.1 Relaying denied: not a domain of this server'],
  unavailable: [451, '4.3.0 Temporary failure, try again later'],
  storageFull: [452, '4.3.1 Not enough storage for the moment, try again later'],
  loop: [554, '5.4.6 Too many Received fields: a mail loop'],
  bareLineEnding: [550, '5.6.11 Bare CR or LF in the message (RFC 5321 2.3.8)'],
  nul: [550, '5.6.0 NUL octet in the message'],
  lineTooLong: [550, '5.6.0 A line is longer than this server takes'],
  dmarc: [550, '5.7.1 Refused by the DMARC policy of the sender domain'],
  needsSmtpUtf8: [553, '5.6.7 The address needs SMTPUTF8'],
  badSender: [553, '5.1.7 Not a usable sender address'],
  notYourAddress: [553, '5.7.1 You may not send as this address'],
  fromMissing: [550, '5.6.0 The message needs one From field'],
  senderMissing: [550, '5.7.1 Sending on behalf of this address needs your own in the Sender field'],
  noRecipients: [554, '5.5.1 No valid recipients'],
  tooManyConnections: [421, '4.7.0 Too many connections, try again later'],
  tooFast: [421, '4.7.0 Too much at once, try again later'],
  tooManyErrors: [421, '4.7.0 Too many errors'],
  tooSlow: [421, '4.4.2 Timeout, closing'],
  shuttingDown: [421, '4.3.2 Shutting down, try again later'],
  badCredentials: [535, '5.7.8 Ten hoac mat khau khong dung / Authentication credentials invalid'],
  mustChangePassword: [
    535,
    '5.7.13 Phai doi mat khau lan dau tren trang web truoc khi dung / Change your first password on the web page before using mail programs',
  ],
  accountDisabled: [535, '5.7.13 Tai khoan bi khoa / Account is locked'],
  authUnavailable: [454, '4.7.0 Temporary failure, try again later'],
  tooManyMessages: [451, '4.7.1 Gui qua nhieu thu, hay thu lai sau / Too many messages, try again later'],
  tooManyAttempts: [
    454,
    '4.7.0 Dang nhap sai qua nhieu lan, hay thu lai sau / Too many failed sign-ins, try again later',
  ],
} as const satisfies Record<string, readonly [number, string]>;

/** The reply to give for any error; one that is no refusal is a temporary failure of ours. */
export function replyTo(error: unknown): Reply {
  if (error instanceof SmtpRefusal) return { code: error.responseCode, text: error.message };
  const full = (error as { code?: unknown } | null)?.code;
  const [code, text] = full === 'database.full' || full === 'blobs.full' ? refusals.storageFull : refusals.unavailable;
  return { code, text };
}

/** An address of a header, decoded (RFC 5322 §3.4). A group is its members, each with `group` set. */
export interface Address {
  name: string | null;
  /** `local@domain`, as written but for surrounding space. */
  email: string;
  group?: string;
}

/** One header field as it stands. Offsets are octets from the start of the message. */
export interface HeaderField {
  /** As written. */
  name: string;
  start: number;
  /** Where the value begins, after the colon. */
  valueStart: number;
  /** After the field's last CRLF. */
  end: number;
}

/** A MIME part (RFC 2045, 2046). Offsets are octets from the start of the message, end exclusive. */
export interface Part {
  /** IMAP section number: `1`, `2.1`. The root of a multipart message has ``; a single-part root has `1`. */
  partId: string;
  /** Lower case: `text`, `plain`. */
  type: string;
  subtype: string;
  /** Content-Type parameters, names in lower case, RFC 2231 and encoded words decoded. */
  params: Record<string, string>;
  /** Lower case; `7bit` when absent. */
  encoding: string;
  disposition: string | null;
  /** Decoded file name from the disposition or the type. */
  filename: string | null;
  /** Without angle brackets. */
  contentId: string | null;
  language: string[];
  location: string | null;
  description: string | null;
  headerStart: number;
  bodyStart: number;
  bodyEnd: number;
  /** Lines of the body, for text and message parts. */
  lines: number;
  parts?: Part[];
  /** For message/rfc822 (and message/global): the inner message's root, and its envelope as sent. */
  message?: Part;
  messageEnvelope?: string;
}

/** What JMAP and the store want of a message's headers, decoded. */
export interface Envelope {
  /** Milliseconds since the epoch, undefined when absent or unreadable. */
  date: number | undefined;
  /** Minutes east of UTC of the Date header. */
  dateOffset: number;
  subject: string | null;
  from: Address[];
  sender: Address[];
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  /** Without angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
}

export interface MessageIndex {
  size: number;
  /** Offset of the first octet after the blank line. */
  bodyStart: number;
  envelope: Envelope;
  root: Part;
  /** ENVELOPE, BODYSTRUCTURE and BODY values, ready for an IMAP response (RFC 9051 §7.5.2). ASCII; 8-bit octets as UTF-8. */
  imapEnvelope: string;
  imapBodyStructure: string;
  imapBody: string;
  /** Up to 256 characters of plain text. */
  preview: string;
  /** A part that a reader would list as attached. */
  hasAttachment: boolean;
  /** What was given up on: nesting, part or header limits, undecodable charsets. Empty for a healthy message. */
  defects: string[];
}

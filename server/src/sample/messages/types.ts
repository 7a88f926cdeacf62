/**
 * The sample province's mail as data.
 *
 * A party is a person's key, `org:` and an organisation's key for its mailbox, or an outside address with a name. Days
 * count back in working days. Texts may hold `{{+3}}` and `{{-2}}` (the date so many working days from the message's own),
 * `{{year}}`, `{{year+1}}`, `{{month}}`.
 */
export type Party = string | { name: string; email: string };

/** An official document laid out as Nghị định 30/2020/NĐ-CP has it. */
export interface Letter {
  issuer: string;
  /** The organisation above the issuer. */
  above?: string;
  number: string;
  /** Left out for a công văn, which has none. */
  kind?: string;
  abstract: string;
  to?: string[];
  paragraphs: string[];
  table?: string[][];
  signerPosition: string;
  signer: string;
  recipients: string[];
}

export type Attachment =
  | { pdf: string; letter: Letter }
  | { docx: string; letter: Letter }
  | { xlsx: string; sheet: string; rows: (string | number)[][]; widths?: number[] };

export interface SampleMessage {
  key: string;
  /** Who writes; for an organisation's mailbox see `by`. */
  from: Party;
  /** The person who writes for `from`, whose signature stands below. */
  by?: string;
  to: Party[];
  cc?: Party[];
  /** The message answered; gives the subject. */
  reply?: string;
  subject?: string;
  /** Working days ago. */
  day: number;
  /** `HH:MM` in Vietnam. */
  time: string;
  /** Paragraphs apart by an empty line; lines with `- ` are a list, lines with `|` a table. */
  body: string;
  attachments?: Attachment[];
  /** A picture from a web server within the HTML. */
  remoteImage?: string;
  plainOnly?: true;
  /** Written by an old program in the TCVN3 charset. */
  tcvn3?: true;
  /** Kept as a draft of the sender; not sent. */
  draft?: true;
  /** Where recipients have it, if not in the inbox. */
  folder?: 'junk' | 'archive';
  /** Those of whom it is flagged. */
  flagged?: string[];
  /** Those who have not read it; when left out, everyone who got it today or yesterday and did not answer. */
  unread?: string[] | 'all' | 'none';
}

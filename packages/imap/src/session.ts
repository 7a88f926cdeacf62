/**
 * The one interface between the IMAP protocol and whoever stores the mail.
 *
 * Glossary
 * - Backend: makes a Session for a user who proves who they are.
 * - Session: one signed-in connection; knows every mailbox the user may see.
 * - Mailbox: one selected mailbox. It knows UIDs only; sequence numbers belong to the library, which keeps
 *   the connection's own view (RFC 9051 §2.3.1.2) and tells the client of changes when the protocol allows it.
 *
 * Invariants a backend must keep
 * - UIDs in a mailbox only grow; a UID is never given twice under one UIDVALIDITY (RFC 9051 §2.3.1.1).
 * - Every change of a message (arrival, flags, expunge) carries a new mod-sequence, higher than all before it in
 *   that mailbox (RFC 7162 §3.1). A change that `changes(since)` does not return has a higher mod-sequence than
 *   the `modseq` it answers: nothing may become visible later with a lower one.
 * - A method that resolves has made its effect durable. One that rejects with an ImapError changed nothing.
 * - Any other rejection is a fault: the library logs it and answers `NO [SERVERBUG]` (RFC 5530).
 */

/** Mod-sequences and sizes are safe integers; UIDs are 32-bit. */
export type Uid = number;
export type ModSeq = number;

/** A refusal the client may be told of: `code` is a response code without brackets, e.g. `TRYCREATE`, `OVERQUOTA`. */
export class ImapError extends Error {
  readonly code: string | undefined;
  readonly status: 'NO' | 'BAD';
  constructor(text: string, code?: string, status: 'NO' | 'BAD' = 'NO') {
    super(text);
    this.name = 'ImapError';
    this.code = code;
    this.status = status;
  }
}

export interface ConnectionInfo {
  remoteAddress: string;
  tls: boolean;
}

export interface Backend {
  /** Rejects with `ImapError(…, 'AUTHENTICATIONFAILED')`; `UNAVAILABLE` when the store can't be reached. */
  authenticate(user: string, password: string, connection: ConnectionInfo): Promise<Session>;
  /** Whether a fault means that the store is away or full for the moment: `NO [UNAVAILABLE]` (RFC 5530), not logged as ours. */
  isUnavailable?(error: unknown): boolean;
}

export type SpecialUse = '\\All' | '\\Archive' | '\\Drafts' | '\\Flagged' | '\\Junk' | '\\Sent' | '\\Trash';

/** One LIST row. Names are Unicode in NFC (as the library gives them), levels separated by `/`; `INBOX` in capitals. */
export interface MailboxInfo {
  name: string;
  /** True for a level that exists only as a parent of others. */
  noSelect?: boolean;
  subscribed: boolean;
  specialUse?: SpecialUse;
}

export interface StatusData {
  messages: number;
  uidNext: Uid;
  uidValidity: number;
  unseen: number;
  deleted: number;
  size: number;
  highestModSeq: ModSeq;
  /** RFC 8474 */
  mailboxId: string;
}

/** RFC 2342 */
export interface Namespaces {
  personal: { prefix: string; separator: string }[];
  otherUsers: { prefix: string; separator: string }[];
  shared: { prefix: string; separator: string }[];
}

/** RFC 9208. Amounts in units of 1024 octets for STORAGE, messages for MESSAGE. */
export interface QuotaRoot {
  name: string;
  resources: { name: 'STORAGE' | 'MESSAGE'; usage: number; limit: number }[];
}

export interface AppendMessage {
  bytes: Buffer;
  flags: string[];
  /** Milliseconds since the epoch; undefined: now. */
  internalDate?: number;
}

export interface AppendResult {
  uidValidity: number;
  uids: Uid[];
}

export interface CopyResult {
  uidValidity: number;
  /** Pairwise; messages meanwhile gone are left out of both. */
  sourceUids: Uid[];
  destinationUids: Uid[];
}

export interface Session {
  readonly user: string;
  /** Largest message accepted, in octets (RFC 7889). */
  readonly appendLimit: number;
  /** Every mailbox the user may see, INBOX included. Pattern matching is the library's work. */
  list(): Promise<MailboxInfo[]>;
  namespaces(): Namespaces;
  status(name: string): Promise<StatusData>;
  /** Many at once, for LIST-STATUS (RFC 5819); undefined for one that is gone. Without it `status` is asked for each. */
  statuses?(names: string[]): Promise<(StatusData | undefined)[]>;
  create(name: string, specialUse?: SpecialUse): Promise<{ mailboxId: string }>;
  delete(name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  subscribe(name: string, on: boolean): Promise<void>;
  /** All or none (RFC 3502). `TRYCREATE` when the mailbox is not there, `OVERQUOTA`, `TOOBIG`. */
  append(name: string, messages: AppendMessage[]): Promise<AppendResult>;
  select(name: string, readOnly: boolean): Promise<Mailbox>;
  /** Quota roots of a mailbox; empty when it has none. */
  quotaRoots(name: string): Promise<QuotaRoot[]>;
  quota(root: string): Promise<QuotaRoot>;
  /** The connection ended. Must not reject. */
  close(): Promise<void>;
}

export interface MessageState {
  uid: Uid;
  modseq: ModSeq;
  /** As the client sees them: `\Seen`, `$Forwarded`, `congviec`. Never `\Recent`. */
  flags: readonly string[];
}

export interface Changes {
  modseq: ModSeq;
  /** Messages that arrived or changed, by ascending UID. */
  changed: MessageState[];
  /** Messages that were expunged; may name ones the caller never saw. */
  vanished: Uid[];
  /** Set when expunges since then have been forgotten and `vanished` may lack some (RFC 7162 §3.2.5.2). */
  vanishedIncomplete?: boolean;
}

/** What a FETCH asks of the backend. The library asks only for what it needs. */
export interface FetchNeeds {
  flags?: boolean;
  internalDate?: boolean;
  size?: boolean;
  /** The ENVELOPE response's value, ready to send. */
  envelope?: boolean;
  /** BODYSTRUCTURE's value, ready to send (`bodyStructure`), and BODY's (`body`). */
  bodyStructure?: boolean;
  body?: boolean;
  /** EMAILID and THREADID (RFC 8474). */
  ids?: boolean;
  /**
   * The message's header block, through its blank line. Clients ask for header fields of whole mailboxes: a backend
   * that can read the beginning alone should. One that can't gives `bytes` instead.
   */
  header?: boolean;
  /** The message's bytes. */
  bytes?: boolean;
  /** The message's structure with offsets, for sections. */
  structure?: boolean;
}

/** A MIME part with offsets into the message's bytes (end exclusive). `@congvu/mime`'s Part fits. */
export interface SectionPart {
  headerStart: number;
  bodyStart: number;
  bodyEnd: number;
  /** Children of a multipart. */
  parts?: SectionPart[];
  /** The message within a message/rfc822 part: its headerStart is where the inner header begins. */
  message?: SectionPart;
  /** Content-Transfer-Encoding, lower case, for BINARY. */
  encoding: string;
}

export interface FetchedMessage {
  uid: Uid;
  modseq: ModSeq;
  flags?: readonly string[];
  /** Milliseconds since the epoch. */
  internalDate?: number;
  size?: number;
  envelope?: Buffer | string;
  bodyStructure?: Buffer | string;
  body?: Buffer | string;
  emailId?: string;
  threadId?: string;
  header?: Buffer;
  bytes?: Buffer;
  structure?: SectionPart;
}

/** Messages of one `fetch`, in its order. */
export interface FetchedBatch extends Array<FetchedMessage> {
  /** Called once, if at all, when nothing of the batch is needed any more: what holds its octets may be used again. */
  done?: () => void;
}

export type StoreAction = 'add' | 'remove' | 'replace';

export interface StoreResult {
  /** The new state of every message that was there and was changed or already as asked. */
  stored: MessageState[];
  /** UIDs not changed because their mod-sequence is above UNCHANGEDSINCE (RFC 7162 §3.1.3). */
  modified: Uid[];
  /**
   * The mailbox's highest mod-sequence before and after this change, when nothing else came between: a connection
   * that was up to date before then need not ask for `changes`.
   */
  span?: { before: ModSeq; after: ModSeq };
}

/** SEARCH criteria, parsed (RFC 9051 §6.4.4). Sequence sets have become UID lists; strings are Unicode. */
export type SearchKey =
  | { key: 'all' }
  | { key: 'and'; keys: SearchKey[] }
  | { key: 'or'; left: SearchKey; right: SearchKey }
  | { key: 'not'; of: SearchKey }
  | { key: 'uids'; ranges: [Uid, Uid][] }
  | { key: 'flag'; flag: string; set: boolean }
  | { key: 'header'; name: string; value: string }
  | { key: 'address'; field: 'from' | 'to' | 'cc' | 'bcc'; value: string }
  | { key: 'subject'; value: string }
  | { key: 'body'; value: string }
  | { key: 'text'; value: string }
  | { key: 'larger'; size: number }
  | { key: 'smaller'; size: number }
  /** Dates are `YYYY-MM-DD`, compared with the day alone, disregarding time and zone; end exclusive. */
  | { key: 'internalDate'; from?: string; before?: string }
  | { key: 'sentDate'; from?: string; before?: string }
  /** Seconds before now (RFC 5032). */
  | { key: 'within'; younger?: number; older?: number }
  | { key: 'modseq'; modseq: ModSeq }
  | { key: 'emailId'; id: string }
  | { key: 'threadId'; id: string };

/** What SORT and THREAD need of a message (RFC 5256). */
export interface Overview {
  uid: Uid;
  /** Milliseconds since the epoch. */
  internalDate: number;
  /** The Date header's time, or the internal date where there is none. */
  sentDate: number;
  size: number;
  /** Decoded subject, as it is; the library finds its base. */
  subject: string;
  /** Mailbox local part of the first address. */
  from: string;
  to: string;
  cc: string;
  /** Without angle brackets. */
  messageId: string | undefined;
  /** Oldest first: of References, or where that has none, the first of In-Reply-To (RFC 5256 §3). */
  references: string[];
}

export interface Mailbox {
  readonly name: string;
  readonly mailboxId: string;
  readonly readOnly: boolean;
  readonly uidValidity: number;
  /** Flags in use or always there; permanent unless `readOnly`. Keywords may be made (`\*`). */
  readonly flags: readonly string[];
  /** The state at selection. `uids` ascending. */
  readonly initial: {
    /** Becomes the connection's own: not to be shared or kept. */
    uids: Uint32Array;
    uidNext: Uid;
    modseq: ModSeq;
    /** Lowest UID without \Seen, 0 when none, and how many. */
    firstUnseen: Uid;
  };
  /**
   * A hint, at most a short time late, that `changes` would answer something new. One listener. Changes that came
   * after `initial` and before the listener was set are hinted at too.
   */
  onHint(listener: (() => void) | undefined): void;
  /** Rejects with `ImapError(…, 'NONEXISTENT')` once the mailbox is deleted: the connection is then ended with BYE. */
  changes(since: ModSeq): Promise<Changes>;
  /**
   * In batches, because an await for every message costs more than the message. Ascending UIDs as given; messages
   * meanwhile gone are left out. Backpressure is the caller's pace: with `bytes`, keep a batch to a few MB.
   */
  fetch(uids: Uint32Array | Uid[], needs: FetchNeeds): AsyncIterable<FetchedBatch>;
  store(uids: Uid[], action: StoreAction, flags: string[], unchangedSince?: ModSeq): Promise<StoreResult>;
  copy(uids: Uid[], to: string): Promise<CopyResult>;
  move(uids: Uid[], to: string): Promise<CopyResult>;
  /** Removes messages with \Deleted, of `uids` only when given. Answers those it removed. */
  expunge(uids?: Uid[]): Promise<{ uids: Uid[]; modseq: ModSeq }>;
  /** Matching UIDs, ascending. `highestModSeq` of the matches when the criteria name a mod-sequence. */
  search(criteria: SearchKey): Promise<{ uids: Uid[]; highestModSeq?: ModSeq }>;
  overview(uids: Uid[]): Promise<Overview[]>;
  /** Deselected or the connection ended. */
  close(): void;
}

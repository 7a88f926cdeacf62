/** JMAP objects, as far as the page uses them (RFC 8620, RFC 8621, RFC 9425). Dates are RFC 3339 strings. */
export type Id = string;

export const capability = {
  core: 'urn:ietf:params:jmap:core',
  mail: 'urn:ietf:params:jmap:mail',
  submission: 'urn:ietf:params:jmap:submission',
  quota: 'urn:ietf:params:jmap:quota',
} as const;

/** RFC 8620 §2 */
export interface Session {
  capabilities: Record<string, unknown> & { [capability.core]: CoreCapability };
  accounts: Record<Id, Account>;
  primaryAccounts: Record<string, Id>;
  username: string;
  apiUrl: string;
  downloadUrl: string;
  uploadUrl: string;
  eventSourceUrl: string;
  state: string;
}

export interface CoreCapability {
  maxSizeUpload: number;
  maxConcurrentUpload: number;
  maxSizeRequest: number;
  maxConcurrentRequests: number;
  maxCallsInRequest: number;
  maxObjectsInGet: number;
  maxObjectsInSet: number;
}

export interface Account {
  name: string;
  isPersonal: boolean;
  isReadOnly: boolean;
  accountCapabilities: Record<string, unknown> & { [capability.mail]?: MailCapability };
}

/** RFC 8621 §1.3.1 */
export interface MailCapability {
  maxSizeAttachmentsPerEmail: number;
  mayCreateTopLevelMailbox: boolean;
  maxMailboxDepth: number | null;
  maxSizeMailboxName: number;
}

export type Role = 'inbox' | 'drafts' | 'sent' | 'archive' | 'junk' | 'trash' | (string & {});

/** RFC 8621 §2 */
export interface Mailbox {
  id: Id;
  name: string;
  parentId: Id | null;
  role: Role | null;
  sortOrder: number;
  totalEmails: number;
  unreadEmails: number;
  totalThreads: number;
  unreadThreads: number;
  myRights: {
    mayReadItems: boolean;
    mayAddItems: boolean;
    mayRemoveItems: boolean;
    maySetSeen: boolean;
    maySetKeywords: boolean;
    mayCreateChild: boolean;
    mayRename: boolean;
    mayDelete: boolean;
    maySubmit: boolean;
  };
  isSubscribed: boolean;
}

/** RFC 8621 §4.1.2.3 */
export interface EmailAddress {
  name: string | null;
  email: string;
}

/** What a row of a list and a head of a message need (RFC 8621 §4.1). */
export interface EmailSummary {
  id: Id;
  blobId: Id;
  threadId: Id;
  mailboxIds: Record<Id, true>;
  keywords: Record<string, true>;
  size: number;
  receivedAt: string;
  sentAt: string | null;
  from: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  subject: string | null;
  hasAttachment: boolean;
  preview: string;
}

/** RFC 8621 §4.1.4 */
export interface BodyPart {
  partId: string | null;
  blobId: Id | null;
  size: number;
  name: string | null;
  type: string;
  charset: string | null;
  disposition: string | null;
  cid: string | null;
}

/** What an opened message needs beside its summary. */
export interface EmailContent {
  id: Id;
  bcc: EmailAddress[] | null;
  replyTo: EmailAddress[] | null;
  sender: EmailAddress[] | null;
  messageId: string[] | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  textBody: BodyPart[];
  htmlBody: BodyPart[];
  attachments: BodyPart[];
  bodyValues: Record<string, { value: string; isEncodingProblem?: boolean; isTruncated?: boolean }>;
  'header:Authentication-Results:asText:all': string[] | null;
}

export interface Thread {
  id: Id;
  emailIds: Id[];
}

/** RFC 8621 §6 */
export interface Identity {
  id: Id;
  name: string;
  email: string;
  replyTo: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  textSignature: string;
  htmlSignature: string;
  mayDelete: boolean;
}

/** RFC 8621 §4.4.1 */
export interface EmailCondition {
  inMailbox?: Id;
  inMailboxOtherThan?: Id[];
  before?: string;
  after?: string;
  hasKeyword?: string;
  notKeyword?: string;
  hasAttachment?: boolean;
  text?: string;
  from?: string;
  to?: string;
  subject?: string;
}

/** RFC 8620 §5.5 */
export type EmailFilter = EmailCondition | { operator: 'AND' | 'OR' | 'NOT'; conditions: EmailFilter[] };

/** RFC 8621 §5 */
export interface SearchSnippet {
  emailId: Id;
  subject: string | null;
  preview: string | null;
}

/** RFC 9425 §4 */
export interface Quota {
  id: Id;
  resourceType: 'count' | 'octets';
  used: number;
  hardLimit: number;
  warnLimit?: number | null;
  scope: 'account' | 'domain' | 'global';
  name: string;
}

/** RFC 8620 §5.3 */
export interface SetError {
  type: string;
  description?: string | null;
  properties?: string[];
}

/** RFC 8620 §7.1 */
export interface StateChange {
  '@type': 'StateChange';
  changed: Record<Id, Record<string, string>>;
}

/** RFC 8620 §6.1 */
export interface Uploaded {
  accountId: Id;
  blobId: Id;
  type: string;
  size: number;
}

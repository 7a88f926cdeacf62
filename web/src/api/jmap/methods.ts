import type {
  EmailContent,
  EmailFilter,
  EmailSummary,
  Id,
  Identity,
  Mailbox,
  Quota,
  SearchSnippet,
  SetError,
  Thread,
} from './types.ts';

/** A value taken from an earlier call of the same request (RFC 8620 §3.7). */
export interface ResultReference {
  resultOf: string;
  name: string;
  path: string;
}

interface GetArgs<P> {
  accountId: Id;
  ids?: Id[] | null;
  '#ids'?: ResultReference;
  properties?: P[];
}
export interface GetResult<T> {
  accountId: Id;
  state: string;
  list: T[];
  notFound: Id[];
}
interface ChangesArgs {
  accountId: Id;
  sinceState: string;
  maxChanges?: number;
}
export interface ChangesResult {
  oldState: string;
  newState: string;
  hasMoreChanges: boolean;
  created: Id[];
  updated: Id[];
  destroyed: Id[];
  /** Mailbox/changes only: null, or the only properties that may have changed (RFC 8621 §2.2). */
  updatedProperties?: string[] | null;
}
export interface SetArgs {
  accountId: Id;
  ifInState?: string;
  create?: Record<Id, object>;
  update?: Record<Id, Record<string, unknown>>;
  destroy?: Id[];
}
export interface SetResult<T = { id: Id }> {
  oldState: string | null;
  newState: string;
  created: Record<Id, T> | null;
  updated: Record<Id, object | null> | null;
  destroyed: Id[] | null;
  notCreated: Record<Id, SetError> | null;
  notUpdated: Record<Id, SetError> | null;
  notDestroyed: Record<Id, SetError> | null;
}
export interface EmailQueryArgs {
  accountId: Id;
  filter: EmailFilter | null;
  sort: { property: string; isAscending: boolean }[];
  collapseThreads?: boolean;
  position?: number;
  limit?: number;
  calculateTotal?: boolean;
}
export interface QueryResult {
  queryState: string;
  canCalculateChanges: boolean;
  position: number;
  ids: Id[];
  total?: number;
}
type EmailProperty = keyof EmailSummary | keyof EmailContent;

/** Every JMAP method the page calls: what it is given and what it answers. */
export interface Methods {
  'Mailbox/get': { args: GetArgs<keyof Mailbox>; result: GetResult<Mailbox> };
  'Mailbox/changes': { args: ChangesArgs; result: ChangesResult };
  'Mailbox/set': { args: SetArgs & { onDestroyRemoveEmails?: boolean }; result: SetResult };
  'Thread/get': { args: GetArgs<keyof Thread>; result: GetResult<Thread> };
  'Email/query': { args: EmailQueryArgs; result: QueryResult };
  'Email/get': {
    args: GetArgs<EmailProperty> & {
      bodyProperties?: string[];
      fetchTextBodyValues?: boolean;
      fetchHTMLBodyValues?: boolean;
      maxBodyValueBytes?: number;
    };
    result: GetResult<EmailSummary & EmailContent>;
  };
  'Email/changes': { args: ChangesArgs; result: ChangesResult };
  'Email/set': { args: SetArgs; result: SetResult<{ id: Id; blobId: Id; threadId: Id; size: number }> };
  'Identity/get': { args: GetArgs<keyof Identity>; result: GetResult<Identity> };
  'EmailSubmission/set': {
    args: SetArgs & { onSuccessUpdateEmail?: Record<Id, Record<string, unknown>>; onSuccessDestroyEmail?: Id[] };
    result: SetResult;
  };
  'SearchSnippet/get': {
    args: { accountId: Id; filter: EmailFilter; emailIds?: Id[]; '#emailIds'?: ResultReference };
    result: { list: SearchSnippet[]; notFound: Id[] | null };
  };
  /** RFC 8620 §6.3 */
  'Blob/copy': {
    args: { fromAccountId: Id; accountId: Id; blobIds: Id[] };
    result: { copied: Record<Id, Id> | null; notCopied: Record<Id, SetError> | null };
  };
  'Quota/get': { args: GetArgs<keyof Quota>; result: GetResult<Quota> };
}

export type Method = keyof Methods;

/** A method-level error (RFC 8620 §3.6.2), or a request that failed as a whole. */
export class JmapError extends Error {
  readonly type: string;
  constructor(type: string, description?: string | null) {
    super(description ? `${type}: ${description}` : type);
    this.name = 'JmapError';
    this.type = type;
  }
}

/** The three levels of error in JMAP (RFC 8620 §3.6). Descriptions are English, for the developer of a client. */

/** A refusal of the whole HTTP request, sent as problem details (RFC 8620 §3.6.1, RFC 7807). */
export class RequestError extends Error {
  readonly type: string;
  readonly status: number;
  readonly extra: Record<string, unknown>;

  constructor(
    error: 'unknownCapability' | 'notJSON' | 'notRequest' | 'limit',
    detail: string,
    status = 400,
    extra: Record<string, unknown> = {},
  ) {
    super(detail);
    this.name = 'RequestError';
    this.type = `urn:ietf:params:jmap:error:${error}`;
    this.status = status;
    this.extra = extra;
  }

  /** The body of the answer, with content type `application/problem+json`. */
  body(): object {
    return { type: this.type, status: this.status, detail: this.message, ...this.extra };
  }
}

/** A limit of the core capability was passed. */
export function limitError(limit: string, detail: string, status = 400): RequestError {
  return new RequestError('limit', detail, status, { limit });
}

export type MethodErrorType =
  | 'serverUnavailable'
  | 'serverFail'
  | 'serverPartialFail'
  | 'unknownMethod'
  | 'invalidArguments'
  | 'invalidResultReference'
  | 'forbidden'
  | 'accountNotFound'
  | 'accountNotSupportedByMethod'
  | 'accountReadOnly'
  | 'requestTooLarge'
  | 'stateMismatch'
  | 'cannotCalculateChanges'
  | 'tooManyChanges'
  | 'anchorNotFound'
  | 'unsupportedSort'
  | 'unsupportedFilter'
  | 'fromAccountNotFound'
  | 'fromAccountNotSupportedByMethod';

/** A refusal of one method call (RFC 8620 §3.6.2). Nothing was changed. */
export class MethodError extends Error {
  readonly type: MethodErrorType;

  constructor(type: MethodErrorType, description?: string) {
    super(description ?? type);
    this.name = 'MethodError';
    this.type = type;
  }

  body(): object {
    return this.message === this.type ? { type: this.type } : { type: this.type, description: this.message };
  }
}

/** RFC 8620 §5.3, §5.4; RFC 8621 §2.5, §4.6, §4.8, §7.5. */
export type SetErrorType =
  | 'forbidden'
  | 'overQuota'
  | 'tooLarge'
  | 'rateLimit'
  | 'notFound'
  | 'invalidPatch'
  | 'willDestroy'
  | 'invalidProperties'
  | 'singleton'
  | 'alreadyExists'
  | 'mailboxHasChild'
  | 'mailboxHasEmail'
  | 'blobNotFound'
  | 'tooManyKeywords'
  | 'tooManyMailboxes'
  | 'invalidEmail'
  | 'tooManyRecipients'
  | 'noRecipients'
  | 'invalidRecipients'
  | 'forbiddenMailFrom'
  | 'forbiddenFrom'
  | 'forbiddenToSend'
  | 'cannotUnsend';

export interface SetErrorDetails {
  description?: string;
  properties?: string[];
  existingId?: string;
  notFound?: string[];
  maxSize?: number;
  maxRecipients?: number;
  invalidRecipients?: string[];
}

/** A refusal of one object in a /set, /copy or /import; the others go on (RFC 8620 §5.3). */
export class SetError extends Error {
  readonly type: SetErrorType;
  readonly details: SetErrorDetails;

  constructor(type: SetErrorType, details: SetErrorDetails = {}) {
    super(details.description ?? type);
    this.name = 'SetError';
    this.type = type;
    this.details = details;
  }

  body(): object {
    return { type: this.type, ...this.details };
  }
}

/** Properties that are wrong, and why. */
export function invalid(properties: string | string[], description: string): SetError {
  return new SetError('invalidProperties', {
    properties: typeof properties === 'string' ? [properties] : properties,
    description,
  });
}

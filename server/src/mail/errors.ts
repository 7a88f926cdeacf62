/** Errors of the mail store that callers tell apart by class. */

/** A statement that had to run in the same transaction did not change the rows it should have. Nothing was delivered. */
export class DeliveryConflict extends Error {
  constructor() {
    super('Another process took this delivery over.');
    this.name = 'DeliveryConflict';
  }
}

export type MailboxErrorCode =
  | 'mailbox-exists'
  | 'mailbox-not-found'
  | 'mailbox-has-child'
  | 'mailbox-has-email'
  | 'mailbox-is-inbox'
  | 'mailbox-name-invalid'
  | 'mailbox-too-deep'
  | 'mailbox-limit'
  | 'mailbox-loop'
  | 'mailbox-role-taken';

/** A refused change of a mailbox. Nothing was changed. */
export class MailboxError extends Error {
  readonly code: MailboxErrorCode;
  constructor(code: MailboxErrorCode) {
    super(code.replaceAll('-', ' '));
    this.name = 'MailboxError';
    this.code = code;
  }
}

/** The account has no room for the bytes asked for. Nothing was changed. */
export class OverQuota extends Error {
  constructor() {
    super('The mailbox is full.');
    this.name = 'OverQuota';
  }
}

/** An answer other than success: a status and, where the standards name one, the condition that failed (RFC 4918 §16). */
export class DavError extends Error {
  readonly status: number;
  /** `{namespace}local`; null: none is named. */
  readonly condition: string | null;

  constructor(status: number, condition: string | null, message: string) {
    super(message);
    this.name = 'DavError';
    this.status = status;
    this.condition = condition;
  }
}

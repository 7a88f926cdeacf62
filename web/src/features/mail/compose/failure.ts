import { JmapError } from '../../../api/jmap/methods.ts';
import type { SetError } from '../../../api/jmap/types.ts';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';

/** A SetError (RFC 8620 §5.3, RFC 8621 §7.5) of saving or sending. */
export class SetFailure extends Error {
  readonly type: string;
  /** Addresses that the server would not take. */
  readonly recipients: readonly string[];
  constructor(error: SetError & { invalidRecipients?: string[] }) {
    super(error.description ?? error.type);
    this.name = 'SetFailure';
    this.type = error.type;
    this.recipients = error.invalidRecipients ?? [];
  }
}

const texts: Record<string, MessageKey> = {
  tooManyRecipients: 'compose.fail.tooManyRecipients',
  invalidRecipients: 'compose.fail.invalidRecipients',
  noRecipients: 'compose.noRecipient',
  forbiddenFrom: 'compose.fail.forbiddenFrom',
  forbiddenMailFrom: 'compose.fail.forbiddenFrom',
  forbiddenToSend: 'compose.fail.forbiddenFrom',
  accountReadOnly: 'compose.fail.forbiddenFrom',
  tooLarge: 'compose.fail.tooLarge',
  requestTooLarge: 'compose.fail.tooLarge',
  overQuota: 'compose.fail.overQuota',
  blobNotFound: 'compose.fail.blobNotFound',
};

/** What went wrong, and what a person can do. */
export function failureText(error: unknown): string {
  const type = error instanceof SetFailure || error instanceof JmapError ? error.type : null;
  if (type === null) return errorText(error);
  const text = t(texts[type] ?? 'compose.fail.other');
  const refused = error instanceof SetFailure ? error.recipients : [];
  return refused.length > 0 ? `${text} (${refused.slice(0, 5).join(', ')})` : text;
}

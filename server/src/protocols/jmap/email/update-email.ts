import type { EmailChange } from '../../../mail/index.ts';
import type { Call } from '../core/call.ts';
import { invalid, SetError } from '../core/errors.ts';
import { decodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { readPatch, readSetPatch } from '../core/patch.ts';
import { checkKeywords } from './keywords.ts';
import { mailboxRow } from './place.ts';

/** @throws SetError `notFound` */
export function emailRow(id: string): number {
  const row = decodeId('email', id);
  if (row === undefined) throw new SetError('notFound');
  return row;
}

/**
 * The change that a patch of an Email asks for: of its keywords and Mailboxes; all else of it is immutable (RFC 8621
 * §4.6). `allMailboxes`: every Mailbox of the account. @throws SetError
 */
export function emailChange(call: Call, id: string, patch: JsonObject, allMailboxes: readonly number[]): EmailChange {
  const change: EmailChange = { emailId: emailRow(id) };
  const read = readPatch(patch);
  const others = [...read.values.keys(), ...read.deep.keys()].filter((p) => p !== 'keywords' && p !== 'mailboxIds');
  if (others.length > 0 && !(others.length === 1 && read.values.get('id') === id)) {
    throw invalid(others, 'Only keywords and mailboxIds can be changed.');
  }
  const keywords = readSetPatch(read, 'keywords');
  if (keywords && 'replace' in keywords) change.setKeywords = checkKeywords(keywords.replace.keys());
  else if (keywords) {
    change.addKeywords = checkKeywords(keywords.set.keys());
    change.removeKeywords = checkKeywords(keywords.remove);
  }
  const mailboxes = readSetPatch(read, 'mailboxIds');
  if (mailboxes && 'replace' in mailboxes) {
    const add = [...mailboxes.replace.keys()].map((m) => mailboxRow(call, m));
    if (add.length === 0) throw invalid('mailboxIds', 'An Email is in one Mailbox at least.');
    // Out of whatever other Mailbox it is in by then.
    change.mailboxIds = { add, remove: allMailboxes.filter((m) => !add.includes(m)) };
  } else if (mailboxes) {
    const add = [...mailboxes.set.keys()].map((m) => mailboxRow(call, m));
    change.mailboxIds = {
      add,
      remove: [...mailboxes.remove].flatMap((m) => decodeId('mailbox', call.resolve(m)) ?? []),
    };
  }
  return change;
}

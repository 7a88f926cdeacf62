import type { Connection } from '../connection.ts';
import { ImapError } from '../session.ts';
import { BadCommand } from '../wire/args.ts';
import type { SequenceSet } from '../wire/sequence-set.ts';

/** The messages of the selected mailbox that a set names, by UID, ascending; valid until the view changes. */
export function resolveSet(c: Connection, set: SequenceSet, byUid: boolean): Uint32Array {
  return c.view.resolve(set, byUid) ?? outOfRange();
}

export function outOfRange(): never {
  throw new BadCommand('No message has that number');
}

export function requireWritable(c: Connection): void {
  if (c.view.mailbox.readOnly) throw new ImapError('The mailbox is open to be read only', 'READ-ONLY');
}

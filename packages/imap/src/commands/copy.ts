import type { CopyResult } from '../session.ts';
import { formatSet } from '../wire/sequence-set.ts';
import type { Command } from './command.ts';
import { resolveSet } from './messages.ts';

/** RFC 9051 §6.4.7 */
export const copy: Command = {
  state: 'selected',
  uid: true,
  async run(c, args, { uid }) {
    args.space();
    const set = args.sequenceSet();
    args.space();
    const to = args.mailbox(c.utf8);
    args.end();
    const uids = Array.from(resolveSet(c, set, uid));
    if (uids.length === 0) return undefined;
    const view = c.view;
    const result = await view.mailbox.copy(uids, to);
    // The hint may not have come yet; who copies into the mailbox at hand expects to see it.
    if (view.mailbox.name === to) view.hinted = true;
    return result.sourceUids.length === 0 ? undefined : `${copyUid(result)} COPY completed`;
  },
};

/** RFC 4315 §3 */
export function copyUid({ uidValidity, sourceUids, destinationUids }: CopyResult): string {
  return `[COPYUID ${uidValidity} ${formatSet(sourceUids)} ${formatSet(destinationUids)}]`;
}

import { tellExpunged } from '../news.ts';
import type { Command } from './command.ts';
import { requireWritable, resolveSet } from './messages.ts';

/** RFC 9051 §6.4.3, and UID EXPUNGE of §6.4.9 (RFC 4315 §2.1). */
export const expunge: Command = {
  state: 'selected',
  uid: true,
  async run(c, args, { uid }) {
    let uids: number[] | undefined;
    if (uid) {
      args.space();
      uids = Array.from(resolveSet(c, args.sequenceSet(), true));
    }
    args.end();
    requireWritable(c);
    const view = c.view;
    if (uids?.length === 0) return undefined;
    const result = await view.mailbox.expunge(uids);
    view.expunged(result.uids);
    tellExpunged(c);
    if (!c.qresync || result.uids.length === 0) return undefined;
    // The client will resume from this mod-sequence: it must have been told of everything up to it (RFC 7162 §3.2.10).
    view.hinted = true;
    await c.sync(true);
    return `[HIGHESTMODSEQ ${view.modseq}] EXPUNGE completed`;
  },
};

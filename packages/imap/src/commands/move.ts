import { tellExpunged } from '../news.ts';
import type { Command } from './command.ts';
import { copyUid } from './copy.ts';
import { requireWritable, resolveSet } from './messages.ts';

/** RFC 9051 §6.4.8 (RFC 6851): COPYUID untagged, then the expunges, then OK. */
export const move: Command = {
  state: 'selected',
  uid: true,
  async run(c, args, { uid }) {
    args.space();
    const set = args.sequenceSet();
    args.space();
    const to = args.mailbox(c.utf8);
    args.end();
    requireWritable(c);
    const uids = Array.from(resolveSet(c, set, uid));
    if (uids.length === 0) return undefined;
    const view = c.view;
    const result = await view.mailbox.move(uids, to);
    if (view.mailbox.name === to) view.hinted = true;
    if (result.sourceUids.length > 0) c.out.text(`* OK ${copyUid(result)} Moved\r\n`);
    view.expunged(result.sourceUids);
    tellExpunged(c);
    return undefined;
  },
};

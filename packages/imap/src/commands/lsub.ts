import { ListPattern } from '../list/pattern.ts';
import { buildTree } from '../list/tree.ts';
import { mailboxName } from '../wire/render.ts';
import type { Command } from './command.ts';
import { MAX_PATTERN } from './list.ts';

/** RFC 3501 §6.3.9. A level above a subscribed mailbox is told as \Noselect when the pattern ends there (`%`). */
export const lsub: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const reference = args.listMailbox(c.utf8);
    args.space();
    const text = reference + args.listMailbox(c.utf8);
    args.end();
    if (text.length > MAX_PATTERN) args.fail('a shorter pattern');
    const pattern = new ListPattern(text);
    const stopsAtLevels = text.includes('%');
    for (const m of buildTree(await c.user.list(), ({ subscribed }) => subscribed)) {
      if (!m.subscribed && !(stopsAtLevels && m.childMatches)) continue;
      if (!pattern.matches(m.name)) continue;
      const attribute = m.subscribed && m.noSelect !== true ? '' : '\\Noselect';
      c.out.text(`* LSUB (${attribute}) "/" ${mailboxName(m.name, c.utf8)}\r\n`);
    }
    return undefined;
  },
};

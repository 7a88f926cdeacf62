import { ImapError } from '../session.ts';
import type { Command } from './command.ts';
import { checkNewName } from './mailbox-name.ts';

/** RFC 9051 §6.3.6 */
export const rename: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const from = args.mailbox(c.utf8);
    args.space();
    const to = args.mailbox(c.utf8);
    args.end();
    if (to === 'INBOX') throw new ImapError('INBOX is always there', 'ALREADYEXISTS');
    if (to.startsWith(`${from}/`)) throw new ImapError('A mailbox can not go below itself', 'CANNOT');
    await c.user.rename(from, checkNewName(to));
    return undefined;
  },
};

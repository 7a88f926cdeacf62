import { ImapError } from '../session.ts';
import type { Command } from './command.ts';

/** RFC 9051 §6.3.5 */
export const deleteMailbox: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const name = args.mailbox(c.utf8);
    args.end();
    if (name === 'INBOX') throw new ImapError('INBOX can not be deleted', 'CANNOT');
    await c.user.delete(name);
    if (c.selected?.name === name) {
      c.deselect();
      c.out.text('* OK [CLOSED] The selected mailbox is gone\r\n');
    }
    return undefined;
  },
};

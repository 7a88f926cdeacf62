import type { Command } from './command.ts';
import { parseStatusItems, writeStatus } from './status-items.ts';

/** RFC 9051 §6.3.11 */
export const status: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const name = args.mailbox(c.utf8);
    args.space();
    const items = parseStatusItems(c, args);
    args.end();
    writeStatus(c, name, items, await c.user.status(name));
    return undefined;
  },
};

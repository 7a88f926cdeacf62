import type { Command } from './command.ts';

/** RFC 9051 §6.4.1: expunges silently, unless the mailbox was opened to be read only. */
export const close: Command = {
  state: 'selected',
  async run(c, args) {
    args.end();
    if (!c.view.mailbox.readOnly) await c.view.mailbox.expunge();
    c.deselect();
    return undefined;
  },
};

/** RFC 9051 §6.4.2 */
export const unselect: Command = {
  state: 'selected',
  run(c, args) {
    args.end();
    c.deselect();
    return undefined;
  },
};

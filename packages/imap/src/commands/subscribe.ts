import type { Command } from './command.ts';

const make = (on: boolean): Command => ({
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const name = args.mailbox(c.utf8);
    args.end();
    await c.user.subscribe(name, on);
    return undefined;
  },
});

/** RFC 9051 §6.3.7 */
export const subscribe = make(true);
/** RFC 9051 §6.3.8 */
export const unsubscribe = make(false);

import type { Command } from './command.ts';

/** RFC 9051 §6.1.3 */
export const logout: Command = {
  state: 'any',
  run(c, args) {
    args.end();
    c.out.text('* BYE Logging out\r\n');
    c.byeAfterReply();
    return undefined;
  },
};

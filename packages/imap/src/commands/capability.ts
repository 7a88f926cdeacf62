import type { Command } from './command.ts';

/** RFC 9051 §6.1.1 */
export const capability: Command = {
  state: 'any',
  run(c, args) {
    args.end();
    c.out.text(`* CAPABILITY ${c.capabilities()}\r\n`);
    return undefined;
  },
};

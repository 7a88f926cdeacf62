import { BadCommand } from '../wire/args.ts';
import type { Command } from './command.ts';

/** RFC 9051 §6.3.13 (RFC 2177). News is sent the moment the backend hints at it. */
export const idle: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.end();
    c.out.text('+ idling\r\n');
    c.out.flush();
    c.beginIdle();
    try {
      const line = await c.readLine();
      if (line.toUpperCase() !== 'DONE') throw new BadCommand('Expected DONE');
    } finally {
      await c.endIdle();
    }
    return undefined;
  },
};

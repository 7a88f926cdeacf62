import type { Command } from './command.ts';

/** RFC 9051 §6.1.2, and CHECK of RFC 3501 §6.4.1. What changed is told after every command. */
export const noop: Command = {
  state: 'any',
  run(_c, args) {
    args.end();
    return undefined;
  },
};

export const check: Command = { ...noop, state: 'selected' };

import { expect } from 'vitest';

/** `expect.poll` with patience for a machine that has other work. */
export const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000, interval: 20 });

import { mailboxMessages } from './mailboxes.ts';
import { outsideMessages } from './outside.ts';
import { planMessages } from './plan.ts';
import type { SampleMessage } from './types.ts';
import { workMessages } from './work.ts';

export type { Attachment, Letter, Party, SampleMessage } from './types.ts';

/** In the order they were written. */
export const sampleMessages: readonly SampleMessage[] = [
  ...mailboxMessages,
  ...workMessages,
  ...planMessages,
  ...outsideMessages,
].sort((a, b) => b.day - a.day || a.time.localeCompare(b.time));

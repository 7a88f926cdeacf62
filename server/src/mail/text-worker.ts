/** A thread apart for the slow part of indexing: decoding messages, their attachments, and splitting text into tokens. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { messageVector } from './message-vector.ts';
import type { Summary } from './types.ts';

export interface TextTask {
  id: number;
  /** All of its buffer. */
  bytes: Uint8Array<ArrayBuffer>;
  summary: Summary;
}

export interface TextResult {
  id: number;
  tsv: string;
}

/** Whoever waits for an answer comes first. On Linux a thread has a priority of its own. */
function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), 19);
  } catch {
    // Elsewhere it runs like the rest.
  }
}

giveWay();
parentPort!.on('message', async (task: TextTask) => {
  const tsv = await messageVector(Buffer.from(task.bytes.buffer), task.summary).catch(() => '');
  parentPort!.postMessage({ id: task.id, tsv } satisfies TextResult);
});

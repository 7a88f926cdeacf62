/** A thread apart for the slow part of indexing: decoding messages, their attachments, and splitting text into tokens. */
import { parentPort } from 'node:worker_threads';
import { messageVector } from './message-vector.ts';
import type { Summary } from './types.ts';

export interface TextTask {
  id: number;
  bytes: Uint8Array;
  summary: Summary;
}

export interface TextResult {
  id: number;
  tsv: string;
}

parentPort!.on('message', async (task: TextTask) => {
  const tsv = await messageVector(Buffer.from(task.bytes), task.summary).catch(() => '');
  parentPort!.postMessage({ id: task.id, tsv } satisfies TextResult);
});

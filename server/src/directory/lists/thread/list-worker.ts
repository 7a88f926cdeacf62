/**
 * A thread apart for lists: a file of 30,000 rows takes seconds to read and match, and a hostile one may take all the memory it is
 * given. One task at a time.
 */
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { CodedError, isTemporary } from '../../../platform/index.ts';
import { runTask } from './run-task.ts';
import type { ListTaskStart, ListWorkerMessage, TaskFailure } from './task.ts';

const say = (message: ListWorkerMessage) => parentPort!.postMessage(message);
/** What the thread keeps from others, in use or not. */
const heap = () => getHeapStatistics().total_physical_size;

parentPort!.on('message', async (start: ListTaskStart) => {
  try {
    const preview = await runTask(
      start,
      (progress) => say({ say: 'progress', progress }),
      (pids) => say({ say: 'connected', pids }),
    );
    say({ say: 'done', heap: heap(), ...(preview ? { preview } : {}) });
  } catch (error) {
    say({ say: 'failed', heap: heap(), failure: failureOf(error) });
  }
});

function failureOf(error: unknown): TaskFailure {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof CodedError) {
    const { code, status, vi, en, details } = error;
    return { code, status, vi, en, message: error.message, details };
  }
  return { code: isTemporary(error) ? 'system.unavailable' : null, status: 500, vi: '', en: '', message };
}

/** Threads for lists: one import at a time, and beside it one file that is looked at. */
import type { ListPreview, ListProgress } from '@congvu/contract';
import { AppError, CodedError, type Log, type Pools } from '../../../platform/index.ts';
import { ListError } from '../errors.ts';
import { beat, endWork, fileOctets } from '../store/imports.ts';
import { Lane } from './lane.ts';
import type { ListTask } from './task.ts';

/** How often progress is written down, milliseconds. */
const beatEvery = 500;

export interface ListRunner {
  /** What is in a file. @throws CodedError as `previewList`. */
  preview(bytes: Buffer): Promise<Omit<ListPreview, 'choices'>>;
  /**
   * Does it, when its turn has come; the import is in its state `…ing` already. Settles when it is done; a failure is written
   * into the import, and thrown.
   */
  run(task: Exclude<ListTask, { kind: 'preview' }>): Promise<void>;
  /** Ends it here and now, if this process is at it. */
  cancel(importId: number): Promise<void>;
  stop(): Promise<void>;
}

export function createListRunner({ url, pools, log }: { url: string; pools: Pools; log: Log }): ListRunner {
  // What a thread that is ended asked of the database goes on there until it notices; it shall not.
  const endBackends = async (pids: number[]) => {
    await pools.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids]).catch(() => {});
  };
  const previews = new Lane(endBackends);
  const works = new Lane(endBackends);
  /** Imports that wait for their turn or are at it. */
  const ours = new Set<number>();
  let current: number | undefined;
  let stopped = false;

  const runNow = async (task: Exclude<ListTask, { kind: 'preview' }>): Promise<void> => {
    const { importId } = task;
    let progress: ListProgress = { phase: 'waiting', done: 0, of: 0 };
    const tell = async () => {
      // While the database is away nothing is known; the import itself will fail or go on.
      const cancelled = await beat(pools, importId, progress).catch(() => false);
      if (cancelled && current === importId) await works.end(new ListError('list.cancelled'));
    };
    const pulse = setInterval(() => void tell(), beatEvery);
    current = importId;
    try {
      await works.work({ url, task }, await fileOctets(pools, importId), (heard) => {
        progress = heard;
      });
    } finally {
      clearInterval(pulse);
      current = undefined;
    }
  };

  return {
    preview: async (bytes) =>
      (await previews.turn(() =>
        previews.work({ url: null, task: { kind: 'preview', bytes } }, bytes.length, () => {}),
      ))!,
    run: async (task) => {
      const { importId } = task;
      ours.add(importId);
      const pulse = setInterval(() => {
        if (current !== importId) void beat(pools, importId, { phase: 'waiting', done: 0, of: 0 }).catch(() => {});
      }, beatEvery * 10);
      try {
        await works.turn(async () => {
          if (stopped) throw new ListError('list.interrupted');
          if (!ours.has(importId)) throw new ListError('list.cancelled');
          await runNow(task);
        });
      } catch (error) {
        const coded = error instanceof CodedError || error instanceof AppError;
        if (!coded) log.error({ err: error, importId, task: task.kind }, 'a list failed');
        const failure = coded ? { code: error.code, details: error.details } : { code: 'system.fault' };
        await endWork(pools, importId, failure.code === 'list.cancelled' ? null : failure).catch((err) =>
          log.warn({ err, importId }, 'a list could not be ended'),
        );
        throw error;
      } finally {
        clearInterval(pulse);
        ours.delete(importId);
      }
    },
    cancel: async (importId) => {
      ours.delete(importId);
      if (current === importId) await works.end(new ListError('list.cancelled'));
    },
    stop: async () => {
      stopped = true;
      await Promise.all([works, previews].map((lane) => lane.end(new ListError('list.interrupted'))));
      await works.idle();
    },
  };
}

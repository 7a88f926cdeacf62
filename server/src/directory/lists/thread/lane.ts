import { Worker } from 'node:worker_threads';
import type { ListPreview, ListProgress } from '@congvu/contract';
import { AppError, CodedError } from '../../../platform/index.ts';
import { ListError } from '../errors.ts';
import type { ListTaskStart, ListWorkerMessage, TaskFailure } from './task.ts';

/** The most memory a thread may have for what JavaScript holds, MB: enough for the largest list there may be. */
const mostMemory = 320;
/**
 * What it is given at first, by the file's octets: a workbook of 30,000 people in 2.2 MB needs some 140. Without a bound near to
 * the need, what is thrown away is kept as long as there is room. A file that needs more is begun again with the most.
 */
const memoryFor = (octets: number): number => Math.min(mostMemory, Math.round(72 + (octets / 2 ** 20) * 32));
/** A thread that holds more than this after a task is ended, MB; another waits so long for the next task, milliseconds. */
const [mostKept, keptFor] = [96, 60_000];
/** Nothing takes so long, milliseconds. */
const patience = 15 * 60_000;

type Preview = Omit<ListPreview, 'choices'> | undefined;

/** One thread with one task at a time; it is begun when it is needed, and ended when it has been idle for a while. */
export class Lane {
  readonly #endBackends: (pids: number[]) => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  #worker: Worker | undefined;
  /** MB. */
  #memory = 0;
  #idle: NodeJS.Timeout | undefined;
  #pids: number[] = [];
  #ended: ListError | undefined;

  constructor(endBackends: (pids: number[]) => Promise<void>) {
    this.#endBackends = endBackends;
  }

  /** Runs when those before it have. */
  turn<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#last.then(task);
    this.#last = next.catch(() => {});
    return next;
  }

  async idle(): Promise<void> {
    await this.#last;
  }

  /** Ends the thread with what it is at, which fails so. */
  async end(why: ListError): Promise<void> {
    clearTimeout(this.#idle);
    const [worker, pids] = [this.#worker, this.#pids];
    if (!worker) return;
    this.#ended ??= why;
    this.#worker = undefined;
    await worker.terminate();
    if (pids.length > 0) await this.#endBackends(pids);
  }

  /** Within one's turn. `octets`: of the file. */
  async work(start: ListTaskStart, octets: number, heard: (progress: ListProgress) => void): Promise<Preview> {
    clearTimeout(this.#idle);
    this.#ended = undefined;
    try {
      return await this.#attempt(start, memoryFor(octets), heard);
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
      // Whatever it was at in the database is undone before it begins anew.
      if (this.#pids.length > 0) await this.#endBackends(this.#pids);
    }
    return this.#attempt(start, mostMemory, heard);
  }

  #attempt(start: ListTaskStart, memory: number, heard: (progress: ListProgress) => void): Promise<Preview> {
    this.#pids = [];
    const worker = this.#workerFor(memory);
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(tooLong);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        act();
      };
      const fail = (error: unknown) => settle(() => reject(this.#ended ?? error));
      const onMessage = (message: ListWorkerMessage) => {
        if (message.say === 'connected') this.#pids = message.pids;
        else if (message.say === 'progress') heard(message.progress);
        else {
          this.#rest(message.heap);
          if (message.say === 'done') settle(() => resolve(message.preview));
          else fail(errorOf(message.failure));
        }
      };
      const onError = (error: Error & { code?: string }) => {
        this.#worker = undefined;
        const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        if (full && memory < mostMemory) fail(new OutOfMemory());
        else fail(full ? new ListError('list.unpacked-too-large', 'The thread ran out of memory.') : error);
      };
      const onExit = () => {
        this.#worker = undefined;
        fail(new ListError('list.interrupted'));
      };
      const tooLong = setTimeout(() => void this.end(new ListError('list.interrupted')), patience);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(start);
    });
  }

  #workerFor(memory: number): Worker {
    if (this.#worker && this.#memory >= memory) return this.#worker;
    void this.#worker?.terminate();
    this.#memory = memory;
    this.#worker = new Worker(new URL('./list-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.unref();
    return this.#worker;
  }

  #rest(heap: number): void {
    this.#pids = [];
    const worker = this.#worker;
    const end = () => {
      if (this.#worker === worker) this.#worker = undefined;
      void worker?.terminate();
    };
    if (heap > mostKept * 2 ** 20) end();
    else this.#idle = setTimeout(end, keptFor).unref();
  }
}

/** A thread had less memory than the most there is, and needed more. */
class OutOfMemory extends Error {}

function errorOf(failure: TaskFailure): Error {
  const { code, status, vi, en, message, details } = failure;
  if (code === 'system.unavailable') return new AppError('system.unavailable');
  if (code !== null) return Object.assign(new CodedError(code, { status, vi, en }, '', details), { message });
  return new Error(message);
}

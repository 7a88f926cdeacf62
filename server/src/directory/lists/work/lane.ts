import { Worker } from 'node:worker_threads';
import type { ListPreview, ListProgress } from '@congvu/contract';
import { AppError, CodedError } from '../../../platform/index.ts';
import { ListError } from '../errors.ts';
import type { ListTaskStart, ListWorkerMessage, TaskFailure } from './task.ts';

/** A thread's memory for what JavaScript holds, in MB: enough for the largest list there may be. */
const memory = 288;
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

  /** Within one's turn. */
  work(start: ListTaskStart, heard: (progress: ListProgress) => void): Promise<Preview> {
    clearTimeout(this.#idle);
    this.#ended = undefined;
    this.#pids = [];
    const worker = (this.#worker ??= this.#begin());
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
        fail(full ? new ListError('list.unpacked-too-large', 'The thread ran out of memory.') : error);
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

  #begin(): Worker {
    const worker = new Worker(new URL('./list-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 32 },
    });
    worker.unref();
    return worker;
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

function errorOf(failure: TaskFailure): Error {
  const { code, status, vi, en, message, details } = failure;
  if (code === 'system.unavailable') return new AppError('system.unavailable');
  if (code !== null) return Object.assign(new CodedError(code, { status, vi, en }, '', details), { message });
  return new Error(message);
}

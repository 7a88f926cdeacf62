import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Log, Pools } from '../platform/index.ts';
import type { ContentStore } from './content-store.ts';
import { advanceIndexed, contentsToIndex, indexedThrough, putTexts } from './queries.ts';
import { isAlone, runOn } from './sql.ts';
import type { TextResult, TextTask } from './text-worker.ts';
import type { Summary } from './types.ts';

const BATCH = 20;
/** Quiet time after the last delivery before indexing begins or goes on, and the longest it is put off. Milliseconds. */
const QUIET = 2_000;
const LATEST = 60_000;
/** Rest after each message, as a multiple of the time it took: whoever uses the mail now comes first. */
const PAUSE = 4;
const LONGEST_PAUSE = 250;
/** One message's text may take this long; then it is indexed without (a thread can't be stopped otherwise). */
const PATIENCE = 30_000;
/** A thread with nothing to do is ended after so long: it holds some 40 MB. */
const IDLE = 2_000;
const LOCK = 0x636f6e67; // advisory lock: one indexer among all processes

interface Task {
  contentId: number;
  bytes: Buffer;
  summary: Summary;
}

/**
 * Puts the text of messages into the search index, off the delivery path: some time after mail has come, when it is
 * quiet, in one process at a time. Until then searches read the messages themselves.
 */
export class Indexer {
  readonly #pools: Pools;
  readonly #contents: ContentStore;
  readonly #log: Log;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #waitingSince = 0;
  #lastMail = 0;
  #running: Promise<void> | undefined;
  #stopped = false;
  /** Contents up to here are in the index. */
  through = 0;

  constructor(deps: { pools: Pools; contents: ContentStore; log: Log }) {
    this.#pools = deps.pools;
    this.#contents = deps.contents;
    this.#log = deps.log;
  }

  async start(): Promise<void> {
    const { rows } = await runOn(this.#pools)<{ indexed_through: number }>(indexedThrough, []);
    this.through = rows[0]?.indexed_through ?? 0;
    this.poke();
  }

  /** Mail has come. */
  poke(): void {
    const now = Date.now();
    this.#lastMail = now;
    this.#waitingSince ||= now;
    if (!this.#running) this.#arm();
  }

  /** A batch is under way. */
  get working(): boolean {
    return this.#running !== undefined;
  }

  /** Indexes all there is, now. */
  async drain(): Promise<void> {
    await this.#running;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#go(true);
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  /** Mail puts the timer's work off, not the timer: it is set anew when it ends too early. */
  #arm(): void {
    if (this.#stopped || this.#timer) return;
    const at = () => Math.min(this.#lastMail + QUIET, this.#waitingSince + LATEST);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (Date.now() < at()) this.#arm();
        else this.#go(false);
      },
      Math.max(0, at() - Date.now()),
    );
  }

  /** A batch that had to be done although mail is coming gives way to the mail after it. */
  #mayGoOn(): boolean {
    return !this.#stopped && Date.now() - this.#lastMail >= QUIET;
  }

  #go(all: boolean): void {
    const overdue = this.#waitingSince > 0 && Date.now() - this.#waitingSince >= LATEST;
    this.#waitingSince = 0;
    clearTimeout(this.#idle);
    this.#running = this.#work(all, overdue)
      .then((more) => {
        if (more) this.#waitingSince ||= Date.now();
      })
      .catch((err) => {
        this.#log.warn({ err }, 'messages could not be indexed; trying again later');
        this.#waitingSince ||= Date.now();
      })
      .finally(() => {
        this.#running = undefined;
        if (this.#waitingSince) this.#arm();
        this.#idle = setTimeout(() => this.#endWorker(), IDLE).unref();
      });
  }

  #endWorker(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }

  /** Answers whether something is left. What is `overdue` is not put off by mail that comes meanwhile. */
  async #work(all: boolean, overdue: boolean): Promise<boolean> {
    let more = true;
    let from = this.through;
    const mailBefore = this.#lastMail;
    do {
      more = await this.#pools.transaction(async (tx) => {
        const run = runOn(tx);
        if (!(await isAlone(run, LOCK))) return false;
        const { rows } = await run<{ content_id: number; summary: Summary }>(contentsToIndex, [from, BATCH]);
        if (rows.length > 0) {
          const bytes = await this.#contents.readMany(rows.map((r) => r.content_id));
          const tasks = rows.map(
            (r, i): Task => ({ contentId: r.content_id, bytes: bytes[i] ?? Buffer.alloc(0), summary: r.summary }),
          );
          const vectors: string[] = [];
          for (const task of tasks) {
            const begun = performance.now();
            vectors.push(await this.#vector(task));
            if (this.#stopped) return false;
            // What is ready is kept; the rest of the batch gives way to the mail that has come.
            if (!all && !overdue && this.#lastMail !== mailBefore) break;
            if (!all) await sleep(Math.min((performance.now() - begun) * PAUSE, LONGEST_PAUSE));
          }
          await run(putTexts, [rows.slice(0, vectors.length).map((r) => r.content_id), vectors]);
          from = rows[vectors.length - 1]!.content_id;
          if (vectors.length < rows.length) return true;
        }
        return rows.length === BATCH;
      });
    } while (more && (all || this.#mayGoOn()));
    const { rows } = await runOn(this.#pools)<{ indexed_through: number }>(advanceIndexed, []);
    if (rows[0]) this.through = rows[0].indexed_through;
    return more;
  }

  #vector(task: Task): Promise<string> {
    const worker = (this.#worker ??= this.#startWorker());
    return new Promise((resolve) => {
      const done = (tsv: string, replace = false) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onError);
        if (replace) {
          this.#worker = undefined;
          void worker.terminate();
        }
        resolve(tsv);
      };
      const onMessage = (result: TextResult) => result.id === task.contentId && done(result.tsv);
      const onError = () => done('', true);
      const timer = setTimeout(() => done('', true), PATIENCE);
      worker.on('message', onMessage).on('error', onError).on('exit', onError);
      // A copy of its own, handed over: what is read together shares memory, all of which would be copied with each.
      const bytes = new Uint8Array(task.bytes);
      worker.postMessage({ id: task.contentId, bytes, summary: task.summary } satisfies TextTask, [bytes.buffer]);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./text-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.unref();
    return worker;
  }
}

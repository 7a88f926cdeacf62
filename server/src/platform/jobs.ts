/**
 * Work off the path of a request: done at least once, retried with growing pauses, kept in the database
 * (`docs/adr/0004-jobs.md`). A thin cover over graphile-worker.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, type RunnerOptions, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import type { Pool, QueryConfig } from 'pg';
import type { Log } from './log.ts';
import { createPools, type Pools, type Queryable } from './pool.ts';

export interface JobContext {
  /** 1 at the first run. */
  attempt: number;
  /** Told when the server stops: end soon, or the job runs again later. */
  signal: AbortSignal | undefined;
}

/** May run more than once for one job, also at the same time after a lost connection: make it safe to repeat. */
export type JobHandler<P> = (payload: P, context: JobContext) => Promise<void>;

export interface AddOptions {
  /** At most one waiting job has this key: a later one replaces it. */
  jobKey?: string;
  /** With a key: keep the time of the job that waits, so that frequent calls don't put it off for ever. */
  keepRunAt?: boolean;
  /** Not before; default at once. */
  runAt?: Date;
  /** Default 25, which takes about three days. */
  maxAttempts?: number;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** Adds it within this transaction: it exists only if that commits. */
  tx?: Queryable;
}

export interface Jobs {
  /** Before `start`. With `cron` (five fields, UTC) it is also added at those times, with a null payload. */
  register<P>(name: string, handler: JobHandler<P>, options?: { cron?: string }): void;
  add(name: string, payload: unknown, options?: AddOptions): Promise<void>;
  start(): Promise<void>;
  /** Waits for jobs under way, for a few seconds. Idempotent. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  /** Jobs at once. */
  concurrency?: number;
}

/** Any number: marks, as the class of an advisory lock, that the worker pool named by the object is alive. */
const aliveClass = 7201;
const sweepEvery = 15_000;
/** Milliseconds that jobs under way get to end in. */
const stopPatience = 10_000;

/** Brings graphile-worker's own schema up to date, then gives a queue that takes jobs; they run from `start` on. */
export async function createJobs(url: string, log: Log, options: JobsOptions = {}): Promise<Jobs> {
  const concurrency = options.concurrency ?? 2;
  const pools = await createPools(url, log, { max: concurrency + 3, warm: 1 });
  const logger = new Logger(() => (level, message) => {
    // It tells of each job at level info.
    log[level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug'](message);
  });
  try {
    await runMigrations({ pgPool: pools.pool, logger });
  } catch (error) {
    await pools.end();
    throw error;
  }
  const tasks: NonNullable<RunnerOptions['taskList']> = {};
  const crons: string[] = [];
  let runner: Runner | null = null;
  let guard: Guard | null = null;
  const ending = new AbortController();

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    // What waits for a database that is away would keep it.
    const stopped = runner?.stop().catch(() => {});
    await Promise.race([stopped, sleep(stopPatience, undefined, { ref: false })]);
    runner = null;
    await guard?.end();
    guard = null;
    ending.abort();
    await pools.end();
  };

  return {
    register(name, handler, { cron } = {}) {
      if (runner) throw new Error('Register jobs before they start.');
      tasks[name] = (payload, { job, abortSignal }) =>
        handler(payload as never, { attempt: job.attempts, signal: abortSignal as AbortSignal | undefined });
      if (cron) crons.push(`${cron} ${name} ?fill=1d`);
    },
    async add(name, payload, add = {}) {
      await (add.tx ?? pools).query(
        `SELECT 1 FROM graphile_worker.add_job($1, payload => $2::json, queue_name => $3, run_at => $4, max_attempts => $5,
           job_key => $6, job_key_mode => $7)`,
        [
          name,
          JSON.stringify(payload ?? null),
          add.queue ?? null,
          add.runAt ?? null,
          add.maxAttempts ?? null,
          add.jobKey ?? null,
          add.keepRunAt ? 'preserve_run_at' : 'replace',
        ],
      );
    },
    async start() {
      const events = new EventEmitter() as unknown as WorkerEvents;
      let poolId = '';
      events.on('pool:create', ({ workerPool }) => {
        poolId = workerPool.id;
      });
      const pgPool = patient(pools.pool, log, ending.signal);
      const settings = { pgPool, taskList: tasks, concurrency, logger, events, noHandleSignals: true };
      await sweep(pools, 0);
      runner = await run({ ...settings, crontab: crons.join('\n') });
      runner.promise.catch((err) => log.error({ err }, 'the job runner ended'));
      guard = guardJobs(pools, poolId, log);
    },
    stop: () => (stopping ??= stop()),
  };
}

/**
 * The pool as graphile-worker is to see it. It notes how a job ended beside its loop: an error there is nobody's, and would
 * end the process. So those statements, which its own names tell, are tried until they succeed; all others fail as ever.
 * Once the queue has ended, whoever still tries waits for ever.
 */
function patient(pool: Pool, log: Log, ended: AbortSignal): Pool {
  const untilDone = async (statement: QueryConfig, failed: unknown) => {
    log.warn({ err: failed }, 'the end of a job could not be noted; trying again');
    for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
      try {
        await sleep(pause, undefined, { signal: ended, ref: false });
        return await pool.query(statement);
      } catch {
        if (ended.aborted) return new Promise<never>(() => {});
      }
    }
  };
  const notesEnd = ([statement]: unknown[]): QueryConfig | null =>
    /^(complete|fail)_job/.test((statement as QueryConfig).name ?? '') ? (statement as QueryConfig) : null;
  const lend = async () => {
    const client = await pool.connect();
    let lent = true;
    const release = (broken?: boolean) => {
      if (lent) client.release(broken);
      lent = false;
    };
    const query = (...args: unknown[]) => {
      const result = client.query(...(args as [never])) as unknown as Promise<unknown>;
      const statement = notesEnd(args);
      if (!statement) return result;
      return result.catch((error) => {
        release(true);
        return untilDone(statement, error);
      });
    };
    return withMethods(client, { query, release });
  };
  /** For when no connection is to be had. */
  const without = (error: unknown) => ({
    query: async (...args: unknown[]) => {
      const statement = notesEnd(args);
      if (!statement) throw error;
      return untilDone(statement, error);
    },
    release: () => {},
  });
  const connect = (...args: unknown[]) =>
    args.length > 0 ? pool.connect(args[0] as never) : lend().catch((error) => without(error));
  return withMethods(pool, { connect });
}

/** `target`, but for these methods. */
function withMethods<T extends object>(target: T, methods: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(target, {
    get(_, key) {
      if (Object.hasOwn(methods, key)) return methods[key as keyof T];
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

interface Guard {
  end(): Promise<void>;
}

/**
 * graphile-worker takes a job of a killed process for running for four hours. So each process holds an advisory lock
 * as its sign of life, and releases the jobs of those that hold none.
 */
function guardJobs(pools: Pools, poolId: string, log: Log): Guard {
  let work = Promise.resolve();
  const client = pools.pool.connect();
  const beat = async () => {
    const held = 'SELECT FROM pg_locks WHERE locktype = $3 AND pid = pg_backend_pid() AND classid = $1';
    await (await client).query(`SELECT pg_advisory_lock($1, hashtext($2)) WHERE NOT EXISTS (${held})`, [
      aliveClass,
      poolId,
      'advisory',
    ]);
    await sweep(pools, 60);
  };
  const tick = () => {
    work = work.then(beat).catch((err) => log.warn({ err }, 'releasing jobs of ended processes failed'));
  };
  tick();
  const timer = setInterval(tick, sweepEvery);
  return {
    async end() {
      clearInterval(timer);
      await work;
      (await client.catch(() => null))?.release(true);
    },
  };
}

/** Releases jobs locked longer than `seconds` ago by worker pools that show no sign of life. */
async function sweep(run: Queryable, seconds: number): Promise<void> {
  const dead = (table: string) => `
    SELECT locked_by FROM graphile_worker.${table}
    WHERE locked_by IS NOT NULL AND locked_at <= now() - make_interval(secs => $2) AND NOT EXISTS (
      SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objid::int8 = hashtext(locked_by)::int8 & 4294967295)`;
  await run.query(
    `SELECT graphile_worker.force_unlock_workers(ARRAY(${dead('_private_jobs')} UNION ${dead('_private_job_queues')}))`,
    [aliveClass, seconds],
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryConfig, type QueryResult } from 'pg';
import { isRetryable, mapDatabaseError, sqlState } from './database-errors.ts';
import { isPlatformError, PlatformError } from './errors.ts';
import type { Log } from './log.ts';
import { connectionConfig } from './pool.ts';

/** A statement. With a `name` it is prepared once on the connection; one name always has the same text. */
export interface Statement {
  name?: string;
  text: string;
  /** Null, string, number, bigint, boolean, Date, Buffer, arrays of those; any other object is sent as JSON. */
  values?: readonly unknown[];
  rowMode?: 'array';
}

/** Rows are typed by the caller. */
// biome-ignore lint/suspicious/noExplicitAny: the rows' shape is known to the caller's SQL only
export type Rows = QueryResult<any>;

export interface Dedicated {
  /** Statements and transactions sent or waiting to be, not yet answered. */
  readonly pending: number;
  /** Sends at once, behind statements still under way; answers come in order. Each is a transaction of its own. */
  query(statement: Statement): Promise<Rows>;
  /**
   * BEGIN, the statements, COMMIT, all in one write and one round trip; a single statement goes without the two, being a
   * transaction itself. Nothing of other callers comes between. If one fails all are undone and its error is thrown; serialization failures and deadlocks run again, up to 5 times.
   */
  transaction(statements: readonly Statement[]): Promise<Rows[]>;
  end(): Promise<void>;
}

export interface DedicatedOptions {
  /** Milliseconds that a statement waits for a connection being made again before it fails. */
  patience?: number;
  log: Log;
}

/**
 * One connection for a hot path, made again when it is lost. What was under way then fails with
 * `database.unavailable` (whether it was committed is unknown); what comes later waits for the new one.
 */
export async function createDedicated(url: string, options: DedicatedOptions): Promise<Dedicated> {
  const { log, patience = 5000 } = options;
  const texts = new Map<string, string>();
  let ended = false;
  let pending = 0;
  let client: Client | null = null;
  let connecting: Promise<void> = Promise.resolve();

  async function connect(): Promise<void> {
    const next = new Client({ ...connectionConfig(url), pipeline: true });
    next.on('error', () => drop(next));
    next.on('end', () => drop(next));
    try {
      await next.connect();
      if (ended) await next.end();
      else client = next;
    } catch (error) {
      next.end().catch(() => {});
      throw mapDatabaseError(error);
    }
  }

  function drop(broken: Client): void {
    if (ended || client !== broken) return;
    client = null;
    log.warn('a dedicated database connection was lost');
    broken.end().catch(() => {});
    connecting = reconnect();
  }

  async function reconnect(): Promise<void> {
    for (let pause = 20; !ended; pause = Math.min(pause * 2, 2000)) {
      try {
        return await connect();
      } catch {
        await sleep(pause);
      }
    }
  }

  async function connected(): Promise<Client> {
    for (const end = Date.now() + patience; client === null && !ended; ) {
      const left = end - Date.now();
      if (left <= 0) break;
      await Promise.race([connecting, sleep(left, undefined, { ref: false })]);
    }
    if (!client || ended) throw new PlatformError('database.unavailable', 'There is no connection.');
    return client;
  }

  /** Nothing may fail between the first and the last statement sent, so everything is checked and encoded before. */
  function prepare(statement: Statement): QueryConfig {
    const { name, text } = statement;
    if (name !== undefined && (texts.get(name) ?? text) !== text) throw new Error(`Two statements are named ${name}.`);
    if (name !== undefined) texts.set(name, text);
    return { ...statement, values: (statement.values ?? []).map(encodeValue) } as QueryConfig;
  }

  async function send(configs: QueryConfig[]): Promise<PromiseSettledResult<Rows>[]> {
    pending++;
    try {
      return await sendTo(client ?? (await connected()), configs);
    } finally {
      pending--;
    }
  }

  async function sendTo(to: Client, configs: QueryConfig[]): Promise<PromiseSettledResult<Rows>[]> {
    const { stream } = (to as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
    stream.cork();
    const answers = configs.map((config) => to.query(config));
    stream.uncork();
    const settled = await Promise.allSettled(answers);
    // The server's last word may come as the answer to a statement, well before the socket closes.
    const lost = (answer: PromiseSettledResult<Rows>) =>
      answer.status === 'rejected' && isPlatformError(mapDatabaseError(answer.reason), 'database.unavailable');
    if (settled.some(lost)) drop(to);
    return settled;
  }

  await connect();
  return {
    get pending() {
      return pending;
    },
    async query(statement) {
      const config = prepare(statement);
      for (let attempt = 1; ; attempt++) {
        const [answer] = await send([config]);
        if (answer!.status === 'fulfilled') return answer!.value;
        if (sqlState(answer!.reason) !== notPrepared || attempt >= 3) throw mapDatabaseError(answer!.reason);
      }
    },
    async transaction(statements) {
      const prepared = statements.map(prepare);
      const alone = prepared.length === 1;
      const configs = alone ? prepared : [{ text: 'BEGIN' }, ...prepared, { text: 'COMMIT' }];
      for (let attempt = 1; ; attempt++) {
        const answers = await send(configs);
        const done = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
        if (alone && done.length === 1) return done;
        if (done.length === answers.length && done.at(-1)?.command === 'COMMIT') return done.slice(1, -1);
        const faults = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
        // The first is the cause; those after it only say that the transaction is aborted.
        const again = isRetryable(faults[0]) || sqlState(faults[0]) === notPrepared;
        if (!again || attempt >= 5) throw mapDatabaseError(faults[0] ?? new Error('The transaction was rolled back.'));
        await sleep(Math.random() * 5 * 2 ** attempt);
      }
    },
    async end() {
      ended = true;
      await client?.end();
      await connecting;
    },
  };
}

/**
 * invalid_sql_statement_name: a named statement was sent while its first use, still under way, turned out to fail
 * before it was prepared. It had no effect, and goes again with its text.
 */
const notPrepared = '26000';

/** To what the wire takes. Throws here rather than halfway through a transaction. */
function encodeValue(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(encodeElement).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function encodeElement(value: unknown): string {
  if (Array.isArray(value)) return encodeValue(value) as string;
  const encoded = encodeValue(value);
  if (encoded === null) return 'NULL';
  const text = typeof encoded === 'string' ? encoded : `\\x${encoded.toString('hex')}`;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import {
  Client,
  type ClientConfig,
  Pool,
  type PoolClient,
  type QueryArrayConfig,
  type QueryArrayResult,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
} from 'pg';
import { isRetryable, mapDatabaseError } from './database-errors.ts';
import type { DB } from './db-types.ts';
import type { Log } from './log.ts';
import { pgTypes } from './pg-types.ts';

/** What runs a statement: a pool, or one transaction. Errors as in `mapDatabaseError`. */
export interface Queryable {
  query<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<R>>;
  query<R extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<R>>;
  query<R extends unknown[]>(config: QueryArrayConfig): Promise<QueryArrayResult<R>>;
}

/** One transaction: plain statements, and the same through Kysely. */
export interface Transaction extends Queryable {
  readonly db: Kysely<DB>;
  /**
   * The commit gives its row locks back before it waits for the disk, so that those who queue for one can wait together.
   * `transaction` answers only when it is on the disk all the same. For transactions that lock what all others lock.
   */
  unlockBeforeSync(): void;
}

export interface Pools extends Queryable {
  readonly pool: Pool;
  readonly db: Kysely<DB>;
  /** See `withTransaction`. */
  transaction<T>(run: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  end(): Promise<void>;
}

export interface PoolOptions {
  /** Connections at most; as many statements run at once. */
  max?: number;
  /** Connections opened at once, so that the first requests need not wait. */
  warm?: number;
  /** Milliseconds that one statement may take. */
  statementTimeout?: number;
}

export interface TransactionOptions {
  isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readOnly?: boolean;
  /** How often to run it at most when it fails by serialization or deadlock. */
  attempts?: number;
}

/** A pool of connections to the database, and Kysely over it. Broken connections are replaced by themselves. */
export async function createPools(url: string, log: Log, options: PoolOptions = {}): Promise<Pools> {
  const max = options.max ?? 8;
  const pool: Pool = new MappedPool({
    ...connectionConfig(url),
    Client: MappedClient,
    max,
    min: Math.min(max, options.warm ?? 4),
    idleTimeoutMillis: 60_000,
    statement_timeout: options.statementTimeout ?? 60_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  let ending = false;
  // The error itself drags the whole client along; its message says all there is.
  pool.on('error', (error) => ending || log.warn({ reason: error.message }, 'a database connection was lost'));
  // The pool says it has ended while its connections are still closing: PostgreSQL would find them open at shutdown.
  const closing = new Set<Promise<unknown>>();
  pool.on('connect', (client) => {
    const closed = new Promise((resolve) => client.once('end', resolve));
    closing.add(closed);
    void closed.then(() => closing.delete(closed));
  });
  // A connection lost while it is lent out tells its borrower through the statement; unheard, the event ends the process.
  pool.on('connect', (client) => void client.on('error', () => {}));
  await Promise.all(Array.from({ length: Math.min(max, options.warm ?? 4) }, () => pool.connect())).then(
    (clients) => clients.forEach((client) => void client.release()),
    async (error) => {
      await pool.end();
      throw error;
    },
  );
  const db = kyselyOver(pool);
  return {
    pool,
    db,
    query: pool.query.bind(pool) as Queryable['query'],
    transaction: (run, transactionOptions) => withTransaction(pool, run, transactionOptions),
    end: async () => {
      ending = true;
      await pool.end();
      await Promise.race([Promise.all(closing), sleep(1000, undefined, { ref: false })]);
    },
  };
}

/** Settings that every connection of ours has in common. */
export function connectionConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    types: pgTypes,
    application_name: 'congvu',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
}

/**
 * Runs `run` in a transaction and commits; on an error rolls back and throws it. After a serialization failure or a
 * deadlock it runs again from the start, up to `attempts` times, so `run` must have no effect outside the database.
 */
export async function withTransaction<T>(
  pool: Pool,
  run: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const begin = ['BEGIN', options.isolation && `ISOLATION LEVEL ${options.isolation}`, options.readOnly && 'READ ONLY'];
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken: Error | undefined;
    let committed = false;
    try {
      await client.query(begin.filter(Boolean).join(' '));
      const tx = transactionOn(client);
      const result = await run(tx);
      await commit(client, tx.syncsLater());
      committed = true;
      if (tx.syncsLater()) await client.query(sync);
      return result;
    } catch (error) {
      // What can't be said to be on the disk is not to be done twice either.
      if (committed) throw error;
      await client.query('ROLLBACK').catch((fault) => {
        broken = fault as Error;
      });
      if (!isRetryable(error) || attempt >= (options.attempts ?? 5)) throw error;
    } finally {
      client.release(broken);
    }
    await sleep(Math.random() * 10 * 2 ** attempt);
  }
}

/** A record of its own in PostgreSQL's log, whose commit waits until all before it is on the disk; many wait for one sync. */
const sync = "select pg_logical_emit_message(true, 'congvu', '')";

async function commit(client: PoolClient, syncsLater: boolean): Promise<void> {
  // After a failed statement that `run` swallowed, COMMIT answers ROLLBACK, and the setting an error.
  if (syncsLater) await client.query('SET LOCAL synchronous_commit = off');
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed.');
}

function transactionOn(client: PoolClient): Transaction & { syncsLater(): boolean } {
  let db: Kysely<DB> | null = null;
  let later = false;
  return {
    unlockBeforeSync: () => {
      later = true;
    },
    syncsLater: () => later,
    query: client.query.bind(client) as Queryable['query'],
    get db() {
      // Kysely takes and gives back a connection for each statement; here always the same.
      db ??= kyselyOver({
        connect: async () => ({ query: client.query.bind(client), release: () => {} }) as unknown as PoolClient,
        end: async () => {},
      } as unknown as Pool);
      return db;
    },
  };
}

function kyselyOver(pool: Pool): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

type AnyFunction = (...args: unknown[]) => unknown;

/** Maps the errors of a call in either of pg's styles, promise or callback. */
function mapped(call: AnyFunction, args: unknown[]): unknown {
  const callback = args.at(-1);
  if (typeof callback === 'function') {
    return call(...args.slice(0, -1), (error: unknown, ...rest: unknown[]) =>
      callback(mapDatabaseError(error), ...rest),
    );
  }
  const result = call(...args);
  if (!(result instanceof Promise)) return result;
  return result.catch((error) => {
    throw mapDatabaseError(error);
  });
}

class MappedClient extends Client {
  override query(...args: unknown[]): never {
    return mapped(super.query.bind(this) as AnyFunction, args) as never;
  }
}

class MappedPool extends Pool {
  override connect(...args: unknown[]): never {
    return mapped(super.connect.bind(this) as AnyFunction, args) as never;
  }
}

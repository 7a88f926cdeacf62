import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Statement } from './queries.ts';

/** Runs a statement; on a client in pipeline mode several may be under way at once. */
export type Run = <Row extends object = Record<string, unknown>>(statement: Statement, values: unknown[]) => Promise<QueryResult<Row>>;

export const runner =
  (client: Pool | PoolClient): Run =>
  <Row extends object>(statement: Statement, values: unknown[]) =>
    client.query<Row>(statement.name ? { name: statement.name, text: statement.text, values } : { text: statement.text, values });

/** Deadlock or serialization failure: the same again may succeed. */
export const isRetryable = (error: unknown): boolean =>
  ['40P01', '40001'].includes((error as { code?: string } | undefined)?.code ?? '');

const ATTEMPTS = 5;

/**
 * Runs `work` between BEGIN and COMMIT on one client; a deadlock makes it run anew. BEGIN is not waited for, so that on
 * a pipelined client it costs no round trip. `after` runs once committed.
 */
export async function transaction<T>(pool: Pool, work: (run: Run) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      const begun = client.query('begin');
      begun.catch(() => {});
      const result = await work(runner(client));
      await begun;
      await client.query('commit');
      return result;
    } catch (error) {
      // A connection whose ROLLBACK fails is of no more use.
      await client.query('rollback').catch((fault) => (broken = fault));
      if (!isRetryable(error) || attempt >= ATTEMPTS) throw error;
    } finally {
      client.release(broken);
    }
  }
}

import type { QueryResult } from 'pg';
import type { Dedicated, Queryable } from '../platform/index.ts';
import { noIdleLimit, type Statement, tryLock } from './queries.ts';

/** Runs one of the statements of `queries.ts`. */
export type Run = <Row extends object = Record<string, unknown>>(
  statement: Statement,
  values: unknown[],
) => Promise<QueryResult<Row>>;

/** On a pool, or within a transaction. */
export const runOn =
  (on: Queryable): Run =>
  <Row extends object>(statement: Statement, values: unknown[]) =>
    on.query<Row>({ ...statement, values });

/** On connections that only send: what is asked at the same time goes out together. */
export function runOnDedicated(connections: Dedicated[]): Run {
  let turn = 0;
  return <Row extends object>(statement: Statement, values: unknown[]) =>
    connections[turn++ % connections.length]!.query({ ...statement, values }) as Promise<QueryResult<Row>>;
}

/** Statements with their values, in one transaction and one round trip. */
export type Transact = (statements: { statement: Statement; values: unknown[] }[]) => Promise<QueryResult[]>;

export function transactOnDedicated(connections: Dedicated[]): Transact {
  let turn = 0;
  return (statements) =>
    connections[turn++ % connections.length]!.transaction(
      statements.map(({ statement, values }) => ({ ...statement, values })),
    );
}

/** Whether this transaction is now the only one among all processes with this number, until it ends. */
export async function isAlone(run: Run, lock: number): Promise<boolean> {
  await run(noIdleLimit, []);
  const { rows } = await run<{ got: boolean }>(tryLock, [lock]);
  return rows[0]!.got;
}

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
  return <Row extends object>(statement: Statement, values: unknown[]) =>
    leastBusy(connections).query({ ...statement, values }) as Promise<QueryResult<Row>>;
}

/** Statements with their values, in one transaction and one round trip. */
export type Transact = (statements: { statement: Statement; values: unknown[] }[]) => Promise<QueryResult[]>;

export function transactOnDedicated(connections: Dedicated[]): Transact {
  return (statements) =>
    leastBusy(connections).transaction(statements.map(({ statement, values }) => ({ ...statement, values })));
}

/** The first of those with the least under way: one statement at a time always meets the same, warm server process. */
function leastBusy(connections: Dedicated[]): Dedicated {
  return connections.reduce((best, one) => (one.pending < best.pending ? one : best));
}

/** Whether this transaction is now the only one among all processes with this number, until it ends. */
export async function isAlone(run: Run, lock: number): Promise<boolean> {
  await run(noIdleLimit, []);
  const { rows } = await run<{ got: boolean }>(tryLock, [lock]);
  return rows[0]!.got;
}

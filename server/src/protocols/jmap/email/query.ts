import type { Call } from '../core/call.ts';
import { encodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { type Filter, readFilter, someCondition } from '../core/query.ts';
import { type EmailQuery, emailQuerySql } from '../queries/email-query.ts';
import { type EmailComparator, readEmailSort } from './comparator.ts';
import { type EmailCondition, looksAtThread, readEmailCondition } from './condition.ts';
import { resolveFilter } from './resolve-filter.ts';

export interface EmailQueryInput {
  filter?: JsonObject | null;
  sort?: { property: string; isAscending?: boolean; collation?: string; keyword?: string }[] | null;
  collapseThreads?: boolean;
}

export interface ParsedEmailQuery {
  filter: Filter<EmailCondition> | undefined;
  sort: EmailComparator[];
  collapseThreads: boolean;
}

/** @throws MethodError `unsupportedFilter`, `unsupportedSort`, `invalidArguments` */
export function parseEmailQuery(input: EmailQueryInput): ParsedEmailQuery {
  return {
    filter: readFilter(input.filter, readEmailCondition),
    sort: readEmailSort(input.sort),
    collapseThreads: input.collapseThreads ?? false,
  };
}

/** Text comes into the index some time after the message, without a change of state: such results can't be followed. */
export function canCalculateChanges(query: ParsedEmailQuery): boolean {
  return !someCondition(query.filter, (c) => c.texts.length > 0);
}

/** Whether a change of one Email may move others of its thread in the result. */
export function dependsOnThreads(query: ParsedEmailQuery): boolean {
  return (
    query.collapseThreads ||
    query.sort.some((c) => c.property.endsWith('InThreadHaveKeyword')) ||
    someCondition(query.filter, looksAtThread)
  );
}

export interface EmailQueryResult {
  total: number;
  ids: string[];
}

/** Runs a query; `page` undefined gives all ids. */
export async function runEmailQuery(
  call: Call,
  query: ParsedEmailQuery,
  page: { offset: number; limit: number } | undefined,
): Promise<EmailQueryResult> {
  const full: EmailQuery = { ...query, accountId: call.account.row, resolved: await resolveFilter(call, query.filter) };
  const { text, values } = emailQuerySql(full, page);
  const { rows } = await call.services.db.query<{ total: number; ids: string }>(text, values);
  const row = rows[0];
  if (!row) return { total: 0, ids: [] };
  const ids = JSON.parse(`[${row.ids.slice(1, -1)}]`) as number[];
  return { total: row.total, ids: ids.map((id) => encodeId('email', id)) };
}

import { MethodError } from './errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { internalLimits } from './limits.ts';

/** A filter (RFC 8620 §5.5) with conditions of a type's own. */
export type Filter<C> = { operator: 'AND' | 'OR' | 'NOT'; conditions: Filter<C>[] } | { condition: C };

/**
 * Reads a filter.
 * @throws MethodError `invalidArguments`, `unsupportedFilter`; what `readCondition` throws.
 */
export function readFilter<C>(
  filter: JsonObject | null | undefined,
  readCondition: (c: JsonObject) => C,
): Filter<C> | undefined {
  if (filter == null) return undefined;
  let count = 0;
  const read = (value: Json): Filter<C> => {
    if (!isObject(value)) throw new MethodError('invalidArguments', 'A filter is not an object.');
    count += 1;
    if (count > internalLimits.conditions)
      throw new MethodError('unsupportedFilter', 'The filter has too many conditions.');
    if (!Object.hasOwn(value, 'operator')) return { condition: readCondition(value) };
    const { operator, conditions, ...rest } = value;
    if (operator !== 'AND' && operator !== 'OR' && operator !== 'NOT') {
      throw new MethodError('invalidArguments', 'The operator of a filter is AND, OR or NOT.');
    }
    if (!Array.isArray(conditions) || Object.keys(rest).length > 0) {
      throw new MethodError('invalidArguments', 'A filter operator has conditions and nothing else.');
    }
    return { operator, conditions: conditions.map(read) };
  };
  return read(filter);
}

/** Whether any condition of the filter is such. */
export function someCondition<C>(filter: Filter<C> | undefined, test: (c: C) => boolean): boolean {
  if (!filter) return false;
  if ('condition' in filter) return test(filter.condition);
  return filter.conditions.some((f) => someCondition(f, test));
}

/** Whether an object passes the filter, for types that are filtered in memory. */
export function matches<C>(filter: Filter<C> | undefined, test: (c: C) => boolean): boolean {
  if (!filter) return true;
  if ('condition' in filter) return test(filter.condition);
  if (filter.operator === 'AND') return filter.conditions.every((f) => matches(f, test));
  const any = filter.conditions.some((f) => matches(f, test));
  return filter.operator === 'OR' ? any : !any;
}

export interface Paging {
  position?: number;
  anchor?: string | null;
  anchorOffset?: number;
  limit?: number | null;
}

export interface Page {
  ids: string[];
  position: number;
  /** Set when the server gave fewer than asked for. */
  limit?: number;
}

/**
 * Cuts a page out of the whole result (RFC 8620 §5.5).
 * @throws MethodError `anchorNotFound`
 */
export function page(all: readonly string[], paging: Paging): Page {
  const asked = paging.limit ?? Number.POSITIVE_INFINITY;
  const limit = Math.min(asked, internalLimits.queryIds);
  let start: number;
  if (paging.anchor != null) {
    const at = all.indexOf(paging.anchor);
    if (at < 0) throw new MethodError('anchorNotFound');
    start = Math.max(0, at + (paging.anchorOffset ?? 0));
  } else {
    const position = paging.position ?? 0;
    start = position < 0 ? Math.max(0, all.length + position) : position;
  }
  const ids = all.slice(start, start + limit);
  // Past the end there is nothing, and its place is said to be the end.
  const result: Page = { ids, position: start };
  if (limit < asked && start + limit < all.length) result.limit = limit;
  return result;
}

/** The changes between what a client has of a query and the query now (RFC 8620 §5.6). */
export interface QueryDelta {
  removed: string[];
  added: { id: string; index: number }[];
}

/**
 * `touched`: every object that may have entered, left or moved. Those made before are told as removed, whether or not
 * they were in the result; those in the result now as added.
 * @throws MethodError `tooManyChanges`
 */
export function queryDelta(
  now: readonly string[],
  touched: ReadonlyMap<string, { isNew: boolean }>,
  maxChanges: number | null | undefined,
): QueryDelta {
  const removed = [...touched].filter(([, t]) => !t.isNew).map(([id]) => id);
  const added = now.flatMap((id, index) => (touched.has(id) ? [{ id, index }] : []));
  if (maxChanges != null && removed.length + added.length > maxChanges) throw new MethodError('tooManyChanges');
  return { removed, added };
}

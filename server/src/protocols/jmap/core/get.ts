import { MethodError } from './errors.ts';
import { decodeId, type IdKind } from './ids.ts';
import { limits } from './limits.ts';

export interface WantedIds {
  /** Row numbers by JMAP id, each once; undefined: all. */
  rows: Map<string, number> | undefined;
  /** Ids that can't be any of that kind. */
  notFound: string[];
}

/** The `ids` of a /get (RFC 8620 §5.1): repeated ones count once. @throws MethodError `requestTooLarge` */
export function wantedIds(kind: IdKind, ids: string[] | null | undefined): WantedIds {
  if (ids == null) return { rows: undefined, notFound: [] };
  const rows = new Map<string, number>();
  const notFound = new Set<string>();
  for (const id of ids) {
    const row = decodeId(kind, id);
    if (row === undefined) notFound.add(id);
    else rows.set(id, row);
  }
  if (rows.size + notFound.size > limits.maxObjectsInGet) {
    throw new MethodError('requestTooLarge', `More than ${limits.maxObjectsInGet} ids.`);
  }
  return { rows, notFound: [...notFound] };
}

/** The properties asked for, `id` always among them. @throws MethodError `invalidArguments` for one that isn't there. */
export function wantedProperties<P extends string>(asked: string[] | null | undefined, all: readonly P[]): Set<P> {
  if (asked == null) return new Set(all);
  const known: ReadonlySet<string> = new Set(all);
  const unknown = asked.find((p) => !known.has(p));
  if (unknown !== undefined) throw new MethodError('invalidArguments', `No such property: ${unknown.slice(0, 100)}`);
  return new Set(['id' as P, ...(asked as P[])]);
}

/** The object with only some of its properties. */
export function pick<T extends object>(object: T, properties: ReadonlySet<string>): Partial<T> {
  const picked: Partial<T> = {};
  for (const key of Object.keys(object) as (keyof T & string)[]) if (properties.has(key)) picked[key] = object[key];
  return picked;
}

/** The answer of a /get. */
export function getResult<T extends object>(
  accountId: string,
  state: string,
  list: T[],
  notFound: string[],
): { accountId: string; state: string; list: T[]; notFound: string[] } {
  return { accountId, state, list, notFound };
}

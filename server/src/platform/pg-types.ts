import { type CustomTypesConfig, types } from 'pg';

/** `text[]`; the types package knows it, its list of names does not. */
const parseTextArray = types.getTypeParser(1009 as number, 'text') as (text: string) => (string | null)[];

/**
 * How values arrive. `int8` as a number (identifiers, sizes and counters stay far below 2⁵³; beyond is an error, never
 * a wrong number), `date` as the text `YYYY-MM-DD` (a `Date` would shift with the time zone), `timestamptz` as `Date`,
 * `numeric` as text, `bytea` as `Buffer`.
 *
 * `pg` decodes every row as text: its `binary` option would corrupt bytes, so it must not be used.
 */
const parsers: Record<number, (text: string) => unknown> = {
  [types.builtins.INT8]: toSafeInteger,
  [types.builtins.DATE]: (text) => text,
  1016: arrayOf(toSafeInteger), // int8[]
  1182: parseTextArray, // date[]
};

export const pgTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    parsers[oid] ?? types.getTypeParser(oid, format)) as CustomTypesConfig['getTypeParser'],
};

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('An int8 beyond 2^53 came from the database.');
  return value;
}

function arrayOf<T>(element: (text: string) => T) {
  return (text: string): (T | null)[] => parseTextArray(text).map((item) => (item === null ? null : element(item)));
}

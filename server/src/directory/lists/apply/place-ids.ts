import type { Queryable } from '../../../platform/index.ts';

const sequences = {
  organisation: 'organisation_id',
  person: 'person_id',
  account: 'account_id',
} as const;

/** Ids for new rows, so that rows which point to each other can be written many at once. */
export async function placeIds(db: Queryable, table: keyof typeof sequences, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await db.query<{ id: number }>({
    text: 'select nextval(pg_get_serial_sequence($1, $2))::bigint as id from generate_series(1, $3)',
    values: [table, sequences[table], count],
  });
  return rows.map(({ id }) => Number(id));
}

/** Rows written by one statement: bounds its memory and time. */
const atOnce = 2000;

export function* batches<T>(all: readonly T[], size: number = atOnce): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

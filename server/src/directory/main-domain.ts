import type { Queryable } from '../platform/index.ts';

/** The domain made first: the one meant when none is named. Null on an empty directory. */
export async function mainDomain(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>('select name from domain order by domain_id limit 1');
  return rows[0]?.name ?? null;
}

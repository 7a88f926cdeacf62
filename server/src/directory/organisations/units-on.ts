import type { Queryable } from '../../platform/index.ts';

/** Organisations that stand directly below these on a day, or will later. */
export async function unitsOn(
  db: Queryable,
  parentIds: readonly number[],
  day: string,
): Promise<{ organisationId: number; name: string }[]> {
  const { rows } = await db.query<{ organisationId: number; name: string }>({
    name: 'organisation-units-on',
    text: `
      select distinct on (o.name, o.organisation_id) o.organisation_id as "organisationId", o.name
      from organisation_version v join organisation o using (organisation_id)
      where v.parent_id = any($1) and (v.valid_until is null or v.valid_until > $2::date)
      order by o.name, o.organisation_id`,
    values: [parentIds, day],
  });
  return rows;
}

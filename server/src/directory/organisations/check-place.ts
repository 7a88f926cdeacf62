import type { Queryable } from '../../platform/index.ts';
import { sqlInForceOn } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import type { Day } from './versions.ts';

/** Deeper than any administration; a guard against going round for ever. */
const deepest = 60;

/** Ids from the organisation up to the root, as they stood on a day. Ends where one was not in force. */
export async function ancestorsOn(db: Queryable, organisationId: number, day: Day): Promise<number[]> {
  const { rows } = await db.query<{ organisation_id: number }>({
    name: 'organisation-ancestors',
    text: `
      with recursive up (organisation_id, parent_id, depth) as (
        select v.organisation_id, v.parent_id, 0 from organisation_version v
        where v.organisation_id = $1 and ${sqlInForceOn('v', '$2::date')}
        union all
        select v.organisation_id, v.parent_id, depth + 1 from up join organisation_version v on v.organisation_id = up.parent_id
        where ${sqlInForceOn('v', '$2::date')} and depth < ${deepest}
      )
      select organisation_id from up order by depth`,
    values: [organisationId, day],
  });
  return rows.map((row) => row.organisation_id);
}

/**
 * The superior exists on that day, in the province, and does not stand below the organisation, then or after any move
 * that is recorded for later.
 * @throws DirectoryError `directory.no-organisation`, `directory.not-in-force`, `directory.circle`.
 */
export async function requirePlace(
  db: Queryable,
  province: string,
  organisationId: number | null,
  parentId: number,
  from: Day,
): Promise<void> {
  const { rows } = await db.query<{ valid_from: string; valid_until: string | null; in_force: boolean }>({
    name: 'organisation-place',
    text: `select valid_from, valid_until, ${sqlInForceOn('o', '$3::date')} as in_force
           from organisation o where organisation_id = $1 and province_id = $2`,
    values: [parentId, province, from],
  });
  const parent = rows[0];
  if (!parent) throw new DirectoryError('directory.no-organisation', String(parentId), { field: 'parentId' });
  if (!parent.in_force) {
    const details = { field: 'parentId', from: parent.valid_from, until: parent.valid_until, day: from };
    throw new DirectoryError('directory.not-in-force', `The superior does not exist on ${from}.`, details);
  }
  if (organisationId === null) return;
  for (const day of [from, ...(await laterMoves(db, province, from))]) {
    if ((await ancestorsOn(db, parentId, day)).includes(organisationId)) {
      throw new DirectoryError('directory.circle', `On ${day}.`, { field: 'parentId', day });
    }
  }
}

async function laterMoves(db: Queryable, province: string, after: Day): Promise<Day[]> {
  const { rows } = await db.query<{ day: Day }>({
    name: 'organisation-later-moves',
    text: `
      select distinct v.valid_from as day
      from organisation_version v
      join organisation o on o.organisation_id = v.organisation_id and o.province_id = $1
      join organisation_version b on b.organisation_id = v.organisation_id and b.valid_until = v.valid_from
        and b.parent_id is distinct from v.parent_id
      where v.valid_from > $2::date
      order by 1`,
    values: [province, after],
  });
  return rows.map((row) => row.day);
}

import type { TreeNode, TreePage } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { byName } from '../by-name.ts';
import { sqlInForce, sqlInForceOn } from '../dates.ts';

export interface TreeAsked {
  province: string;
  /** Null: the roots. */
  parentId: number | null;
  /** Null: today. */
  at: string | null;
  /** Kinds in the order they are shown. */
  kinds: readonly string[];
  offset: number;
  limit: number;
}

/** Organisations directly below another on a day, with how many there are below each and who works there. */
export async function readTree(db: Queryable, asked: TreeAsked): Promise<Omit<TreePage, 'at'>> {
  const { province, parentId, at, kinds, offset, limit } = asked;
  const { rows } = await db.query<TreeNode & { total: number }>({
    name: `tree-${at === null ? 'today' : 'on'}-${parentId === null ? 'roots' : 'below'}`,
    text: at === null ? todaySql(parentId === null) : daySql(parentId === null),
    values: [province, kinds, limit, offset, ...(parentId === null ? [] : [parentId]), ...(at === null ? [] : [at])],
  });
  return { parentId, nodes: rows.map(({ total: _, ...node }) => node), total: rows[0]?.total ?? 0 };
}

/** Counted only for the rows of this page. */
const counted = (unit: string, staff: string) => `
  select f.id, f.name, f."shortName", f.kind, f.total, u.units, s.people
  from found f
  cross join lateral (${unit}) u
  cross join lateral (${staff}) s
  order by f.n`;

const ordered = (row: string, order: string) =>
  `row_number() over (order by ${order}, array_position($2::text[], ${row}.kind), ${byName(`${row}.name`)}) as n, count(*) over ()::int as total`;

const peopleOn = (day: string) =>
  `select count(distinct person_id)::int as people from appointment a where a.organisation_id = f.id and ${day}`;

function todaySql(roots: boolean): string {
  return `
    with found as (
      select o.organisation_id as id, o.name, o.short_name as "shortName", o.kind, ${ordered('o', 'o.sort_order')}
      from organisation o
      where o.province_id = $1 and ${roots ? 'o.parent_id is null' : 'o.parent_id = $5'} and ${sqlInForce('o')}
      order by n limit $3 offset $4
    )
    ${counted(
      `select count(*)::int as units from organisation c where c.parent_id = f.id and ${sqlInForce('c')}`,
      peopleOn(sqlInForce('a')),
    )}`;
}

function daySql(roots: boolean): string {
  const day = `${roots ? '$5' : '$6'}::date`;
  return `
    with found as (
      select o.organisation_id as id, v.name, v.short_name as "shortName", v.kind, ${ordered('v', 'o.sort_order')}
      from organisation_version v join organisation o using (organisation_id)
      where o.province_id = $1 and ${roots ? 'v.parent_id is null' : 'v.parent_id = $5'} and ${sqlInForceOn('v', day)}
      order by n limit $3 offset $4
    )
    ${counted(
      `select count(*)::int as units from organisation_version c where c.parent_id = f.id and ${sqlInForceOn('c', day)}`,
      peopleOn(sqlInForceOn('a', day)),
    )}`;
}

/** Organisations and people as they stood on a day, page by page, for lists. */
import type { Queryable } from '../../../platform/index.ts';
import { sqlInForceOn } from '../../dates.ts';

export interface ExportFilter {
  province: string;
  /** The organisation with all under it; null: all of the province. */
  organisationId: number | null;
  /** `YYYY-MM-DD`. */
  at: string;
}

export interface ExportedOrganisation {
  id: number;
  name: string;
  shortName: string | null;
  kind: string;
  code: string | null;
  legacyCode: string | null;
  parent: string | null;
  parentCode: string | null;
  /** Names of those above it, the nearest first. */
  above: string[];
  phone: string | null;
  fax: string | null;
  website: string | null;
  address: string | null;
  email: string | null;
  founded: string;
}

export interface ExportedPerson {
  id: number;
  name: string;
  code: string | null;
  officialKind: string | null;
  position: string;
  rank: string | null;
  isHead: boolean;
  from: string;
  organisation: string;
  organisationCode: string | null;
  /** Names of those above the organisation, the nearest first. */
  above: string[];
  phone: string | null;
  mobile: string | null;
  email: string | null;
}

/** Organisations whose people, or whose mailboxes, are read at once. */
const atOnce = 400;

interface Node extends Omit<ExportedOrganisation, 'email' | 'above' | 'parent' | 'parentCode'> {
  parentId: number | null;
}

/** The tree of the day, each organisation after what it stands under. A province has thousands of them, not millions. */
async function readTree(
  db: Queryable,
  { province, organisationId, at }: ExportFilter,
): Promise<Omit<ExportedOrganisation, 'email'>[]> {
  const { rows } = await db.query<Node>({
    text: `
      select o.organisation_id as id, v.parent_id as "parentId", v.name, v.short_name as "shortName", v.kind, v.code,
        v.legacy_code as "legacyCode", v.phone, v.fax, v.website, v.address, (
          select min(f.valid_from)::text from organisation_version f where f.organisation_id = o.organisation_id) as founded
      from organisation o join organisation_version v using (organisation_id)
      where o.province_id = $1 and ${sqlInForceOn('v', '$2::date')} order by o.sort_order, v.name, o.organisation_id`,
    values: [province, at],
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  const below = Map.groupBy(rows, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
  const all: Omit<ExportedOrganisation, 'email'>[] = [];
  const walk = (node: Node, above: string[]) => {
    const { parentId, ...one } = node;
    const parent = parentId === null ? undefined : known.get(parentId);
    all.push({ ...one, above, parent: parent?.name ?? null, parentCode: parent?.code ?? null });
    for (const child of below.get(node.id) ?? []) walk(child, [node.name, ...above]);
  };
  const top =
    organisationId === null ? (below.get(null) ?? []) : [known.get(organisationId)].filter((one) => one !== undefined);
  for (const node of top) walk(node, namesAbove(node, known));
  return all;
}

function namesAbove(node: Node, known: ReadonlyMap<number, Node>): string[] {
  const names: string[] = [];
  for (let at = known.get(node.parentId ?? 0); at && names.length < 50; at = known.get(at.parentId ?? 0))
    names.push(at.name);
  return names;
}

/** The address of the mailbox that there was on the day. */
const addressOn = (owner: string, day: string) => `(
  select v.address from account a join account_version v using (account_id)
  where ${owner} and v.state <> 'closed' and v.address is not null
    and v.valid_from < (${day}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and (v.valid_until is null or v.valid_until >= (${day}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')
  order by a.account_id limit 1)`;

export async function* exportedOrganisations(
  db: Queryable,
  filter: ExportFilter,
): AsyncGenerator<ExportedOrganisation> {
  for (const some of chunks(await readTree(db, filter))) {
    const { rows } = await db.query<{ id: number; email: string | null }>({
      text: `select id, ${addressOn('a.organisation_id = id', '$2')} as email from unnest($1::bigint[]) id`,
      values: [some.map(({ id }) => id), filter.at],
    });
    const emails = new Map(rows.map(({ id, email }) => [Number(id), email]));
    for (const one of some) yield { ...one, email: emails.get(one.id) ?? null };
  }
}

/** A row for each position held on the day: who holds several stands there several times. */
export async function* exportedPeople(db: Queryable, filter: ExportFilter): AsyncGenerator<ExportedPerson> {
  for (const some of chunks(await readTree(db, filter))) {
    const units = new Map(some.map((one) => [one.id, one]));
    const { rows } = await db.query<
      Omit<ExportedPerson, 'organisation' | 'organisationCode' | 'above'> & { unit: number }
    >({
      text: `
        select p.person_id as id, ap.organisation_id as unit, coalesce(n.name, p.name) as name, p.code,
          p.official_kind as "officialKind", ap.position, ap.rank, ap.is_head as "isHead", ap.valid_from::text as "from", p.phone,
          p.mobile, ${addressOn('a.person_id = p.person_id', '$2')} as email
        from unnest($1::bigint[]) with ordinality as t(organisation_id, place)
        join appointment ap using (organisation_id) join person p using (person_id)
        left join person_version n on n.person_id = p.person_id and ${sqlInForceOn('n', '$2::date')}
        where ${sqlInForceOn('ap', '$2::date')}
        order by t.place, ap.is_head desc, ap.appointment_id`,
      values: [some.map(({ id }) => id), filter.at],
    });
    for (const { unit, ...row } of rows) {
      const { name, code, above } = units.get(unit)!;
      yield { ...row, organisation: name, organisationCode: code, above };
    }
  }
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce);
}

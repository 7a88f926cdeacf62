/** What of the directory a check compares a list with, read at once and kept in memory. */
import type { Queryable } from '../../../platform/index.ts';
import { sqlInForce, sqlToday } from '../../dates.ts';

export interface StoredOrganisation {
  id: number;
  parentId: number | null;
  path: number[];
  kind: string;
  name: string;
  shortName: string | null;
  code: string | null;
  legacyCode: string | null;
  phone: string | null;
  fax: string | null;
  website: string | null;
  address: string | null;
  until: string | null;
  /** The local part of its mailbox in the domain, if it has one. */
  local: string | null;
  hasMailbox: boolean;
  /** Who heads it. */
  head: string | null;
}

export interface StoredPerson {
  id: number;
  name: string;
  /** Without marks. */
  folded: string;
  born: string | null;
  code: string | null;
  officialKind: string | null;
  phone: string | null;
  mobile: string | null;
  note: string | null;
  rank: string | null;
  hasMailbox: boolean;
  address: string | null;
  /** Held now or later. */
  posts: { organisationId: number; organisation: string; position: string; isHead: boolean }[];
}

/** Every organisation of the province, also those that have ended. */
export async function readOrganisations(
  db: Queryable,
  province: string,
  domain: string | null,
): Promise<StoredOrganisation[]> {
  const { rows } = await db.query<StoredOrganisation>({
    text: `
      select o.organisation_id as id, o.parent_id as "parentId", o.path, o.kind, o.name, o.short_name as "shortName", o.code,
        o.legacy_code as "legacyCode", o.phone, o.fax, o.website, o.address,
        case when o.valid_until <= ${sqlToday} then o.valid_until::text end as until,
        box.local, box.account_id is not null as "hasMailbox", head.name as head
      from organisation o
      left join lateral (
        select a.account_id, case when d.name = $2 then split_part(ad.address, '@', 1) end as local
        from account a join address ad on ad.account_id = a.account_id and ad.is_primary join domain d using (domain_id)
        where a.organisation_id = o.organisation_id and a.state <> 'closed' order by d.name = $2 desc, a.account_id limit 1
      ) box on true
      left join lateral (
        select p.name from appointment ap join person p using (person_id)
        where ap.organisation_id = o.organisation_id and ap.is_head and ${sqlInForce('ap')} order by ap.appointment_id limit 1
      ) head on true
      where o.province_id = $1
      order by cardinality(o.path), o.sort_order, o.organisation_id`,
    values: [province, domain],
  });
  return rows;
}

/** People who might be those of the list: of the same code, name (without marks) or mailbox. */
export async function readPeople(
  db: Queryable,
  province: string,
  wanted: { codes: string[]; folded: string[]; addresses: string[] },
): Promise<StoredPerson[]> {
  const { rows } = await db.query<StoredPerson>({
    text: `
      with found as (
        select person_id from person where province_id = $1 and code = any($2)
        union
        select person_id from person where province_id = $1 and fold(name) = any($3)
        union
        select a.person_id from address ad join account a using (account_id)
        where ad.address = any($4) and a.person_id is not null and a.province_id = $1
      )
      select p.person_id as id, p.name, fold(p.name) as folded, p.born::text as born, p.code, p.official_kind as "officialKind",
        p.phone, p.mobile, p.note, box.account_id is not null as "hasMailbox", box.address,
        coalesce((
          select json_agg(json_build_object('organisationId', ap.organisation_id, 'organisation', o.name,
            'position', ap.position, 'isHead', ap.is_head) order by ap.is_head desc, ap.appointment_id)
          from appointment ap join organisation o using (organisation_id)
          where ap.person_id = p.person_id and (ap.valid_until is null or ap.valid_until > ${sqlToday})
        ), '[]') as posts
      from found join person p using (person_id)
      left join lateral (
        select a.account_id, ad.address from account a join address ad on ad.account_id = a.account_id and ad.is_primary
        where a.person_id = p.person_id and a.state <> 'closed' order by a.account_id limit 1
      ) box on true
      where p.left_on is null or p.left_on > ${sqlToday}
      order by p.person_id`,
    values: [province, wanted.codes, wanted.folded, wanted.addresses],
  });
  return rows;
}

/** Codes of people who have left: nobody else may have them. */
export async function readCodesOfGone(db: Queryable, province: string, codes: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ code: string; name: string }>({
    text: `select code, name from person where province_id = $1 and code = any($2) and left_on <= ${sqlToday}`,
    values: [province, codes],
  });
  return new Map(rows.map(({ code, name }) => [code, name]));
}

export interface AddressesInUse {
  /** By the local part: whose it is. */
  taken: Set<string>;
  /** Kept for who had it last. */
  retired: Map<string, { personId: number | null; organisationId: number | null }>;
}

export async function readAddresses(db: Queryable, domain: string): Promise<AddressesInUse> {
  const taken = await db.query<{ local: string }>({
    text: `select split_part(ad.address, '@', 1) as local from address ad join domain d using (domain_id) where d.name = $1`,
    values: [domain],
  });
  const retired = await db.query<{ local: string; personId: number | null; organisationId: number | null }>({
    text: `select split_part(r.address, '@', 1) as local, r.person_id as "personId", r.organisation_id as "organisationId"
           from address_retired r join domain d using (domain_id)
           where d.name = $1 and (r.reusable_from is null or r.reusable_from > ${sqlToday})`,
    values: [domain],
  });
  return {
    taken: new Set(taken.rows.map(({ local }) => local)),
    retired: new Map(retired.rows.map(({ local, ...holder }) => [local, holder])),
  };
}

/** Who has an address, as a person would say it. */
export async function holderOf(db: Queryable, addresses: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ address: string; name: string }>({
    text: 'select ad.address, a.name from address ad join account a using (account_id) where ad.address = any($1)',
    values: [addresses],
  });
  return new Map(rows.map(({ address, name }) => [address, name]));
}

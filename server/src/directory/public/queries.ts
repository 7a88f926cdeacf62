/** SQL of the public directory. `$1` province, `$2` kinds shown, `$3` whether heads are, `$4` patterns of positions. */
import { byName } from '../by-name.ts';
import { sqlInForce } from '../dates.ts';

/** Whether an appointment `ap` in an organisation `o` is published: as someone decided, else by the rule. */
const published = `coalesce(ap.published, o.kind = any($2::text[]) and (($3::boolean and ap.is_head)
  or array_to_string(folded_words(ap.position), ' ') like any($4::text[])))`;

/** What pages show of an organisation `o` with its entry `e`. */
const unitColumns = `o.organisation_id as id, e.public_code as code, o.name, o.kind, o.phone, o.fax, o.website, o.address as street,
  e.state = 'active' and e.address_kind = 'official' as "hasAddress"`;

/** PostgreSQL must know the type of every parameter. */
const typed = '$3::boolean is not null and $4::text[] is not null';

const isShown = `(o.kind = any($2::text[]) or exists (
  select from appointment ap where ap.organisation_id = o.organisation_id and ap.published and ${sqlInForce('ap')}))`;

export const unitByCode = {
  name: 'public-unit',
  text: `
    select ${unitColumns}, (
      select jsonb_agg(jsonb_build_object('code', a.public_code, 'name', ao.name, 'shown', ao.kind = any($2::text[])) order by n)
      from unnest(o.path[: cardinality(o.path) - 1]) with ordinality as step(id, n)
      join organisation ao on ao.organisation_id = step.id left join directory_entry a on a.organisation_id = step.id
    ) as above
    from directory_entry e join organisation o using (organisation_id)
    where e.public_code = $5 and o.province_id = $1 and ${sqlInForce('o')} and ${isShown} and ${typed}`,
};

export const unitById = {
  name: 'public-unit-by-id',
  text: `
    select e.public_code as code, o.name from organisation o join directory_entry e using (organisation_id)
    where o.organisation_id = $5 and o.province_id = $1 and ${sqlInForce('o')} and ${isShown} and ${typed}`,
};

/** Under one of them (`$5`), or without: those at the top and directly below. */
export const unitsUnder = {
  name: 'public-units',
  text: `
    select ${unitColumns}, o.parent_id as "parentId", (
      select count(*) from organisation u where u.parent_id = o.organisation_id and u.kind = any($2::text[]) and ${sqlInForce('u')}
    ) as units
    from organisation o join directory_entry e using (organisation_id)
    where o.province_id = $1 and o.kind = any($2::text[]) and ${typed}
      and case when $5::bigint is null then cardinality(o.path) <= 2 else o.parent_id = $5 end
    order by cardinality(o.path), array_position($2::text[], o.kind), o.sort_order, ${byName('o.name')}, o.organisation_id
    limit $6 offset $7`,
};

/** Everyone published of the organisations `$5`. */
export const officialsOf = {
  name: 'public-officials',
  text: `
    select ap.organisation_id as "unitId", p.person_id as id, p.name, ap.position, ap.is_head as "isHead", p.phone, e.given,
      e.state = 'active' and e.address_kind = 'official' as "hasAddress", e.public_code as code
    from appointment ap
    join organisation o using (organisation_id) join person p using (person_id) join directory_entry e using (person_id)
    where ap.organisation_id = any($5::bigint[]) and o.province_id = $1 and ${sqlInForce('ap')} and ${published}
    order by ap.is_head desc, e.given, p.name, ap.appointment_id limit 2000`,
};

/** Whom a code names, if they are published; their address where it may be told. */
export const addressByCode = {
  name: 'public-address',
  text: `
    select e.name, e.address from directory_entry e
    where e.public_code = $5 and e.province_id = $1 and e.state = 'active' and e.address_kind = 'official' and (
      exists (select from organisation o where o.organisation_id = e.organisation_id and ${sqlInForce('o')} and ${isShown})
      or exists (
        select from appointment ap join organisation o using (organisation_id)
        where ap.person_id = e.person_id and ${sqlInForce('ap')} and ${published}
      )
    )`,
};

const searched = (candidates: string) => `
  with found as materialized (${candidates}), shown as (
    select f.entry_id, f.rank, f.folded, f.marked, f.duty, f.given, f.public_code as code, f.name, f.position, f.organisation,
      'organisation' as kind, o.phone, o.organisation_id as "unitId"
    from found f join organisation o on o.organisation_id = f.organisation_id where ${isShown}
    union all
    select f.entry_id, f.rank, f.folded, f.marked, f.duty, f.given, f.public_code, f.name, at.position, at.organisation, 'person', f.phone, at.id
    from found f cross join lateral (
      select ap.position, o.name as organisation, o.organisation_id as id
      from appointment ap join organisation o using (organisation_id)
      where ap.person_id = f.person_id and ${sqlInForce('ap')} and ${published}
      order by ap.is_head desc, ap.valid_from, ap.appointment_id limit 1
    ) at
  )
  select s.code, s.name, s.position, s.organisation, s.kind, s.phone, u.public_code as "unitCode"
  from shown s left join directory_entry u on u.organisation_id = s."unitId"
  order by s.marked not like all($6::text[]), case
      when s.folded = ' ' || $7 || ' ' then 0
      when s.folded like '% ' || $7 || ' ' or s.given = $7 then 1
      when s.folded like '% ' || $7 || '%' then 2
      when s.folded like all($5::text[]) then 3
      when s.duty like ' ' || $7 || '%' then 4 else 5 end,
    s.rank desc, length(s.folded), s.entry_id
  limit $8 offset $9`;

/** Only by words of name, position and organisation: what is not published is not found by either. */
const byWords = `(e.folded || e.duty) like all($5::text[])`;
const columns = `e.entry_id, e.person_id, e.organisation_id, e.rank, e.folded, e.marked, e.duty, e.given, e.public_code, e.name, e.position,
  e.organisation, e.shown ->> 'phone' as phone`;

export const searchRare = {
  name: 'public-search-rare',
  text: searched(`
    select ${columns} from (
      select * from directory_entry e where e.province_id = $1 and e.terms @@ $10::tsquery offset 0
    ) e where ${byWords} limit 2000`),
};

/** Of common words, those who stand highest: officials do. */
export const searchCommon = {
  name: 'public-search-common',
  text: searched(`
    select ${columns} from (
      select * from directory_entry e where e.province_id = $1 order by e.rank desc, e.entry_id limit 4000
    ) e where ${byWords} and $10::text is not null limit 1000`),
};

export const state = {
  name: 'public-state',
  text: 'select coalesce(max(seq), 0) as seq from directory_change where province_id = $1',
};

export const provinceName = { name: 'public-province', text: 'select name from province where province_id = $1' };

/** How much is published. Positions are judged once each: there are few of them. */
export const counts = `
  with leads as (
    select position from (select distinct position from appointment) each
    where array_to_string(folded_words(position), ' ') like any($4)
  )
  select
    (select count(*) from organisation o where o.province_id = $1 and o.kind = any($2::text[]) and ${sqlInForce('o')}) as organisations,
    (select count(distinct ap.person_id) from appointment ap join organisation o using (organisation_id)
     where o.province_id = $1 and ${sqlInForce('ap')}
       and coalesce(ap.published, o.kind = any($2::text[]) and (($3 and ap.is_head) or ap.position in (select position from leads)))) as officials,
    (select count(*) from appointment ap join organisation o using (organisation_id)
     where o.province_id = $1 and ap.published and ${sqlInForce('ap')}) as added,
    (select count(*) from appointment ap join organisation o using (organisation_id)
     where o.province_id = $1 and not ap.published and ${sqlInForce('ap')}) as withheld`;

/** Organisations shown, in the order of their numbers; within one (`$6`) and below it. */
export const exportUnits = {
  name: 'public-export',
  text: `
    select ${unitColumns}, e.address, e.within,
      (select jsonb_agg(ao.name order by n) from unnest(o.path) with ordinality as step(id, n)
       join organisation ao on ao.organisation_id = step.id) as path
    from organisation o join directory_entry e using (organisation_id)
    where o.province_id = $1 and o.kind = any($2::text[]) and ${typed} and ${sqlInForce('o')}
      and o.organisation_id > $5 and ($6::bigint is null or o.path @> array[$6::bigint])
    order by o.organisation_id limit $7`,
};

export const addressesOf = {
  name: 'public-addresses',
  text: `select person_id as id, address from directory_entry
         where person_id = any($1) and state = 'active' and address_kind = 'official'`,
};

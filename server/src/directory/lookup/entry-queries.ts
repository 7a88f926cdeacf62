/** SQL that makes look-up entries from the directory. */
import { sqlInForce, sqlToday } from '../dates.ts';

/**
 * Words of a name as the index keeps them: plain, `=` before the first of an organisation's and the last of a person's,
 * which people are called by. With marks only where these make a difference.
 */
const calledBy = (words: string, marked: string, at: string) => `
  case when cardinality(${words}) > 0 then array['=' || ${words}[${at}]] else '{}' end
  || case when ${marked}[${at}] is distinct from ${words}[${at}] and ${marked}[${at}] <> '' then array['=' || ${marked}[${at}]] else '{}' end`;

/** A mailbox in use first, then one that is locked; where mail may be sent besides. `owner`: the column that names it. */
const addresses = (owner: string, id: string) => `
  left join lateral (
    select a.account_id, a.state, ad.address from account a
    join address ad on ad.account_id = a.account_id and ad.is_primary
    where a.${owner} = ${id} order by array_position(array['active', 'locked', 'closed'], a.state), a.account_id limit 1
  ) box on true
  left join lateral (
    select (array_agg(c.address order by c.kind <> 'sector', c.contact_id))[1] as address,
      (array_agg(c.kind order by c.kind <> 'sector', c.contact_id))[1] as kind,
      jsonb_agg(jsonb_build_object('address', c.address, 'kind', c.kind) order by c.kind <> 'sector', c.contact_id) as list
    from contact_address c where c.${owner} = ${id} and ${sqlInForce('c')}
  ) contact on true`;

/** By its words everyone would be found. */
const isSoleRoot = (o: string) => `(${o}.parent_id is null and not exists (
  select from organisation r where r.parent_id is null and r.province_id = ${o}.province_id and r.organisation_id <> ${o}.organisation_id and ${sqlInForce('r')}))`;

const isOpen = "coalesce(box.state, 'closed') <> 'closed'";
const mailbox = `
  box.account_id, box.state,
  case when ${isOpen} then box.address else contact.address end as address,
  case when ${isOpen} then 'official' else contact.kind end as address_kind,
  case when ${isOpen} then jsonb_build_array(jsonb_build_object('address', box.address, 'kind', 'official')) else '[]' end
    || coalesce(contact.list, '[]') as emails`;

/** The columns that tell whether an entry changed; `change_id`, `entry_id` and `public_code` don't. */
const columns = [
  'province_id', 'rank', 'is_head', 'unit_id', 'agency_id', 'account_id', 'state', 'address_kind', 'address', 'name', 'position',
  'organisation', 'given', 'folded', 'duty', 'marked', 'initials', 'local', 'label', 'terms', 'within', 'shown',
]; // biome-ignore format: a list

/**
 * Writes what differs from what there is; one change for each province that has any. `made` holds what the entries
 * should be, `wanted` the ids asked for.
 */
const write = (id: string) => `
  differing as (
    select m.* from made m left join directory_entry e using (${id})
    where e.entry_id is null or (${columns.map((c) => `e.${c}`).join(', ')}) is distinct from (${columns.map((c) => `m.${c}`).join(', ')})
  ), changes as (
    insert into directory_change (province_id) select distinct province_id from differing returning change_id, province_id
  ), returned as (
    delete from directory_gone g using differing d
    where g.kind = '${id === 'person_id' ? 'person' : 'organisation'}' and g.id = d.${id}
  )
  insert into directory_entry (${id}, change_id, ${columns.join(', ')})
  select ${id}, change_id, ${columns.map((c) => `d.${c}`).join(', ')} from differing d join changes using (province_id)
  on conflict (${id}) do update set change_id = excluded.change_id, ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}`;

/** Words with a space before, between and after. */
const spaced = (...words: string[]) =>
  `' ' || ${words.map((w) => `array_to_string(${w}, ' ')`).join(` || ' ' || `)} || ' '`;

/** Holds those who change the same people or organisations back until this transaction ends: entries are made from what they write. */
export const lockPeople = {
  name: 'directory-lock-people',
  text: 'select from person where person_id = any($1) order by person_id for no key update',
};
export const lockOrganisations = {
  name: 'directory-lock-organisations',
  text: 'select from organisation where organisation_id = any($1) order by organisation_id for no key update',
};

/** The organisations above and around these people that have no entry yet. */
export const missingOrganisations = {
  name: 'directory-missing-organisations',
  text: `
    select distinct id from appointment ap
    join organisation o on o.organisation_id = ap.organisation_id
    cross join unnest(o.path) id
    where ap.person_id = any($1) and ${sqlInForce('ap')}
      and not exists (select from directory_entry e where e.organisation_id = id)
      and exists (select from organisation a where a.organisation_id = id and ${sqlInForce('a')})`,
};

export const writeOrganisations = {
  name: 'directory-write-organisations',
  text: `
    with facts as materialized (
      select o.organisation_id, o.province_id, o.kind, o.name, o.short_name, o.code, o.legacy_code, o.phone, o.fax, o.website,
        o.address as street, o.parent_id as unit_id, coalesce(p.path[2], p.path[1]) as agency_id, p.path as within,
        cardinality(p.path) as depth, folded_words(o.name) as words, marked_words(o.name) as marks,
        above.name as organisation, around.names as above, around.label as around, ${mailbox}
      from organisation o
      cross join lateral (select case when o.path = '{}' then array[o.organisation_id] else o.path end as path) p
      left join organisation above on above.organisation_id = o.parent_id
      left join lateral (
        select array_agg(a.name order by n desc) as names,
          string_agg(concat_ws(' ', a.name, a.short_name), ' ') filter (where not ${isSoleRoot('a')}) as words
        from unnest(p.path[: cardinality(p.path) - 1]) with ordinality as step(id, n) join organisation a on a.organisation_id = step.id
      ) upward on true
      left join lateral (
        select upward.names, folded_words(upward.words) as label
      ) around on true
      ${addresses('organisation_id', 'o.organisation_id')}
      where o.organisation_id = any($1) and ${sqlInForce('o')}
    ), named as materialized (
      select *, split_part(address, '@', 1) as local_part,
        (select coalesce(string_agg(left(w, 1), ''), '') from unnest(words) w) as initials,
        folded_words(short_name) as short, phone_words(concat_ws(',', phone, fax)) as phones
      from facts
    ), made as materialized (
      select organisation_id, province_id, (300 - 20 * least(depth, 9))::smallint as rank, false as is_head, unit_id, agency_id,
        account_id, state, address_kind, address, name, null::text as position, organisation,
        coalesce(words[1], '') as given, ${spaced('words')} as folded, ${spaced('words')} as duty,
        ${spaced('marks', 'marked_words(short_name)', 'marked_words(organisation)')} as marked, initials, nullif(local_part, '') as local,
        array(select distinct w from unnest(words || short || array_to_string(short, '') || coalesce(local_part, '')) w where w <> '') as label,
        array_to_tsvector(array(select distinct w from unnest(
          words || short || array_to_string(short, '') || initials || coalesce(local_part, '') || string_to_array(local_part, '.')
          || folded_words(code) || array_to_string(folded_words(code), '') || folded_words(legacy_code)
          || phones || around || ${calledBy('words', 'marks', '1')}
        ) w where w <> '')) as terms,
        within,
        jsonb_strip_nulls(jsonb_build_object('kind', kind, 'shortName', short_name, 'code', code, 'legacyCode', legacy_code,
          'phone', phone, 'fax', fax, 'website', website, 'street', street, 'above', above, 'emails', emails)) as shown
      from named
    ), ${write('organisation_id')}`,
};

export const writePeople = {
  name: 'directory-write-people',
  text: `
    with held as (
      select ap.person_id,
        (array_agg(ap.position order by nr))[1] as position, (array_agg(ap.is_head order by nr))[1] as is_head,
        (array_agg(ap.organisation_id order by nr))[1] as unit_id, (array_agg(ap.organisation order by nr))[1] as organisation,
        (array_agg(coalesce(ap.path[2], ap.path[1]) order by nr))[1] as agency_id, min(cardinality(ap.path)) as depth,
        string_agg(ap.position, ' ' order by nr) as positions, string_agg(ap.organisation, ' ' order by nr) as organisations,
        jsonb_agg(jsonb_strip_nulls(jsonb_build_object('position', ap.position, 'rank', ap.rank, 'head', nullif(ap.is_head, false),
          'organisationId', ap.organisation_id, 'organisation', ap.organisation, 'above', ap.above)) order by nr) as list
      from (
        select a.*, o.name as organisation, p.path, up.names as above,
          row_number() over (partition by a.person_id order by a.is_head desc, a.valid_from, a.appointment_id) as nr
        from appointment a
        join organisation o on o.organisation_id = a.organisation_id
        cross join lateral (select case when o.path = '{}' then array[o.organisation_id] else o.path end as path) p
        left join lateral (
          select array_agg(u.name order by n desc) as names
          from unnest(p.path[: cardinality(p.path) - 1]) with ordinality as step(id, n) join organisation u on u.organisation_id = step.id
        ) up on true
        where a.person_id = any($1) and ${sqlInForce('a')}
      ) ap group by ap.person_id
    ), places as (
      select ap.person_id, array_agg(distinct step.id order by step.id) as within
      from appointment ap join organisation o on o.organisation_id = ap.organisation_id
      cross join lateral unnest(case when o.path = '{}' then array[o.organisation_id] else o.path end) as step(id)
      where ap.person_id = any($1) and ${sqlInForce('ap')} group by ap.person_id
    ), around as (
      select pl.person_id, array_agg(distinct w) as label
      from places pl cross join unnest(pl.within) as step(id)
      join organisation o on o.organisation_id = step.id and (cardinality(pl.within) = 1 or not ${isSoleRoot('o')})
      join directory_entry e on e.organisation_id = step.id
      cross join unnest(e.label) w group by pl.person_id
    ), facts as materialized (
      select p.person_id, p.province_id, p.name, p.phone, p.mobile, folded_words(p.name) as words, marked_words(p.name) as marks,
        h.position, coalesce(h.is_head, false) as is_head, h.unit_id, h.agency_id, coalesce(h.depth, 9) as depth, h.organisation,
        h.positions, h.organisations, coalesce(h.list, '[]') as list, coalesce(pl.within, '{}') as within,
        coalesce(ar.label, '{}') as around, ${mailbox}
      from person p
      left join held h using (person_id) left join places pl using (person_id) left join around ar using (person_id)
      ${addresses('person_id', 'p.person_id')}
      where p.person_id = any($1) and (p.left_on is null or p.left_on > ${sqlToday})
    ), named as materialized (
      select *, split_part(address, '@', 1) as local_part,
        (select coalesce(string_agg(left(w, 1), ''), '') from unnest(words) w) as initials,
        folded_words(positions) as duties, phone_words(concat_ws(',', phone, mobile)) as phones
      from facts
    ), made as materialized (
      select person_id, province_id,
        (case when is_head then 295 - 20 * least(depth, 9) else 110 - 5 * least(depth, 9) - case when address is null then 50 else 0 end end)::smallint as rank,
        is_head, unit_id, agency_id, account_id, state, address_kind, address, name, position, organisation,
        coalesce(words[cardinality(words)], '') as given, ${spaced('words')} as folded,
        ${spaced(`folded_words(concat_ws(' ', position, organisation))`)} as duty,
        ${spaced('marks', `marked_words(concat_ws(' ', positions, organisations))`)} as marked, initials, nullif(local_part, '') as local,
        '{}'::text[] as label,
        array_to_tsvector(array(select distinct w from unnest(
          words || initials || coalesce(local_part, '') || string_to_array(local_part, '.') || duties || array(select '@' || w from unnest(duties) w) || phones || around
          || ${calledBy('words', 'marks', 'cardinality(words)')}
        ) w where w <> '')) as terms,
        within,
        jsonb_strip_nulls(jsonb_build_object('positions', list, 'phone', phone, 'mobile', mobile, 'emails', emails)) as shown
      from named
    ), ${write('person_id')}`,
};

/** Removes the entries of those who are no longer there. */
export const removePeople = {
  name: 'directory-remove-people',
  text: `delete from directory_entry e using person p
         where p.person_id = e.person_id and e.person_id = any($1) and p.left_on <= ${sqlToday}`,
};
export const removeOrganisations = {
  name: 'directory-remove-organisations',
  text: `delete from directory_entry e using organisation o
         where o.organisation_id = e.organisation_id and e.organisation_id = any($1) and not (${sqlInForce('o')})`,
};

export const ownersOfAccounts = {
  name: 'directory-owners-of-accounts',
  text: `select coalesce(array_agg(distinct person_id) filter (where person_id is not null), '{}') as people,
           coalesce(array_agg(distinct organisation_id) filter (where organisation_id is not null), '{}') as organisations
         from account where account_id = any($1)`,
};

/** What entries of others show of these organisations. */
export const labelsOf = {
  name: 'directory-labels',
  text: `select organisation_id as id, concat_ws(' / ', name, shown ->> 'shortName', within::text, array_to_string(label, ' ')) as label
         from directory_entry where organisation_id = any($1)`,
};

export const entriesBelow = {
  name: 'directory-entries-below',
  text: `select coalesce(array_agg(person_id) filter (where person_id is not null), '{}') as people,
           coalesce(array_agg(organisation_id) filter (where organisation_id <> all($1)), '{}') as organisations
         from directory_entry where within && $1::bigint[]`,
};

/** By the tree as it is and as entries show it: what moved or ended may stand under them in one of the two alone. */
export const subtreeOf = {
  name: 'directory-subtree',
  text: `
    with below as (
      select organisation_id from organisation where path && $1::bigint[] or organisation_id = any($1)
      union select organisation_id from directory_entry where within && $1::bigint[] and organisation_id is not null
    )
    select coalesce((select array_agg(organisation_id) from below), '{}') as organisations,
      array(
        select person_id from appointment join below using (organisation_id)
        union select person_id from directory_entry where within && $1::bigint[] and person_id is not null
      ) as people`,
};

/** Those whose validity dates have come since the day noted. */
export const due = `
  with last as (select day from directory_day)
  select array(
      select person_id from appointment, last where valid_from > day and valid_from <= ${sqlToday}
      union select person_id from appointment, last where valid_until > day and valid_until <= ${sqlToday}
      union select person_id from contact_address, last where person_id is not null
        and (valid_from > day and valid_from <= ${sqlToday} or valid_until > day and valid_until <= ${sqlToday})
      union select person_id from person, last where left_on > day and left_on <= ${sqlToday}
    ) as people,
    array(
      select organisation_id from organisation, last
      where valid_from > day and valid_from <= ${sqlToday} or valid_until > day and valid_until <= ${sqlToday}
      union select organisation_id from contact_address, last where organisation_id is not null
        and (valid_from > day and valid_from <= ${sqlToday} or valid_until > day and valid_until <= ${sqlToday})
    ) as organisations`;

/** A run of everyone and everything there is; also entries of what is there no more. */
export const peopleFrom = {
  name: 'directory-people-from',
  text: 'select person_id as id from person where person_id > $1 order by person_id limit $2',
};
export const organisationsFrom = {
  name: 'directory-organisations-from',
  text: 'select organisation_id as id from organisation where organisation_id > $1 order by organisation_id limit $2',
};

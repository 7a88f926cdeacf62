import type { Queryable } from '../../platform/index.ts';
import { sqlInForce } from '../dates.ts';

/** Words of a folded text, one space between. */
const words = (sql: string) => `trim(regexp_replace(fold(${sql}), '[^a-z0-9]+', ' ', 'g'))`;

/** Brings the look-up rows of these mailboxes up to date; removes those of mailboxes not in use. */
export async function refreshEntries(tx: Queryable, accountIds: readonly number[]): Promise<void> {
  await tx.query({
    name: 'directory-refresh',
    text: `
      with shown as (
        select a.account_id, a.province_id, a.kind, coalesce(p.name, o.name, a.name) as name, ad.address,
          ap.position, coalesce(work.name, above.name) as organisation,
          coalesce(work.organisation_id, o.organisation_id, 0) as organisation_id,
          coalesce(work.name, above.name, '') || ' ' || coalesce(work_above.name, '') || ' ' || coalesce(ap.position, '') as around
        from account a
        join address ad on ad.account_id = a.account_id and ad.is_primary
        left join person p on p.person_id = a.person_id
        left join organisation o on o.organisation_id = a.organisation_id
        left join organisation above on above.organisation_id = o.parent_id
        left join lateral (
          select position, organisation_id from appointment
          where person_id = a.person_id and ${sqlInForce('appointment')}
          order by is_head desc, valid_from, appointment_id limit 1
        ) ap on true
        left join organisation work on work.organisation_id = ap.organisation_id
        left join organisation work_above on work_above.organisation_id = work.parent_id
        where a.account_id = any($1) and a.state = 'active'
      ), folded as (
        select *, ${words('name')} as folded, split_part(address, '@', 1) as local from shown
      ), ready as (
        select *, (select string_agg(left(w, 1), '') from unnest(string_to_array(folded, ' ')) w) as initials from folded
      )
      insert into directory_entry (account_id, province_id, kind, name, address, position, organisation, organisation_id,
        folded, initials, terms)
      select account_id, province_id, case kind when 'personal' then 'person' else 'organisation' end, name, address,
        position, organisation, organisation_id, folded, coalesce(initials, ''),
        array_to_tsvector(array(select distinct w from unnest(string_to_array(
          concat_ws(' ', folded, local, ${words('local')}, initials, ${words('around')}), ' ')) w where w <> ''))
      from ready
      on conflict (account_id) do update set name = excluded.name, address = excluded.address,
        position = excluded.position, organisation = excluded.organisation, organisation_id = excluded.organisation_id,
        folded = excluded.folded, initials = excluded.initials, terms = excluded.terms`,
    values: [accountIds],
  });
  await tx.query({
    name: 'directory-remove',
    text: `delete from directory_entry e using account a
           where a.account_id = e.account_id and a.account_id = any($1) and a.state <> 'active'`,
    values: [accountIds],
  });
}

/** The same for these people: whoever changes their name, contact data or appointments calls it, once for many. */
export async function refreshEntriesOfPeople(tx: Queryable, personIds: readonly number[]): Promise<void> {
  const { rows } = await tx.query<{ account_id: number }>('select account_id from account where person_id = any($1)', [
    personIds,
  ]);
  const accountIds = rows.map((row) => row.account_id);
  if (accountIds.length > 0) await refreshEntries(tx, accountIds);
}

export const refreshEntriesOfPerson = (tx: Queryable, personId: number): Promise<void> =>
  refreshEntriesOfPeople(tx, [personId]);

/**
 * The same for these organisations. With `below` also for everything that shows their name or place: the organisations
 * under them and the people in all of these; for a rename, a move, an end.
 */
export async function refreshEntriesOfOrganisations(
  tx: Queryable,
  organisationIds: readonly number[],
  { below = false }: { below?: boolean } = {},
): Promise<void> {
  const { rows } = await tx.query<{ account_id: number }>(
    `select account_id from account a
     where organisation_id in (select organisation_id from organisation where ${below ? 'path && $1::bigint[]' : 'organisation_id = any($1)'})
       ${below ? `or person_id in (select person_id from appointment join organisation using (organisation_id) where path && $1::bigint[])` : ''}`,
    [organisationIds],
  );
  const accountIds = rows.map((row) => row.account_id);
  if (accountIds.length > 0) await refreshEntries(tx, accountIds);
}

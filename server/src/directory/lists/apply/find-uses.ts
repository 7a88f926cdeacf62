/** Whether anything an import made has been used or changed since: then it can't simply be taken away again. */
import { auditKinds, type ListUse } from '@congvu/contract';
import type { Queryable } from '../../../platform/index.ts';

/** What the import made, and what it brought up to date. */
export interface Made {
  organisations: number[];
  people: number[];
  accounts: number[];
  changedOrganisations: number[];
  changedPeople: number[];
}

/** Uses that are told; more would help nobody. */
const mostTold = 50;

/** Whoever changes people, organisations, their mailboxes or rights writes an event of one of these groups. */
const groups = new Set(['organisation', 'person', 'appointment', 'contact', 'mailbox', 'delegation', 'use', 'role']);
const changes = Object.entries(auditKinds).flatMap(([kind, { group }]) => (groups.has(group) ? [kind] : []));

/** Within a transaction: what was made stands in temporary tables, since there may be tens of thousands. */
export async function findUses(tx: Queryable, importId: number, made: Made, since: number): Promise<ListUse[]> {
  await keepIds(tx, made);
  const { rows } = await tx.query<ListUse>({
    text: `
      with uses (person_id, organisation_id, account_id, reason) as (
        select person_id, null::bigint, null::bigint, 'signed-in' from credential join undone_person using (person_id) where not must_change
        union all
        select person_id, null, null, 'signed-in' from web_session join undone_person using (person_id)
        union all
        select person_id, null, null, 'signed-in' from sign_in_network join undone_person using (person_id)
        union all
        select null, null, account_id, 'has-mail' from account join undone_account using (account_id) where message_count > 0 or used_bytes > 0
        union all
        select null, null, account_id, 'has-mail' from queue_message join undone_account using (account_id)
        union all
        select null, null, account_id, 'has-mail' from upload join undone_account using (account_id)
        union all
        select null, organisation_id, null, 'has-people' from appointment join undone_organisation using (organisation_id)
        where person_id not in (select person_id from undone_person union all select person_id from undone_change where person_id is not null)
        union all
        select null, o.parent_id, null, 'has-units' from organisation o join undone_organisation u on u.organisation_id = o.parent_id
        where o.organisation_id not in (select organisation_id from undone_organisation)
        union all
        select null, null, account_id, 'delegated' from delegation join undone_account using (account_id)
        union all
        select person_id, null, null, 'delegated' from delegation join undone_person using (person_id)
        union all
        select person_id, null, null, 'has-role' from role_assignment join undone_person using (person_id)
        union all
        select null, organisation_id, null, 'has-role' from role_assignment join undone_organisation using (organisation_id)
        union all
        select e.person_id, e.organisation_id, e.account_id, 'changed' from (
          select * from audit_event where event_id > $2 and kind = any($3)) e
        where exists (select from undone_person u where u.person_id = e.person_id)
          or exists (select from undone_account u where u.account_id = e.account_id)
          or exists (select from undone_change u where u.person_id = e.person_id)
          or (e.person_id is null and e.account_id is null and (
            exists (select from undone_organisation u where u.organisation_id = e.organisation_id)
            or exists (select from undone_change u where u.organisation_id = e.organisation_id)))
      ), told as (
        select reason, person_id, organisation_id, account_id from uses limit 1000
      )
      select distinct on (r.row_no) r.name, r.line, t.reason
      from told t join list_row r on r.import_id = $1
        and (r.person_id = t.person_id or r.account_id = t.account_id
          or (t.person_id is null and t.account_id is null and r.organisation_id = t.organisation_id))
      order by r.row_no limit ${mostTold}`,
    values: [importId, since, changes],
  });
  return rows;
}

async function keepIds(tx: Queryable, made: Made): Promise<void> {
  for (const [name, ids] of [
    ['person', made.people],
    ['organisation', made.organisations],
    ['account', made.accounts],
  ] as const) {
    await tx.query(`create temporary table undone_${name} (${name}_id bigint primary key) on commit drop`);
    await tx.query({ text: `insert into undone_${name} select distinct unnest($1::bigint[])`, values: [ids] });
    await tx.query(`analyze undone_${name}`);
  }
  await tx.query('create temporary table undone_change (person_id bigint, organisation_id bigint) on commit drop');
  await tx.query({
    text: `insert into undone_change select person, null from unnest($1::bigint[]) person
           union all select null, organisation from unnest($2::bigint[]) organisation`,
    values: [made.changedPeople, made.changedOrganisations],
  });
}

/** Rows whose people or organisations are there no more. */
export async function findGone(db: Queryable, importId: number): Promise<ListUse[]> {
  const { rows } = await db.query<ListUse>({
    text: `select r.name, r.line, 'gone' as reason from list_row r
           left join person p on p.person_id = r.person_id left join organisation o on o.organisation_id = r.organisation_id
           left join account a on a.account_id = r.account_id
           where r.import_id = $1 and r.outcome in ('add', 'update')
             and ((r.person_id is not null and p.person_id is null) or (r.organisation_id is not null and o.organisation_id is null)
               or (r.account_id is not null and a.account_id is null))
           order by r.row_no limit ${mostTold}`,
    values: [importId],
  });
  return rows;
}

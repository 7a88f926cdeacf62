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

export async function findUses(db: Queryable, importId: number, made: Made, since: number): Promise<ListUse[]> {
  const { rows } = await db.query<ListUse>({
    text: `
      with uses (person_id, organisation_id, account_id, reason) as (
        select person_id, null::bigint, null::bigint, 'signed-in' from (
          select person_id from credential where person_id = any($2) and not must_change
          union select person_id from web_session where person_id = any($2)
          union select person_id from sign_in_network where person_id = any($2)) s
        union all
        select null, null, account_id, 'has-mail' from (
          select account_id from account where account_id = any($4) and (message_count > 0 or used_bytes > 0)
          union select account_id from queue_message where account_id = any($4)
          union select account_id from upload where account_id = any($4)) m
        union all
        select a.person_id, null, null, 'has-people' from appointment a
        where a.organisation_id = any($3) and a.person_id <> all($2) and a.person_id <> all($6)
        union all
        select null, parent_id, null, 'has-units' from organisation where parent_id = any($3) and organisation_id <> all($3)
        union all
        select null, null, account_id, 'delegated' from delegation where account_id = any($4)
        union all
        select person_id, null, null, 'delegated' from delegation where person_id = any($2)
        union all
        select person_id, null, null, 'has-role' from role_assignment where person_id = any($2)
        union all
        select null, organisation_id, null, 'has-role' from role_assignment where organisation_id = any($3)
        union all
        select e.person_id, e.organisation_id, e.account_id, 'changed' from audit_event e
        where e.event_id > $7 and e.kind = any($8) and (e.person_id = any($2) or e.person_id = any($6) or e.account_id = any($4)
          or ((e.organisation_id = any($3) or e.organisation_id = any($5)) and e.person_id is null and e.account_id is null))
      )
      select distinct on (r.row_no) r.name, r.line, u.reason
      from uses u join list_row r on r.import_id = $1
        and (r.person_id = u.person_id or r.account_id = u.account_id
          or (u.person_id is null and u.account_id is null and r.organisation_id = u.organisation_id)
          or (u.reason = 'has-people' and r.organisation_id in (select organisation_id from appointment ap where ap.person_id = u.person_id)))
      order by r.row_no limit ${mostTold}`,
    values: [
      importId,
      made.people,
      made.organisations,
      made.accounts,
      made.changedOrganisations,
      made.changedPeople,
      since,
      changes,
    ],
  });
  return rows;
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

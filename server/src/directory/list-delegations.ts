import type { Delegation, DelegationRight } from '@congvu/contract';
import type { Queryable } from '../platform/index.ts';
import { headRights } from './accounts-of.ts';
import { sqlInForce } from './dates.ts';

/** Whose delegations: of a mailbox, to a person, or by a person. */
export type DelegationsOf = { accountId: number } | { toPersonId: number } | { byPersonId: number };

export type ListedDelegation = Omit<Delegation, 'mayEnd'>;

interface Row {
  id: number | null;
  person_id: number;
  person: string;
  person_address: string | null;
  position: string | null;
  account_id: number;
  mailbox: string;
  address: string;
  organisation_id: number;
  rights: DelegationRight[];
  valid_from: Date;
  valid_until: Date | null;
  decision: string | null;
  granted_by: string | null;
  ended_by: string | null;
  by: Delegation['by'];
  state: Delegation['state'];
}

/**
 * Those in force and to come, also heads by their appointment; with `ended`, as many days back. Those in force first,
 * heads before delegates.
 */
export async function listDelegations(
  db: Queryable,
  of: DelegationsOf,
  options: { endedDays?: number } = {},
): Promise<ListedDelegation[]> {
  const { rows } = await db.query<Row>({
    name: 'delegations-list',
    text: `
      select d.*, p.name as person, mail.address as person_address, post.position, a.name as mailbox, ad.address,
        a.organisation_id, giver.name as granted_by, ender.name as ended_by,
        case when d.valid_from > now() then 'later' when d.valid_until <= now() then 'ended' else 'now' end as state
      from (
        select delegation_id as id, account_id, person_id, rights, valid_from, valid_until, decision, granted_by as giver_id,
          ended_by as ender_id, 'delegation' as by
        from delegation
        where ($1::bigint is null or account_id = $1) and ($2::bigint is null or person_id = $2)
          and ($3::bigint is null or granted_by = $3)
        union all
        select null, a.account_id, ap.person_id, $4::text[], ap.valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh',
          ap.valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', null, null, null, 'appointment'
        from appointment ap join account a using (organisation_id)
        where ap.is_head and $3::bigint is null and ($1::bigint is null or a.account_id = $1)
          and ($2::bigint is null or ap.person_id = $2)
      ) d
      join account a using (account_id)
      join address ad on ad.account_id = a.account_id and ad.is_primary
      join person p on p.person_id = d.person_id
      left join person giver on giver.person_id = d.giver_id
      left join person ender on ender.person_id = d.ender_id
      left join lateral (
        select address from account own join address on address.account_id = own.account_id and is_primary
        where own.person_id = d.person_id order by own.account_id limit 1
      ) mail on true
      left join lateral (
        select position from appointment ap where ap.person_id = d.person_id and ${sqlInForce('ap')}
        order by is_head desc, valid_from, appointment_id limit 1
      ) post on true
      where a.state <> 'closed' and (d.valid_until is null or d.valid_until > now() - make_interval(days => $5))
        -- One that ended before it began never was in force.
        and (d.valid_until is null or d.valid_until > d.valid_from)
      order by d.valid_until <= now() nulls first, d.valid_from > now(), d.by, a.name, p.name, d.valid_from
      limit 500`,
    values: [
      'accountId' in of ? of.accountId : null,
      'toPersonId' in of ? of.toPersonId : null,
      'byPersonId' in of ? of.byPersonId : null,
      headRights,
      options.endedDays ?? 0,
    ],
  });
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.person_id, name: row.person, address: row.person_address, position: row.position },
    mailbox: {
      accountId: row.account_id,
      name: row.mailbox,
      address: row.address,
      organisationId: row.organisation_id,
    },
    rights: row.rights,
    from: row.valid_from.toISOString(),
    until: row.valid_until?.toISOString() ?? null,
    decision: row.decision,
    grantedBy: row.granted_by,
    endedBy: row.ended_by,
    by: row.by,
    state: row.state,
  }));
}

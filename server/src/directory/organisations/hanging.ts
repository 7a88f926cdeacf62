import type { Queryable } from '../../platform/index.ts';

/** What goes on by itself when an organisation ends or a person leaves: to be seen to by whoever answers for it. */
export interface Hanging {
  mailboxes: { accountId: number; name: string; address: string | null; state: 'active' | 'locked' }[];
  /** In force now or later. */
  delegations: { delegationId: number; accountId: number; mailbox: string; personId: number; person: string }[];
  roles: {
    role: string;
    personId: number;
    person: string;
    organisationId: number | null;
    organisation: string | null;
  }[];
}

export const hangingOnOrganisations = (db: Queryable, organisationIds: readonly number[]): Promise<Hanging> =>
  hanging(db, 'organisation_id', organisationIds);

/** Their own mailboxes, what was delegated to them, and their roles. */
export const hangingOnPeople = (db: Queryable, personIds: readonly number[]): Promise<Hanging> =>
  hanging(db, 'person_id', personIds);

async function hanging(
  db: Queryable,
  column: 'organisation_id' | 'person_id',
  ids: readonly number[],
): Promise<Hanging> {
  if (ids.length === 0) return { mailboxes: [], delegations: [], roles: [] };
  const ofPeople = column === 'person_id';
  const mailboxes = await db.query<Hanging['mailboxes'][number]>({
    name: `hanging-mailboxes-${column}`,
    text: `
        select a.account_id as "accountId", a.name, ad.address, a.state
        from account a left join address ad on ad.account_id = a.account_id and ad.is_primary
        where a.${column} = any($1) and a.state <> 'closed' order by a.account_id`,
    values: [ids],
  });
  const delegations = await db.query<Hanging['delegations'][number]>({
    name: `hanging-delegations-${column}`,
    text: `
        select d.delegation_id as "delegationId", a.account_id as "accountId", a.name as mailbox,
          p.person_id as "personId", p.name as person
        from delegation d join account a using (account_id) join person p on p.person_id = d.person_id
        where ${ofPeople ? 'd.person_id' : 'a.organisation_id'} = any($1) and (d.valid_until is null or d.valid_until > now())
        order by a.name, p.name`,
    values: [ids],
  });
  const roles = await db.query<Hanging['roles'][number]>({
    name: `hanging-roles-${column}`,
    text: `
        select r.role, p.person_id as "personId", p.name as person, r.organisation_id as "organisationId", o.name as organisation
        from role_assignment r join person p on p.person_id = r.person_id
        left join organisation o on o.organisation_id = r.organisation_id
        where r.${column} = any($1) and (r.valid_until is null or r.valid_until > now())
        order by r.role, p.name`,
    values: [ids],
  });
  return { mailboxes: mailboxes.rows, delegations: delegations.rows, roles: roles.rows };
}

import type { AuditNames } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';

interface Mentions {
  actor_person_id: number | null;
  person_id: number | null;
  organisation_id: number | null;
  account_id: number | null;
  before: unknown;
  after: unknown;
  data: unknown;
}

interface Named {
  what: keyof AuditNames;
  id: number;
  name: string;
  address: string | null;
}

const lastTold = `
  select * from (
    select distinct on (person_id) 'people' as what, person_id as id, coalesce(before ->> 'name', after ->> 'name') as name,
      null as address
    from audit_event where person_id = any($1) and kind in ('person.created', 'person.removed')
    order by person_id, event_id desc) p where name is not null
  union all select * from (
    select distinct on (organisation_id) 'organisations', organisation_id, coalesce(before ->> 'name', after ->> 'name'), null
    from audit_event
    where organisation_id = any($2) and kind in ('organisation.created', 'organisation.removed')
    order by organisation_id, event_id desc) o (what, id, name, address) where name is not null
  union all select * from (
    select distinct on (account_id) 'accounts', account_id, coalesce(before ->> 'address', after ->> 'address'),
      coalesce(before ->> 'address', after ->> 'address')
    from audit_event where account_id = any($3) and kind in ('account.created', 'account.removed')
    order by account_id, event_id desc) a (what, id, name, address) where name is not null`;

/** The names, as they are today, of all that these events mention by number; of what is there no more, as it was last told. */
export async function resolveNames(
  db: Queryable,
  events: readonly Mentions[],
): Promise<{ names: AuditNames; addresses: Map<number, string> }> {
  const ids = { people: new Set<number>(), organisations: new Set<number>(), accounts: new Set<number>() };
  const add = (set: Set<number>, id: unknown) => {
    if (typeof id === 'number' && Number.isSafeInteger(id)) set.add(id);
  };
  const gather = (value: unknown, field = '') => {
    if (Array.isArray(value)) for (const one of value) gather(one, field);
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) gather(one, key);
    else if (/person|head|successor/i.test(field)) add(ids.people, value);
    else if (/account/i.test(field)) add(ids.accounts, value);
    if (/organisation|parent|successor|into/i.test(field)) add(ids.organisations, value);
  };
  for (const event of events) {
    add(ids.people, event.actor_person_id);
    add(ids.people, event.person_id);
    add(ids.organisations, event.organisation_id);
    add(ids.accounts, event.account_id);
    gather([event.before, event.after, event.data]);
  }
  const { rows } = await db.query<Named>({
    name: 'audit-names',
    text: `
      select 'people' as what, person_id as id, name, null as address from person where person_id = any($1)
      union all select 'organisations', organisation_id, name, null from organisation where organisation_id = any($2)
      union all
      select 'accounts', a.account_id, a.name, ad.address
      from account a left join address ad on ad.account_id = a.account_id and ad.is_primary where a.account_id = any($3)`,
    values: [[...ids.people], [...ids.organisations], [...ids.accounts]],
  });
  const names: AuditNames = { people: {}, organisations: {}, accounts: {} };
  const addresses = new Map<number, string>();
  const note = ({ what, id, name, address }: Named) => {
    names[what][id] = name;
    if (address !== null) addresses.set(id, address);
  };
  rows.forEach(note);
  const gone = (what: keyof AuditNames) => [...ids[what]].filter((id) => names[what][id] === undefined);
  const missing = [gone('people'), gone('organisations'), gone('accounts')];
  if (missing.some((list) => list.length > 0)) {
    const told = await db.query<Named>({ name: 'audit-names-gone', text: lastTold, values: missing });
    told.rows.forEach(note);
  }
  return { names, addresses };
}

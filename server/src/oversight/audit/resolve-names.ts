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

/** The names, as they are today, of all that these events mention by number. */
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
  const { rows } = await db.query<{ what: keyof AuditNames; id: number; name: string; address: string | null }>({
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
  for (const { what, id, name, address } of rows) {
    names[what][id] = name;
    if (address !== null) addresses.set(id, address);
  }
  return { names, addresses };
}

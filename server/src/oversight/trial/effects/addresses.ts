/** Rules of naming. Addresses that people have stay theirs: what is told is how they would be called if they came now. */
import type { Effect } from '@congvu/contract';
import {
  DirectoryError,
  proposeForOrganisation,
  proposeForPerson,
  sqlInForce,
  sqlToday,
} from '../../../directory/index.ts';
import type { Regulation } from '../../../regulation/index.ts';
import { type Counter, examplesShown, row, type TrialContext } from '../effect.ts';

/** So many mailboxes are looked at, spread over all of them. */
const sampleSize = 200;

interface Named {
  account: number;
  name: string;
  local: string;
  domain: string;
}

/** Who has which local part, read as it is asked for. */
class Locals {
  readonly #known = new Map<string, number | null>();
  readonly #context: TrialContext;

  constructor(context: TrialContext) {
    this.#context = context;
  }

  /** Of these, those that another mailbox has. */
  async othersThan({ account, domain }: Named, locals: readonly string[]): Promise<Map<string, 'taken'>> {
    const addresses = locals.map((local) => `${local}@${domain}`);
    const unknown = addresses.filter((address) => !this.#known.has(address));
    if (unknown.length > 0) {
      const { rows } = await this.#context.db.query<{ address: string; account_id: number }>({
        name: 'trial-addresses',
        text: 'select address, account_id from address where address = any($1)',
        values: [unknown],
      });
      for (const address of unknown) this.#known.set(address, null);
      for (const { address, account_id } of rows) this.#known.set(address, account_id);
    }
    const taken = locals.filter((_, i) => (this.#known.get(addresses[i]!) ?? account) !== account);
    return new Map(taken.map((local) => [local, 'taken']));
  }
}

/** What both rules would call each of the sample; those they call differently, with some of them by name. */
async function compare<T extends Named>(
  context: TrialContext,
  key: string,
  sample: readonly T[],
  total: number,
  propose: (regulation: Regulation, one: T, locals: Locals) => Promise<string>,
): Promise<Effect[]> {
  const locals = new Locals(context);
  const differ: { name: string; before: string; after: string }[] = [];
  for (const one of sample) {
    const [before, after] = [
      await orNothing(propose(context.regulation, one, locals)),
      await orNothing(propose(context.imagined, one, locals)),
    ];
    if (before !== after) differ.push({ name: one.name, before: one.local, after });
  }
  return [
    {
      key,
      weight: differ.length > 0 ? 'warning' : 'info',
      count: differ.length,
      of: sample.length,
      data: { total },
      examples: differ.slice(0, examplesShown),
    },
  ];
}

/** A rule that gives no address at all is a difference too. */
async function orNothing(proposal: Promise<string>): Promise<string> {
  try {
    return await proposal;
  } catch (error) {
    if (error instanceof DirectoryError) return '–';
    throw error;
  }
}

/** Spread over the mailboxes, and the same ones every time. */
const spread = 'order by (a.account_id * 2654435761) % 4294967296';

export const personAddress: Counter<'person-address'> = async (context) => {
  const { rows } = await context.db.query<Named & { born: string | null; organisation: string | null; total: number }>({
    name: 'trial-people',
    text: `
      select a.account_id as account, p.name, p.born, split_part(ad.address, '@', 1) as local, split_part(ad.address, '@', 2) as domain,
        count(*) over () as total, (
          select split_part(oa.address, '@', 1) from appointment ap
          join account unit on unit.organisation_id = ap.organisation_id and unit.state <> 'closed'
          join address oa on oa.account_id = unit.account_id and oa.is_primary
          where ap.person_id = p.person_id and ${sqlInForce('ap')}
          order by ap.is_head desc, ap.valid_from, ap.appointment_id limit 1) as organisation
      from account a join person p using (person_id) join address ad on ad.account_id = a.account_id and ad.is_primary
      where a.province_id = $1 and a.state <> 'closed' ${spread} limit $2`,
    values: [context.province, sampleSize],
  });
  return compare(context, 'address.person', rows, rows[0]?.total ?? 0, async (regulation, person, locals) => {
    const born = person.born === null ? undefined : Temporal.PlainDate.from(person.born);
    const named = { name: person.name, born, organisation: person.organisation ?? undefined };
    const occupied = (asked: readonly string[]) => locals.othersThan(person, asked);
    return (await proposeForPerson(regulation, context.province, named, { occupied }, context.from)).local;
  });
};

interface Level {
  kind: string;
  name: string;
  local: string | null;
}

export const organisationAddress: Counter<'organisation-address'> = async (context) => {
  const { rows } = await context.db.query<Named & { kind: string; above: Level[]; total: number }>({
    name: 'trial-organisations',
    text: `
      select a.account_id as account, o.name, o.kind, split_part(ad.address, '@', 1) as local,
        split_part(ad.address, '@', 2) as domain, count(*) over () as total, coalesce((
          select json_agg(json_build_object('kind', u.kind, 'name', u.name, 'local', (
            select split_part(ua.address, '@', 1) from account x join address ua on ua.account_id = x.account_id and ua.is_primary
            where x.organisation_id = u.organisation_id and x.state <> 'closed' limit 1)) order by up.n desc)
          from unnest(o.path) with ordinality as up(organisation_id, n) join organisation u using (organisation_id)
          where u.organisation_id <> o.organisation_id), '[]') as above
      from account a join organisation o using (organisation_id) join address ad on ad.account_id = a.account_id and ad.is_primary
      where a.province_id = $1 and a.state <> 'closed' ${spread} limit $2`,
    values: [context.province, sampleSize],
  });
  return compare(context, 'address.organisation', rows, rows[0]?.total ?? 0, async (regulation, one, locals) => {
    const above = one.above.flatMap(({ kind, name, local }) => (local === null ? [] : [{ kind, name, local }]));
    const named = { name: one.name, kind: one.kind, above };
    const occupied = (asked: readonly string[]) => locals.othersThan(one, asked);
    return (await proposeForOrganisation(regulation, context.province, named, { occupied }, context.from)).local;
  });
};

/** Addresses in use that are one of these words. */
async function inUse(context: TrialContext, key: string, words: readonly string[]): Promise<Effect[]> {
  const found = await row<{ used: number; addresses: string[] | null }>(
    context,
    'addresses-in-use',
    `select count(*) as used, (array_agg(ad.address order by ad.address))[1:$3] as addresses
     from address ad join account a using (account_id)
     where a.province_id = $1 and split_part(ad.address, '@', 1) = any($2)`,
    [context.province, words, examplesShown],
  );
  const examples = (found.addresses ?? []).map((name) => ({ name }));
  return [{ key, weight: found.used > 0 ? 'warning' : 'info', count: found.used, examples }];
}

export const reservedAddresses: Counter<'reserved-addresses'> = (context, { local }) =>
  inUse(context, 'address.reserved', local);

export const unsuitableAddresses: Counter<'unsuitable-addresses'> = (context, rule) =>
  inUse(
    context,
    'address.unsuitable',
    rule.flatMap(({ words }) => words),
  );

export const addressRetention: Counter<'address-retention'> = async (context) => {
  const { kept } = await row<{ kept: number }>(
    context,
    'retired',
    `select count(*) as kept from address_retired r join domain d using (domain_id)
     where d.province_id = $1 and (r.reusable_from is null or r.reusable_from > ${sqlToday})`,
    [context.province],
  );
  return [{ key: 'address.kept', weight: 'info', count: kept }];
};

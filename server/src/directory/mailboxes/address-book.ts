import type { Queryable } from '../../platform/index.ts';
import { sqlToday } from '../dates.ts';
import type { Occupied } from '../naming/ladder.ts';

export interface Holder {
  personId: number | null;
  organisationId: number | null;
}

/** Why an address can't be given: a mailbox has it, or it is kept for who had it last. */
export type InUse = { reason: 'taken' } | ({ reason: 'retired'; until: string | null } & Holder);

/**
 * Which addresses of a domain are in use. What it has seen it remembers, and counts what was given since; so it is true only
 * while the domain is locked (`lockDomains`), or as a proposal that promises nothing.
 */
export class AddressBook {
  readonly #db: Queryable;
  readonly #domain: string;
  readonly #accountId: number | null;
  readonly #known = new Map<string, InUse | null>();

  /** `accountId`: the mailbox looked for, whose own addresses are not in its way. */
  constructor(db: Queryable, domain: string, accountId: number | null = null) {
    this.#db = db;
    this.#domain = domain;
    this.#accountId = accountId;
  }

  /** Reads what is not known yet of these local parts, in one statement. */
  async look(locals: readonly string[]): Promise<void> {
    const asked = locals.filter((local) => !this.#known.has(local));
    if (asked.length === 0) return;
    const { rows } = await this.#db.query<{
      address: string;
      taken: boolean;
      retired: boolean;
      until: string | null;
      personId: number | null;
      organisationId: number | null;
    }>({
      name: 'address-in-use',
      text: inUse,
      values: [asked.map((local) => `${local}@${this.#domain}`), this.#accountId],
    });
    for (const local of asked) this.#known.set(local, null);
    for (const { address, taken, retired, until, personId, organisationId } of rows) {
      const local = address.slice(0, -this.#domain.length - 1);
      if (taken) this.#known.set(local, { reason: 'taken' });
      else if (retired) this.#known.set(local, { reason: 'retired', until, personId, organisationId });
    }
  }

  /** Undefined: this holder may have it. */
  async inUse(local: string, holder: Holder): Promise<InUse | undefined> {
    await this.look([local]);
    const found = this.#known.get(local);
    return found && !isTheirs(found, holder) ? found : undefined;
  }

  occupiedFor(holder: Holder): Occupied {
    return async (locals) => {
      await this.look(locals);
      const found = locals.flatMap((local) => {
        const known = this.#known.get(local);
        return known && !isTheirs(known, holder) ? [[local, known.reason] as const] : [];
      });
      return new Map(found);
    };
  }

  given(local: string): void {
    this.#known.set(local, { reason: 'taken' });
  }
}

function isTheirs(known: InUse, { personId, organisationId }: Holder): boolean {
  if (known.reason === 'taken') return false;
  return (
    (personId !== null && known.personId === personId) ||
    (organisationId !== null && known.organisationId === organisationId)
  );
}

/** The address of a closed mailbox is as a retired one; without a record of its retirement it is kept for good. */
const inUse = `
  select asked.address, coalesce(a.state <> 'closed' and a.account_id is distinct from $2, false) as taken,
    case when r.address is not null then r.reusable_from is null or r.reusable_from > ${sqlToday} else a.state = 'closed' and a.account_id is distinct from $2 end
      as retired,
    r.reusable_from as until, coalesce(r.person_id, a.person_id) as "personId",
    coalesce(r.organisation_id, a.organisation_id) as "organisationId"
  from unnest($1::text[]) as asked(address)
  left join address ad on ad.address = asked.address
  left join account a on a.account_id = ad.account_id
  left join address_retired r on r.address = asked.address
  where ad.address is not null or r.address is not null`;

/** Local parts that were these holders' before and may be again, the last first; under `keyOf(holder)`. */
export async function formerLocals(
  db: Queryable,
  domain: string,
  holders: readonly Holder[],
): Promise<Map<string, string[]>> {
  const ids = (of: 'personId' | 'organisationId') => holders.flatMap((holder) => holder[of] ?? []);
  const { rows } = await db.query<{ address: string } & Holder>({
    name: 'address-former',
    text: `select r.address, r.person_id as "personId", r.organisation_id as "organisationId"
           from address_retired r join domain d using (domain_id)
           where d.name = $1 and (r.person_id = any($2) or r.organisation_id = any($3))
             and not exists (select from address ad join account a using (account_id)
                             where ad.address = r.address and a.state <> 'closed')
           order by r.retired_at desc, r.address`,
    values: [domain, ids('personId'), ids('organisationId')],
  });
  return rows.reduce((found, row) => {
    const local = row.address.slice(0, -domain.length - 1);
    return found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), local]);
  }, new Map<string, string[]>());
}

export function keyOf({ personId, organisationId }: Holder): string {
  return personId === null ? `o${organisationId}` : `p${personId}`;
}

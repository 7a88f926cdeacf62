import { sqlInForce, sqlToday } from '../directory/index.ts';
import type { Queryable, Scope } from '../platform/index.ts';

/** A place in the tree of organisations. */
export interface Place {
  province: string;
  /** From the root down to the organisation itself; empty for what hangs nowhere. */
  path: readonly number[];
  kind: string | null;
}

/** One thing that is touched: where it belongs (a person may work in several places), and whose it is. */
export interface Target {
  province: string;
  places: Place[];
  /** The person, or the owner of the personal mailbox. */
  personId: number | null;
  /** The mailbox. */
  accountId: number | null;
}

interface Row {
  province_id: string;
  person_id: number | null;
  path: number[] | null;
  kind: string | null;
}

/** Where the things of a scope stand now, one after the other; `undefined` for what does not exist. */
export async function targetsOf(db: Queryable, scope: Scope): Promise<(Target | undefined)[]> {
  const target = async (query: { name: string; text: string }, id: number, accountId: number | null) => {
    const { rows } = await db.query<Row>({ ...query, values: [id] });
    const first = rows[0];
    if (!first) return undefined;
    const places = rows.flatMap(({ province_id: province, path, kind }) => (path ? [{ province, path, kind }] : []));
    return { province: first.province_id, places, personId: first.person_id, accountId };
  };
  const { organisationId, personId, accountId } = scope;
  return Promise.all([
    ...(organisationId === undefined ? [] : [target(ofOrganisation, organisationId, null)]),
    ...(personId === undefined ? [] : [target(ofPerson, personId, null)]),
    ...(accountId === undefined ? [] : [target(ofAccount, accountId, accountId)]),
  ]);
}

const ofOrganisation = {
  name: 'scope-organisation',
  text: 'select province_id, null::bigint as person_id, path, kind from organisation where organisation_id = $1',
};

/** Where a person works or will work. */
const postsOf = (person: string) => `
  left join appointment ap on ap.person_id = ${person} and (${sqlInForce('ap')} or ap.valid_from > ${sqlToday})
  left join organisation o on o.organisation_id = ap.organisation_id`;

const ofPerson = {
  name: 'scope-person',
  text: `select p.province_id, p.person_id, o.path, o.kind from person p ${postsOf('p.person_id')} where p.person_id = $1`,
};

const ofAccount = {
  name: 'scope-account',
  text: `
    select a.province_id, a.person_id, coalesce(own.path, o.path) as path, coalesce(own.kind, o.kind) as kind
    from account a
    left join organisation own on own.organisation_id = a.organisation_id
    ${postsOf('a.person_id')}
    where a.account_id = $1`,
};

import type { Queryable } from '../../platform/index.ts';
import { sqlInForce } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import type { Holder } from './address-book.ts';
import type { Subject } from './entitlement.ts';

export type AccountOwner = { personId: number } | { organisationId: number };

export interface Owner extends Holder {
  province: string;
  /** Display name. */
  name: string;
  subject: Subject;
  /** Of a person. */
  born: Temporal.PlainDate | undefined;
  /** Where a person works first, and what an organisation is. */
  workId: number | null;
  /** What an organisation yet to be founded will stand under. */
  under?: number | null | undefined;
  /** The person's mailbox that is not closed. */
  accountId: number | null;
}

/** @throws DirectoryError `directory.no-person`, `directory.no-organisation`. */
export async function loadOwners(db: Queryable, owners: readonly AccountOwner[]): Promise<Owner[]> {
  const people = await loadPeople(
    db,
    owners.flatMap((owner) => ('personId' in owner ? [owner.personId] : [])),
  );
  const organisations = await loadOrganisations(
    db,
    owners.flatMap((owner) => ('organisationId' in owner ? [owner.organisationId] : [])),
  );
  return owners.map((owner) => {
    if ('personId' in owner) {
      const found = people.get(owner.personId);
      if (!found) throw new DirectoryError('directory.no-person', String(owner.personId));
      return found;
    }
    const found = organisations.get(owner.organisationId);
    if (!found) throw new DirectoryError('directory.no-organisation', String(owner.organisationId));
    return found;
  });
}

interface Post {
  organisationId: number;
  organisationKind: string;
  position: string;
  isHead: boolean;
}

async function loadPeople(db: Queryable, ids: readonly number[]): Promise<Map<number, Owner>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{
    personId: number;
    province: string;
    name: string;
    born: string | null;
    officialKind: string | null;
    accountId: number | null;
    posts: Post[];
  }>({
    name: 'mailbox-owner-people',
    text: `
      select p.person_id as "personId", p.province_id as province, p.name, p.born, p.official_kind as "officialKind",
        (select min(account_id) from account a where a.person_id = p.person_id and a.state <> 'closed') as "accountId",
        coalesce((
          select json_agg(json_build_object('organisationId', o.organisation_id, 'organisationKind', o.kind,
              'position', ap.position, 'isHead', ap.is_head) order by ap.is_head desc, ap.valid_from, ap.appointment_id)
          from appointment ap join organisation o using (organisation_id)
          where ap.person_id = p.person_id and ${sqlInForce('ap')}), '[]') as posts
      from person p where p.person_id = any($1)`,
    values: [ids],
  });
  return new Map(
    rows.map(({ personId, province, name, born, officialKind, accountId, posts }) => [
      personId,
      {
        personId,
        organisationId: null,
        province,
        name,
        subject: { kind: 'person', officialKind, posts },
        born: born === null ? undefined : Temporal.PlainDate.from(born),
        workId: posts[0]?.organisationId ?? null,
        accountId,
      },
    ]),
  );
}

async function loadOrganisations(db: Queryable, ids: readonly number[]): Promise<Map<number, Owner>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ organisationId: number; province: string; name: string; kind: string }>({
    name: 'mailbox-owner-organisations',
    text: `select organisation_id as "organisationId", province_id as province, name, kind
           from organisation where organisation_id = any($1)`,
    values: [ids],
  });
  return new Map(
    rows.map(({ organisationId, province, name, kind }) => [
      organisationId,
      {
        personId: null,
        organisationId,
        province,
        name,
        subject: { kind: 'organisation', organisationKind: kind },
        born: undefined,
        workId: organisationId,
        accountId: null,
      },
    ]),
  );
}

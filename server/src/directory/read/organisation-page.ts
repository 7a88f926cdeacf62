import type {
  NamedOrganisation,
  OrganisationFields,
  OrganisationPage,
  PlannedChange,
  Succession,
} from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { contactsOn } from '../contacts/contacts.ts';
import { sqlInForceOn } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { readVersions } from '../organisations/queries.ts';
import { differing, nearestVersion, stateFields, type Version, versionAt } from '../organisations/versions.ts';
import { plannedActs } from '../undo.ts';
import { mailboxesOn } from './mailboxes-on.ts';
import { readPeopleOf } from './people-of.ts';

export interface PageAsked {
  id: number;
  at: string;
  today: string;
  leading: readonly string[];
}

/** How many people a page begins with. */
const firstPeople = 100;

/** Everything an organisation's page shows, as it was on a day. @throws DirectoryError `directory.no-organisation`. */
export async function readOrganisationPage(db: Queryable, asked: PageAsked): Promise<Omit<OrganisationPage, 'may'>> {
  const { id, at, today, leading } = asked;
  const own = await db.query<{ revision: number; sort_order: number }>({
    name: 'organisation-own',
    text: 'select revision, sort_order from organisation where organisation_id = $1',
    values: [id],
  });
  if (!own.rows[0]) throw new DirectoryError('directory.no-organisation', String(id));
  const versions = await readVersions(db, id);
  const shown = nearestVersion(versions, at);
  const inForce = versionAt(versions, at) !== undefined;
  const last = versions.at(-1)!;
  // What isn't there on the day is shown as it stood nearest to it.
  const day = inForce ? at : at < shown.from ? shown.from : dayBefore(last.until!);
  const [above, people, units, mailboxes, contacts, successors, predecessors, acts] = await Promise.all([
    shown.parentId === null ? [] : aboveOn(db, shown.parentId, day),
    readPeopleOf(db, { organisationId: id, at: day, leading, offset: 0, limit: firstPeople }),
    countUnits(db, id, day),
    mailboxesOn(db, { organisationId: id }, at),
    contactsOn(db, { organisationId: id }, at),
    successionOf(db, 'organisation_id', 'successor_id', id),
    successionOf(db, 'successor_id', 'organisation_id', id),
    plannedActs(db, { organisationId: id }),
  ]);
  return {
    ...fieldsOf(shown),
    id,
    at,
    today,
    revision: own.rows[0].revision,
    state: inForce ? 'in-force' : at < shown.from ? 'not-yet' : 'ended',
    founded: versions[0]!.from,
    until: last.until,
    endEvent: last.endEvent,
    endDecision: last.endDecision,
    since: shown.from,
    decision: shown.decision,
    sortOrder: own.rows[0].sort_order,
    above,
    people: people.people,
    peopleTotal: people.total,
    units,
    mailboxes,
    contacts: contacts.map(({ contactId, until: _, ...contact }) => ({ id: contactId, ...contact })),
    successors,
    predecessors,
    planned: plannedAfter(versions, at > today ? at : today),
    plannedActs: acts,
  };
}

const dayBefore = (day: string) => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();

export const fieldsOf = (version: Version): OrganisationFields =>
  Object.fromEntries(stateFields.map((field) => [field, version[field]])) as unknown as OrganisationFields;

function plannedAfter(versions: readonly Version[], day: string): PlannedChange[] {
  return versions.flatMap((version, i) => {
    const before = versions[i - 1];
    if (!before || version.from <= day) return [];
    const changed = differing(before, version);
    const only = (one: Version) => Object.fromEntries(changed.map((field) => [field, one[field]]));
    return [{ from: version.from, before: only(before), after: only(version), decision: version.decision }];
  });
}

/** From the root down to the organisation itself, as they were called on a day. */
export async function aboveOn(db: Queryable, organisationId: number, day: string): Promise<NamedOrganisation[]> {
  const { rows } = await db.query<NamedOrganisation>({
    name: 'organisation-above-on',
    text: `
      with recursive up (id, name, short_name, parent_id, depth) as (
        select v.organisation_id, v.name, v.short_name, v.parent_id, 0 from organisation_version v
        where v.organisation_id = $1 and ${sqlInForceOn('v', '$2::date')}
        union all
        select v.organisation_id, v.name, v.short_name, v.parent_id, depth + 1
        from up join organisation_version v on v.organisation_id = up.parent_id
        where ${sqlInForceOn('v', '$2::date')} and depth < 60
      )
      select id, name, short_name as "shortName" from up order by depth desc`,
    values: [organisationId, day],
  });
  return rows;
}

async function countUnits(db: Queryable, id: number, day: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'organisation-count-units',
    text: `select count(*)::int as n from organisation_version v where parent_id = $1 and ${sqlInForceOn('v', '$2::date')}`,
    values: [id, day],
  });
  return rows[0]!.n;
}

async function successionOf(db: Queryable, of: string, other: string, id: number): Promise<Succession[]> {
  const { rows } = await db.query<{
    id: number;
    name: string;
    shortName: string | null;
    kind: Succession['kind'];
    on: string;
  }>({
    name: `succession-${of}`,
    text: `
      select o.organisation_id as id, o.name, o.short_name as "shortName", s.kind, s.effective as "on"
      from organisation_succession s join organisation o on o.organisation_id = s.${other}
      where s.${of} = $1 order by s.effective, o.name`,
    values: [id],
  });
  return rows.map(({ kind, on, ...organisation }) => ({ organisation, kind, on }));
}

/**
 * Whoever changed an organisation or an appointment, added a person or recorded that one left, may take it back for some
 * minutes; what was recorded for a later day, whoever may change it, until that day. As long as nothing of what it touched
 * has changed since. Taking back is a change of its own in the trail; nothing is erased there.
 */
import type { PlannedAct } from '@congvu/contract';
import { type Queryable, type Scope, sqlState, type Transaction } from '../platform/index.ts';
import { tellOfAppointments } from './appointments/appointment.ts';
import { type Actor, type AuditEvent, writeAudits } from './audit.ts';
import { sqlToday } from './dates.ts';
import { DirectoryError } from './errors.ts';
import { refreshEntriesOfOrganisations } from './lookup/refresh-entries.ts';

/** How long, in minutes. */
export const undoMinutes = 10;

export interface Touched {
  organisationIds: readonly number[];
  appointmentIds: readonly number[];
  /** Who is added, or whose leaving is recorded or taken away: of a person nothing else is put back. */
  personIds?: readonly number[] | undefined;
}

interface State {
  organisations: ({ organisation_id: number } & Record<string, unknown>)[];
  versions: Record<string, unknown>[];
  successions: Record<string, unknown>[];
  appointments: ({ appointment_id: number; person_id: number } & Record<string, unknown>)[];
  /** Not there in what an earlier version kept. */
  people?: { person_id: number; left_on: string | null }[];
}

interface Revisions {
  organisations: Record<string, number>;
  appointments: Record<string, number>;
  people?: Record<string, number>;
}

export interface Undo {
  undoId: number;
  /** ISO 8601. */
  until: string;
}

/**
 * Runs an act that its author may take back. `before`: what it will touch; the act answers what it did touch. `on`: the
 * day from which it holds; one still to come may be called off until then.
 */
export async function undoable<T>(
  tx: Transaction,
  by: Actor,
  before: Touched & { act: string; on?: string | undefined },
  run: () => Promise<{ result: T; title: string } & Touched>,
): Promise<{ result: T; undo: Undo | null }> {
  if (by.kind !== 'person') return { result: (await run()).result, undo: null };
  const state = await stateOf(tx, before);
  const { result, title, ...touched } = await run();
  const revisions = await revisionsOf(tx, {
    organisationIds: [...before.organisationIds, ...touched.organisationIds],
    appointmentIds: [...before.appointmentIds, ...touched.appointmentIds],
    personIds: [...(before.personIds ?? []), ...(touched.personIds ?? [])],
  });
  await tx.query(
    `delete from directory_undo
     where made_at < now() - interval '${undoMinutes} minutes' and (planned_for is null or planned_for <= ${sqlToday})`,
  );
  const { rows } = await tx.query<{ undo_id: number; until: Date }>({
    name: 'undo-insert',
    text: `insert into directory_undo (person_id, act, title, state, revisions, planned_for)
           values ($1, $2, $3, $4, $5, case when $6::date > ${sqlToday} then $6::date end)
           returning undo_id, made_at + interval '${undoMinutes} minutes' as until`,
    values: [by.personId, before.act, title, JSON.stringify(state), JSON.stringify(revisions), before.on ?? null],
  });
  return { result, undo: { undoId: rows[0]!.undo_id, until: rows[0]!.until.toISOString() } };
}

/**
 * Puts back how things stood. Of what is planned, `placesOfUndo` says where the caller must have the right to.
 * @throws DirectoryError `directory.no-undo` when it is another's, too late, or something of it changed since.
 */
export async function undo(tx: Transaction, undoId: number, by: Actor): Promise<Touched & { title: string }> {
  const { rows } = await tx.query<{ act: string; title: string; state: State; revisions: Revisions }>({
    name: 'undo-take',
    text: `delete from directory_undo where undo_id = $1 and (${isFresh('$2')} or planned_for > ${sqlToday})
           returning act, title, state, revisions`,
    values: [undoId, by.kind === 'person' ? by.personId : null],
  });
  const kept = rows[0];
  if (!kept) throw new DirectoryError('directory.no-undo');
  const { act, title, state, revisions } = kept;
  const organisationIds = Object.keys(revisions.organisations).map(Number);
  const appointmentIds = [
    ...new Set([
      ...Object.keys(revisions.appointments).map(Number),
      ...state.appointments.map((a) => a.appointment_id),
    ]),
  ];
  const personIds = Object.keys(revisions.people ?? {}).map(Number);
  const stands = await revisionsOf(tx, { organisationIds, appointmentIds, personIds });
  if (JSON.stringify(sorted(stands)) !== JSON.stringify(sorted(revisions)))
    throw new DirectoryError('directory.no-undo');
  const people = await peopleOf(tx, appointmentIds, state);
  const added = personIds.filter((id) => !state.people?.some((one) => one.person_id === id));
  if (await isUsed(tx, added)) throw new DirectoryError('directory.no-undo', title);
  try {
    await putBack(tx, state, { organisationIds, appointmentIds });
    await tx.query('delete from person where person_id = any($1)', [added]);
  } catch (error) {
    // Something hangs on what would go: a mailbox of an organisation or a person added a moment ago.
    if (sqlState(error) === '23503') throw new DirectoryError('directory.no-undo', title);
    throw error;
  }
  if (await contradicts(tx, state)) throw new DirectoryError('directory.no-undo', title);
  const placeOf = (personId: number) => people.find((one) => one.personId === personId)?.organisationId;
  await writeAudits(tx, by, [
    ...eventsOf(act, title, organisationIds, people),
    ...personIds.map((personId) =>
      added.includes(personId)
        ? {
            kind: 'person.removed' as const,
            personId,
            organisationId: placeOf(personId),
            before: { name: title },
            data: { act },
          }
        : { kind: 'person.taken-back' as const, personId, data: { act, title } },
    ),
  ]);
  await refreshEntriesOfOrganisations(tx, organisationIds, { below: true });
  await tellOfAppointments(tx, [...people.map((one) => one.personId), ...personIds]);
  return { title, organisationIds, appointmentIds, personIds };
}

/** Of this person, a moment ago. */
const isFresh = (personId: string) =>
  `(person_id = ${personId} and made_at > now() - interval '${undoMinutes} minutes')`;

/**
 * By which rules, and where, the caller must be allowed to call a planned act off: those of the act itself. None for what one
 * did a moment ago. @throws DirectoryError `directory.no-undo` when nothing of it is there any more.
 */
export async function placesOfUndo(
  db: Queryable,
  undoId: number,
  personId: number,
): Promise<{ rule: 'organisation.change' | 'appointment.change'; scope: Scope }[]> {
  const { rows } = await db.query<{ act: string; organisations: number[]; offices: number[]; people: number[] }>({
    name: 'undo-places',
    text: `
      select act,
        array(select (o ->> 'organisation_id')::bigint from jsonb_array_elements(state -> 'organisations') o) as organisations,
        array(
          select (a ->> 'organisation_id')::bigint from jsonb_array_elements(state -> 'appointments') a
          union select a.organisation_id from appointment a
          where a.appointment_id in (select k::bigint from jsonb_object_keys(revisions -> 'appointments') k)) as offices,
        array(select k::bigint from jsonb_object_keys(revisions -> 'people') k) as people
      from directory_undo where undo_id = $1 and planned_for > ${sqlToday} and not ${isFresh('$2')}`,
    values: [undoId, personId],
  });
  return rows.flatMap(({ act, organisations, offices, people }) => {
    const [kind] = act.split('.');
    const scopes: Scope[] =
      kind === 'person'
        ? people.map((one) => ({ personId: one }))
        : (kind === 'organisation' ? organisations : offices).map((organisationId) => ({ organisationId }));
    if (scopes.length === 0) throw new DirectoryError('directory.no-undo');
    const rule = kind === 'organisation' ? ('organisation.change' as const) : ('appointment.change' as const);
    return scopes.map((scope) => ({ rule, scope }));
  });
}

/** What is recorded for a later day and may still be called off, soonest first: of an organisation, or of a person's positions. */
export async function plannedActs(
  db: Queryable,
  of: { organisationId: number } | { personId: number },
): Promise<PlannedAct[]> {
  const organisation = 'organisationId' in of;
  const { rows } = await db.query<PlannedAct>({
    name: `undo-planned-${organisation ? 'organisation' : 'person'}`,
    text: `
      select undo_id as "undoId", act, title, planned_for as "from" from directory_undo u
      where planned_for > ${sqlToday} and ${
        organisation
          ? `act like 'organisation.%' and revisions -> 'organisations' ? $1::bigint::text`
          : `act not like 'organisation.%' and (
               revisions -> 'people' ? $1::bigint::text
               or state -> 'appointments' @> jsonb_build_array(jsonb_build_object('person_id', $1::bigint))
               or exists (
                 select from appointment a where a.person_id = $1::bigint and revisions -> 'appointments' ? a.appointment_id::text))`
      }
      order by planned_for, undo_id`,
    values: [organisation ? of.organisationId : of.personId],
  });
  return rows;
}

async function stateOf(tx: Transaction, { organisationIds, appointmentIds, personIds = [] }: Touched): Promise<State> {
  const { rows } = await tx.query<State>({
    name: 'undo-state',
    text: `
      select
        coalesce((select jsonb_agg(to_jsonb(o)) from organisation o where organisation_id = any($1)), '[]') as organisations,
        coalesce((select jsonb_agg(to_jsonb(v)) from organisation_version v where organisation_id = any($1)), '[]') as versions,
        coalesce((select jsonb_agg(to_jsonb(s)) from organisation_succession s
          where organisation_id = any($1) or successor_id = any($1)), '[]') as successions,
        coalesce((select jsonb_agg(to_jsonb(a)) from appointment a where appointment_id = any($2)), '[]') as appointments,
        coalesce((select jsonb_agg(jsonb_build_object('person_id', person_id, 'left_on', left_on)) from person
          where person_id = any($3)), '[]') as people`,
    values: [organisationIds, appointmentIds, personIds],
  });
  return rows[0]!;
}

/** Of those that are there, in one order, locked. */
async function revisionsOf(
  tx: Transaction,
  { organisationIds, appointmentIds, personIds = [] }: Touched,
): Promise<Revisions> {
  const read = async (table: 'organisation' | 'appointment' | 'person', ids: readonly number[]) => {
    const { rows } = await tx.query<{ id: number; revision: number }>({
      name: `undo-revisions-${table}`,
      text: `select ${table}_id as id, revision from ${table} where ${table}_id = any($1) order by 1 for no key update`,
      values: [ids],
    });
    return Object.fromEntries(rows.map(({ id, revision }) => [String(id), revision]));
  };
  return {
    organisations: await read('organisation', organisationIds),
    appointments: await read('appointment', appointmentIds),
    people: await read('person', personIds),
  };
}

const sorted = ({ organisations, appointments, people = {} }: Revisions) =>
  [organisations, appointments, people].map((one) => Object.entries(one).sort(([a], [b]) => Number(a) - Number(b)));

async function putBack(tx: Transaction, state: State, touched: Touched): Promise<void> {
  const { organisationIds, appointmentIds } = touched;
  const put = (text: string, rows: unknown[]) => tx.query(text, [JSON.stringify(rows)]);
  await tx.query('delete from appointment where appointment_id = any($1) and appointment_id <> all($2)', [
    appointmentIds,
    state.appointments.map((one) => one.appointment_id),
  ]);
  await tx.query('delete from organisation_succession where organisation_id = any($1) or successor_id = any($1)', [
    organisationIds,
  ]);
  await tx.query('delete from organisation_version where organisation_id = any($1)', [organisationIds]);
  await put(organisationBack, state.organisations);
  await tx.query('delete from organisation where organisation_id = any($1) and organisation_id <> all($2)', [
    organisationIds,
    state.organisations.map((one) => one.organisation_id),
  ]);
  await put(
    'insert into organisation_version select * from jsonb_populate_recordset(null::organisation_version, $1)',
    state.versions,
  );
  await put(
    'insert into organisation_succession select * from jsonb_populate_recordset(null::organisation_succession, $1)',
    state.successions,
  );
  // First that they are there: who has left holds no positions.
  await put(personBack, state.people ?? []);
  await put(appointmentBack, state.appointments);
}

/** Whether people added have been given what would go with them unnoticed. */
async function isUsed(tx: Transaction, personIds: readonly number[]): Promise<boolean> {
  const { rows } = await tx.query({
    name: 'undo-used',
    text: `select from role_assignment where person_id = any($1)
           union all select from contact_address where person_id = any($1) limit 1`,
    values: [personIds],
  });
  return rows.length > 0;
}

/** Whether a position put back is one that could not be given: its holder has left since, or has it anew. */
async function contradicts(tx: Transaction, { appointments }: State): Promise<boolean> {
  const { rows } = await tx.query({
    name: 'undo-contradicts',
    text: `
      select from appointment a join person p using (person_id)
      where a.appointment_id = any($1) and (
        p.left_on < coalesce(a.valid_until, 'infinity') or exists (
          select from appointment b
          where b.person_id = a.person_id and b.organisation_id = a.organisation_id and b.appointment_id <> a.appointment_id
            and fold(b.position) = fold(a.position)
            and daterange(b.valid_from, b.valid_until) && daterange(a.valid_from, a.valid_until)))
      limit 1`,
    values: [appointments.map((one) => one.appointment_id)],
  });
  return rows.length > 0;
}

/** Paths are the triggers' to keep; a revision never comes twice. */
const organisationBack = `
  update organisation o
  set parent_id = b.parent_id, kind = b.kind, name = b.name, short_name = b.short_name, code = b.code,
    legacy_code = b.legacy_code, phone = b.phone, fax = b.fax, website = b.website, address = b.address,
    sort_order = b.sort_order, valid_from = b.valid_from, valid_until = b.valid_until, revision = o.revision + 1
  from jsonb_populate_recordset(null::organisation, $1) b where b.organisation_id = o.organisation_id`;

const personBack = `
  update person p set left_on = b.left_on, revision = p.revision + 1
  from jsonb_to_recordset($1) b(person_id bigint, left_on date) where p.person_id = b.person_id`;

const appointmentBack = `
  insert into appointment (appointment_id, person_id, organisation_id, position, is_head, valid_from, valid_until, rank,
    published, decision, revision)
  overriding system value
  select appointment_id, person_id, organisation_id, position, is_head, valid_from, valid_until, rank, published, decision,
    revision + 1
  from jsonb_populate_recordset(null::appointment, $1)
  on conflict (appointment_id) do update set person_id = excluded.person_id, organisation_id = excluded.organisation_id,
    position = excluded.position, is_head = excluded.is_head, valid_from = excluded.valid_from,
    valid_until = excluded.valid_until, rank = excluded.rank, published = excluded.published,
    decision = excluded.decision, revision = appointment.revision + 1`;

interface PlaceOfPerson {
  personId: number;
  organisationId: number;
}

async function peopleOf(db: Queryable, appointmentIds: readonly number[], state: State): Promise<PlaceOfPerson[]> {
  const { rows } = await db.query<PlaceOfPerson>({
    name: 'undo-people',
    text: `select distinct person_id as "personId", organisation_id as "organisationId" from (
             select person_id, organisation_id from appointment where appointment_id = any($1)
             union all select person_id, organisation_id from jsonb_populate_recordset(null::appointment, $2)
           ) both_times order by 1, 2`,
    values: [appointmentIds, JSON.stringify(state.appointments)],
  });
  return rows;
}

function eventsOf(act: string, title: string, organisationIds: number[], people: PlaceOfPerson[]): AuditEvent[] {
  const data = { act, title };
  return [
    ...organisationIds.map((organisationId) => ({ kind: 'organisation.taken-back' as const, organisationId, data })),
    ...people.map((one) => ({ kind: 'appointment.taken-back' as const, ...one, data })),
  ];
}

import type { Transaction } from '../../../platform/index.ts';
import { sqlInForce } from '../../dates.ts';
import type { PersonDraft } from '../check/drafts.ts';
import { batches } from './place-ids.ts';
import type { Plan } from './plan.ts';
import type { WriteContext } from './write-organisations.ts';

export async function writePeople(tx: Transaction, plan: Plan, context: WriteContext): Promise<void> {
  let done = 0;
  for (const some of batches(plan.newPeople)) {
    const column = <T>(of: (draft: PersonDraft) => T) => some.map(of);
    await tx.query({
      text: `
        insert into person (person_id, province_id, name, born, code, phone, mobile, official_kind, note)
        overriding system value
        select id, $1, name, born, code, phone, mobile, official_kind, note
        from unnest($2::bigint[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
          as new(id, name, born, code, phone, mobile, official_kind, note)`,
      values: [
        context.province,
        column(plan.personId),
        column(({ name }) => name),
        column(({ born }) => born),
        column(({ code }) => code),
        column(({ phone }) => phone),
        column(({ mobile }) => mobile),
        column(({ officialKind }) => officialKind),
        column(({ note }) => note),
      ],
    });
    await insertAppointments(tx, some, plan, context);
    context.tell((done += some.length));
  }
}

/** Whoever has no position stated still works there: the directory knows people's places by their positions. */
const unstated = 'Cán bộ';

async function insertAppointments(
  tx: Transaction,
  drafts: readonly PersonDraft[],
  plan: Plan,
  { from, decision }: WriteContext,
): Promise<void> {
  const placed = drafts.filter(({ organisation }) => organisation !== null);
  await tx.query({
    text: `
      insert into appointment (person_id, organisation_id, position, rank, is_head, decision, valid_from)
      select person_id, organisation_id, position, rank, is_head, $7, valid_from
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::date[])
        as new(person_id, organisation_id, position, rank, is_head, valid_from)`,
    values: [
      placed.map(plan.personId),
      placed.map(({ organisation }) => plan.organisationId(organisation!)),
      placed.map(({ position }) => position ?? unstated),
      placed.map(({ rank }) => rank),
      placed.map(({ head }) => head === true),
      placed.map((draft) => draft.from ?? from),
      decision,
    ],
  });
}

/** How someone stood before the list: what it changed of them, and the appointment it gave them. */
export interface PersonBefore {
  fields: Record<string, string | null>;
  appointments: number[];
  contacts: number[];
}

/**
 * People there already: what the list says of them and the directory does not, or otherwise; a position they do not hold yet.
 * Nothing is ended: a list does not say what is over.
 */
export async function updatePeople(
  tx: Transaction,
  plan: Plan,
  context: WriteContext,
): Promise<Map<number, PersonBefore>> {
  const before = new Map<number, PersonBefore>();
  for (const some of batches(plan.changedPeople)) {
    const { rows } = await tx.query<{ row: number } & Record<string, string | null>>({
      text: `
        with given as (
          select * from unnest($1::int[], $2::bigint[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::date[]) as g(row, person_id, born, code, phone, mobile, official_kind, note, year)
        ), old as (
          select p.* from person p where person_id in (select person_id from given) for no key update
        )
        update person p set born = coalesce(g.born, p.born, g.year), code = coalesce(g.code, p.code), phone = coalesce(g.phone, p.phone),
          mobile = coalesce(g.mobile, p.mobile), official_kind = coalesce(g.official_kind, p.official_kind),
          note = coalesce(g.note, p.note), revision = p.revision + 1
        from given g join old using (person_id)
        where p.person_id = g.person_id and (coalesce(g.born, p.born, g.year), coalesce(g.code, p.code), coalesce(g.phone, p.phone),
          coalesce(g.mobile, p.mobile), coalesce(g.official_kind, p.official_kind), coalesce(g.note, p.note))
          is distinct from (p.born, p.code, p.phone, p.mobile, p.official_kind, p.note)
        returning g.row, old.born::text as born, old.code, old.phone, old.mobile, old.official_kind, old.note`,
      values: [
        some.map(({ row }) => row),
        some.map(plan.personId),
        // A day is more than a year: what is known better is not made worse.
        some.map(({ born, bornExact }) => (bornExact ? born : null)),
        some.map(({ code }) => code),
        some.map(({ phone }) => phone),
        some.map(({ mobile }) => mobile),
        some.map(({ officialKind }) => officialKind),
        some.map(({ note }) => note),
        some.map(({ born }) => born),
      ],
    });
    for (const { row, ...fields } of rows) before.set(row, { fields, appointments: [], contacts: [] });
    await addAppointments(tx, some, plan, context, before);
  }
  return before;
}

async function addAppointments(
  tx: Transaction,
  drafts: readonly PersonDraft[],
  plan: Plan,
  { from, decision }: WriteContext,
  before: Map<number, PersonBefore>,
): Promise<void> {
  const placed = drafts.filter(({ organisation, position }) => organisation !== null && position !== null);
  const { rows } = await tx.query<{ row: number; appointment_id: number }>({
    text: `
      with given as (
        select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::date[])
          as g(row, person_id, organisation_id, position, rank, is_head, valid_from)
      ), made as (
        insert into appointment (person_id, organisation_id, position, rank, is_head, decision, valid_from)
        select g.person_id, g.organisation_id, g.position, g.rank, g.is_head, $8, g.valid_from from given g
        where not exists (
          select from appointment a where a.person_id = g.person_id and a.organisation_id = g.organisation_id
            and fold(a.position) = fold(g.position) and (${sqlInForce('a')} or a.valid_from >= g.valid_from))
        returning appointment_id, person_id, organisation_id, position
      )
      select g.row, m.appointment_id from made m join given g using (person_id, organisation_id, position)`,
    values: [
      placed.map(({ row }) => row),
      placed.map(plan.personId),
      placed.map(({ organisation }) => plan.organisationId(organisation!)),
      placed.map(({ position }) => position),
      placed.map(({ rank }) => rank),
      placed.map(({ head }) => head === true),
      placed.map((draft) => draft.from ?? from),
      decision,
    ],
  });
  for (const { row, appointment_id: id } of rows) {
    const known = before.get(row) ?? { fields: {}, appointments: [], contacts: [] };
    known.appointments.push(Number(id));
    before.set(row, known);
  }
}

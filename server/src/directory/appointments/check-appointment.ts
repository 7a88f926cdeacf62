import type { Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { lockAppointment, tellOfAppointments, writeEnd } from './appointment.ts';

export interface Span {
  from: string;
  until: string | null;
}

export type PresentHead = 'refuse' | 'end' | 'stays';

/** SQL: the row's time and `$from`–`$until` have a day in common. */
const overlaps = (row: string, from: string, until: string) =>
  `(${row}.valid_until is null or ${row}.valid_until > ${from}::date) and (${until}::date is null or ${row}.valid_from < ${until}::date)`;

/** Person and organisation are of one province; he has not left; it has not ended when the appointment begins. */
export async function requireOpen(
  tx: Transaction,
  { personId, organisationId, from }: Span & { personId: number; organisationId: number },
): Promise<void> {
  const { rows } = await tx.query<{
    person: string | null;
    left_on: string | null;
    organisation: string | null;
    valid_from: string | null;
    valid_until: string | null;
  }>({
    name: 'appointment-open',
    text: `
      select p.province_id as person, p.left_on, o.province_id as organisation, o.valid_from, o.valid_until
      from (values (1)) one
      left join person p on p.person_id = $1
      left join organisation o on o.organisation_id = $2`,
    values: [personId, organisationId],
  });
  const found = rows[0]!;
  if (found.person === null) throw new DirectoryError('directory.no-person', String(personId));
  if (found.organisation !== found.person)
    throw new DirectoryError('directory.no-organisation', String(organisationId));
  if (found.left_on !== null && found.left_on <= from) {
    throw new DirectoryError('directory.has-left', `on ${found.left_on}`, { leftOn: found.left_on });
  }
  if (found.valid_until !== null && found.valid_until <= from) {
    const details = { field: 'from', from: found.valid_from, until: found.valid_until, day: from };
    throw new DirectoryError('directory.not-in-force', `It ended on ${found.valid_until}.`, details);
  }
}

/** Nobody holds one position in one organisation twice at a time. */
export async function requireNoOverlap(
  tx: Transaction,
  one: Span & { personId: number; organisationId: number; position: string; appointmentId?: number },
): Promise<void> {
  const { rows } = await tx.query<{ appointment_id: number }>({
    name: 'appointment-overlap',
    text: `
      select appointment_id from appointment a
      where person_id = $1 and organisation_id = $2 and fold(position) = fold($3) and ${overlaps('a', '$4', '$5')}
        and appointment_id is distinct from $6 limit 1`,
    values: [one.personId, one.organisationId, one.position, one.from, one.until, one.appointmentId ?? null],
  });
  if (rows[0])
    throw new DirectoryError('directory.appointment-overlaps', '', { appointmentId: rows[0].appointment_id });
}

/** An organisation has one head: the present one stands in the way, or ends where the new one begins. */
export async function makeRoomForHead(
  tx: Transaction,
  one: Span & { personId: number; organisationId: number; appointmentId?: number },
  present: PresentHead,
  by: Actor,
): Promise<void> {
  if (present === 'stays') return;
  for (const beside of await headsBeside(tx, one)) {
    const head = await lockAppointment(tx, beside);
    const { appointmentId, personId, person, position, organisationId, from, until } = head;
    // One who begins later than the new one can't make room by ending.
    if (present === 'refuse' || from >= one.from) {
      const details = { appointmentId, personId, person, position, from, until };
      throw new DirectoryError('directory.has-head', `${person}, ${position}`, details);
    }
    await writeEnd(tx, head, one.from);
    await writeAudit(tx, by, {
      kind: 'appointment.ended',
      personId,
      organisationId,
      before: { until },
      after: { until: one.from },
      data: { appointmentId, position, successor: one.personId },
    });
    await tellOfAppointments(tx, [personId]);
  }
}

/** Appointments of heads that have a day in common with this one, which begins today where nothing is said. Locked. */
export async function headsBeside(
  tx: Transaction,
  one: Partial<Span> & { organisationId: number; appointmentId?: number },
): Promise<number[]> {
  const begins = `coalesce($2::date, ${sqlToday})`;
  const { rows } = await tx.query<{ appointment_id: number }>({
    name: 'appointment-heads',
    text: `
      select appointment_id from appointment a
      where organisation_id = $1 and is_head and ${overlaps('a', begins, '$3')} and appointment_id is distinct from $4
      order by appointment_id for no key update`,
    values: [one.organisationId, one.from ?? null, one.until ?? null, one.appointmentId ?? null],
  });
  return rows.map((row) => row.appointment_id);
}

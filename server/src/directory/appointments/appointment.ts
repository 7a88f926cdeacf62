import type { Queryable, Transaction } from '../../platform/index.ts';
import { noticeAccess } from '../access-notice.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfPeople } from '../lookup/refresh-entries.ts';
import { requireRevision } from '../organisations/queries.ts';

export interface Appointment {
  appointmentId: number;
  personId: number;
  person: string;
  organisationId: number;
  organisation: string;
  position: string;
  rank: string | null;
  isHead: boolean;
  published: boolean | null;
  decision: string | null;
  from: string;
  until: string | null;
  revision: number;
}

const columns = `
  ap.appointment_id as "appointmentId", ap.person_id as "personId", p.name as person,
  ap.organisation_id as "organisationId", o.name as organisation, ap.position, ap.rank, ap.is_head as "isHead",
  ap.published, ap.decision, ap.valid_from as "from", ap.valid_until as until, ap.revision`;
const tables = `appointment ap join person p using (person_id) join organisation o on o.organisation_id = ap.organisation_id`;

/** Locked until the transaction ends. @throws DirectoryError `directory.no-appointment`, `directory.changed-meanwhile`. */
export async function lockAppointment(tx: Transaction, appointmentId: number, revision?: number): Promise<Appointment> {
  const { rows } = await tx.query<Appointment>({
    name: 'appointment-lock',
    text: `select ${columns} from ${tables} where ap.appointment_id = $1 for no key update of ap`,
    values: [appointmentId],
  });
  if (!rows[0]) throw new DirectoryError('directory.no-appointment', String(appointmentId));
  requireRevision(rows[0].revision, revision);
  return rows[0];
}

/** Appointments that last beyond a day, of people or in organisations, locked. */
export async function lockLasting(
  tx: Transaction,
  of: 'person_id' | 'organisation_id',
  ids: readonly number[],
  day: string,
): Promise<Appointment[]> {
  const { rows } = await tx.query<Appointment>({
    name: `appointments-lasting-${of}`,
    text: `
      select ${columns} from ${tables}
      where ap.${of} = any($1) and (ap.valid_until is null or ap.valid_until > $2::date)
      order by ap.appointment_id for no key update of ap`,
    values: [ids, day],
  });
  return rows;
}

/** One that would end before it begins never was: it goes. */
export async function writeEnd(tx: Transaction, { appointmentId, from }: Appointment, until: string): Promise<void> {
  if (until <= from) await tx.query('delete from appointment where appointment_id = $1', [appointmentId]);
  else {
    await tx.query({
      name: 'appointment-end',
      text: 'update appointment set valid_until = $2, revision = revision + 1 where appointment_id = $1',
      values: [appointmentId, until],
    });
  }
}

/** Positions show in look-up, and a head's open what they head. */
export async function tellOfAppointments(tx: Transaction, personIds: readonly number[]): Promise<void> {
  const ids = [...new Set(personIds)];
  await refreshEntriesOfPeople(tx, ids);
  await noticeAccess(tx, ids);
}

/** The organisation of an appointment. */
export async function placeOfAppointment(db: Queryable, appointmentId: number): Promise<number | undefined> {
  const { rows } = await db.query<{ organisation_id: number }>({
    name: 'appointment-place',
    text: 'select organisation_id from appointment where appointment_id = $1',
    values: [appointmentId],
  });
  return rows[0]?.organisation_id;
}

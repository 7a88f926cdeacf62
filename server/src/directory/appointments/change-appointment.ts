import type { Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText, requireText } from '../check.ts';
import { requireDay } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { appoint, type NewAppointment } from './appoint.ts';
import { type Appointment, lockAppointment, tellOfAppointments, writeEnd } from './appointment.ts';
import { headsBeside, makeRoomForHead, type PresentHead, requireNoOverlap, requireOpen } from './check-appointment.ts';

/** Fields that are left out stay. */
export interface AppointmentCorrection {
  appointmentId: number;
  revision?: number | undefined;
  position?: string | undefined;
  rank?: string | null | undefined;
  isHead?: boolean | undefined;
  published?: boolean | null | undefined;
  decision?: string | null | undefined;
  from?: string | undefined;
  until?: string | null | undefined;
  presentHead?: PresentHead | undefined;
}

const changeable = ['position', 'rank', 'isHead', 'published', 'decision', 'from', 'until'] as const;

/**
 * Corrects what was recorded of an appointment. Who is given another position keeps this one's history: see
 * `moveAppointment`.
 * @throws DirectoryError as `appoint`, and `directory.no-appointment`, `directory.changed-meanwhile`.
 */
export async function correctAppointment(
  tx: Transaction,
  input: AppointmentCorrection,
  by: Actor,
): Promise<Appointment> {
  const before = await lockAppointment(tx, input.appointmentId, input.revision);
  const after: Appointment = { ...before, ...checked(input) };
  if (after.until !== null && after.until <= after.from) {
    throw new DirectoryError('directory.invalid', 'It would end before it begins.', { field: 'until', fault: 'order' });
  }
  const changed = changeable.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return before;
  const { appointmentId, personId, organisationId } = before;
  if (changed.includes('from')) await requireOpen(tx, after);
  await requireNoOverlap(tx, after);
  if (after.isHead) await makeRoomForHead(tx, after, input.presentHead ?? 'stays', by);
  await tx.query({
    name: 'appointment-correct',
    text: `update appointment set position = $2, rank = $3, is_head = $4, published = $5, decision = $6, valid_from = $7,
             valid_until = $8, revision = revision + 1
           where appointment_id = $1`,
    values: [appointmentId, ...changeable.map((field) => after[field])],
  });
  const only = (one: Appointment) => Object.fromEntries(changed.map((field) => [field, one[field]]));
  await writeAudit(tx, by, {
    kind: 'appointment.changed',
    personId,
    organisationId,
    before: only(before),
    after: only(after),
    data: { appointmentId, position: after.position },
  });
  await tellOfAppointments(tx, [personId]);
  return { ...after, revision: before.revision + 1 };
}

/** What a correction may change, for taking it back: the appointment, and the heads that make room. */
export async function touchedByCorrecting(tx: Transaction, input: AppointmentCorrection): Promise<number[]> {
  const { appointmentId, revision, presentHead } = input;
  const after = { ...(await lockAppointment(tx, appointmentId, revision)), ...checked(input) };
  return [appointmentId, ...(after.isHead && presentHead === 'end' ? await headsBeside(tx, after) : [])];
}

function checked(input: AppointmentCorrection): Partial<Appointment> {
  const { position, rank, isHead, published, decision, from, until } = input;
  return {
    ...(position === undefined ? {} : { position: requireText(position, 'position', 200) }),
    ...(rank === undefined ? {} : { rank: optionalText(rank, 'rank', 100) }),
    ...(isHead === undefined ? {} : { isHead }),
    ...(published === undefined ? {} : { published }),
    ...(decision === undefined ? {} : { decision: optionalText(decision, 'decision', 300) }),
    ...(from === undefined ? {} : { from: requireDay(from, 'from') }),
    ...(until === undefined ? {} : { until: until === null ? null : requireDay(until, 'until') }),
  };
}

export interface AppointmentEnd {
  appointmentId: number;
  revision?: number | undefined;
  /** The first day without it. */
  on: string;
  decision?: string | null | undefined;
}

/** One that ends before it began never was. @throws DirectoryError `directory.no-appointment`, `directory.changed-meanwhile`. */
export async function endAppointment(tx: Transaction, input: AppointmentEnd, by: Actor): Promise<Appointment> {
  const on = requireDay(input.on, 'on');
  const decision = optionalText(input.decision, 'decision', 300);
  const before = await lockAppointment(tx, input.appointmentId, input.revision);
  const { appointmentId, personId, organisationId, organisation, position, until } = before;
  if (until !== null && until < on) {
    throw new DirectoryError('directory.invalid', `It ended on ${until}.`, { field: 'on', fault: 'order' });
  }
  await writeEnd(tx, before, on);
  await writeAudit(tx, by, {
    kind: 'appointment.ended',
    personId,
    organisationId,
    before: { until },
    after: { until: on },
    data: { appointmentId, position, organisation, ...(decision ? { decision } : {}) },
  });
  await tellOfAppointments(tx, [personId]);
  return { ...before, until: on, revision: before.revision + 1 };
}

/** Ends one appointment and begins another on the same day: a person is moved, promoted, or changes position. */
export async function moveAppointment(
  tx: Transaction,
  end: AppointmentEnd,
  next: Omit<NewAppointment, 'personId' | 'from' | 'decision'>,
  by: Actor,
): Promise<{ ended: Appointment; appointmentId: number }> {
  const ended = await endAppointment(tx, end, by);
  const { personId } = ended;
  const appointmentId = await appoint(tx, { ...next, personId, from: end.on, decision: end.decision }, by);
  return { ended, appointmentId };
}

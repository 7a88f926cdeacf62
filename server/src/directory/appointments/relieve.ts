import type { Transaction } from '../../platform/index.ts';
import { type Actor, type AuditEvent, writeAudits } from '../audit.ts';
import { DirectoryError } from '../errors.ts';
import { lockLasting, tellOfAppointments, writeEnd } from './appointment.ts';

export interface Relieved {
  ended: number;
  moved: number;
  /** Those that ended, and those made in their place. */
  appointmentIds: number[];
}

export interface Relief {
  on: string;
  /** Where positions go on; null: they end. Of those that are not `chosen`. */
  to: number | null;
  decision: string | null;
  /** Whether anything becomes of those that are not chosen. */
  allowed: boolean;
  /** Where certain positions go on, by their ids. */
  chosen?: ReadonlyMap<number, number> | undefined;
  /** The organisations go on, and so do the positions that are not chosen. */
  othersStay?: boolean | undefined;
}

/**
 * Everybody's positions in organisations that end: they end with them, or go on elsewhere, where nobody is head
 * until a decision says so. What would have begun later never does. Of organisations that go on, only the chosen.
 * @throws DirectoryError `directory.has-people` unless it is `allowed`, `directory.changed-meanwhile` when a chosen
 * position is there no more.
 */
export async function relieveFrom(
  tx: Transaction,
  organisationIds: readonly number[],
  { on, to, decision, allowed, chosen = new Map(), othersStay = false }: Relief,
  by: Actor,
): Promise<Relieved> {
  const all = await lockLasting(tx, 'organisation_id', organisationIds, on);
  const there = new Set(all.map((one) => one.appointmentId));
  const gone = [...chosen.keys()].find((id) => !there.has(id));
  if (gone !== undefined) throw new DirectoryError('directory.changed-meanwhile', `Appointment ${gone} is not there.`);
  const others = all.filter((one) => !chosen.has(one.appointmentId));
  const lasting = othersStay ? all.filter((one) => chosen.has(one.appointmentId)) : all;
  if (lasting.length === 0) return { ended: 0, moved: 0, appointmentIds: [] };
  if (!othersStay && !allowed && others.length > 0) {
    const people = new Set(others.map((one) => one.personId)).size;
    throw new DirectoryError('directory.has-people', `There are ${people}.`, { people });
  }
  const events: AuditEvent[] = [];
  let moved = 0;
  const appointmentIds = lasting.map((one) => one.appointmentId);
  for (const one of lasting) {
    const { appointmentId, personId, organisationId, position, until } = one;
    await writeEnd(tx, one, on);
    events.push({
      kind: 'appointment.ended',
      personId,
      organisationId,
      before: { until },
      after: { until: on },
      data: { appointmentId, position, organisation: one.organisation, ...(decision ? { decision } : {}) },
    });
    const place = chosen.get(appointmentId) ?? to;
    if (place === null) continue;
    moved += 1;
    const { rows } = await tx.query<{ appointment_id: number }>({
      name: 'appointment-move',
      text: `
        insert into appointment (person_id, organisation_id, position, rank, is_head, published, decision, valid_from, valid_until)
        values ($1, $2, $3, $4, false, $5, $6, greatest($7::date, $8::date), $9) returning appointment_id`,
      values: [personId, place, position, one.rank, one.published, decision, on, one.from, until],
    });
    appointmentIds.push(rows[0]!.appointment_id);
    events.push({
      kind: 'appointment.created',
      personId,
      organisationId: place,
      after: { position, from: on, until },
      data: { appointmentId: rows[0]!.appointment_id, wasHead: one.isHead, ...(decision ? { decision } : {}) },
    });
  }
  await writeAudits(tx, by, events);
  await tellOfAppointments(
    tx,
    lasting.map((one) => one.personId),
  );
  return { ended: lasting.length - moved, moved, appointmentIds };
}

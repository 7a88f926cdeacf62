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

/**
 * Everybody's positions in organisations that end: they end with them, or go on elsewhere (`to`), where nobody is head
 * until a decision says so. What would have begun later never does.
 * @throws DirectoryError `directory.has-people` unless it is `allowed`.
 */
export async function relieveFrom(
  tx: Transaction,
  organisationIds: readonly number[],
  { on, to, decision, allowed }: { on: string; to: number | null; decision: string | null; allowed: boolean },
  by: Actor,
): Promise<Relieved> {
  const lasting = await lockLasting(tx, 'organisation_id', organisationIds, on);
  if (lasting.length === 0) return { ended: 0, moved: 0, appointmentIds: [] };
  if (!allowed) {
    const people = new Set(lasting.map((one) => one.personId)).size;
    throw new DirectoryError('directory.has-people', `There are ${people}.`, { people });
  }
  const events: AuditEvent[] = [];
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
    if (to === null) continue;
    const { rows } = await tx.query<{ appointment_id: number }>({
      name: 'appointment-move',
      text: `
        insert into appointment (person_id, organisation_id, position, rank, is_head, published, decision, valid_from, valid_until)
        values ($1, $2, $3, $4, false, $5, $6, greatest($7::date, $8::date), $9) returning appointment_id`,
      values: [personId, to, position, one.rank, one.published, decision, on, one.from, until],
    });
    appointmentIds.push(rows[0]!.appointment_id);
    events.push({
      kind: 'appointment.created',
      personId,
      organisationId: to,
      after: { position, from: on, until },
      data: { appointmentId: rows[0]!.appointment_id, wasHead: one.isHead, ...(decision ? { decision } : {}) },
    });
  }
  await writeAudits(tx, by, events);
  await tellOfAppointments(
    tx,
    lasting.map((one) => one.personId),
  );
  const [ended, moved] = to === null ? [lasting.length, 0] : [0, lasting.length];
  return { ended, moved, appointmentIds };
}

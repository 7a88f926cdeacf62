import type { Transaction } from '../platform/index.ts';
import { type Actor, writeAudit } from './audit.ts';
import { requireText } from './check.ts';
import { sqlToday } from './dates.ts';
import { refreshEntriesOfPerson } from './lookup/refresh-entries.ts';

export interface NewAppointment {
  personId: number;
  organisationId: number;
  /** Such as `Phó Giám đốc`. */
  position: string;
  isHead?: boolean | undefined;
  /** `YYYY-MM-DD`, inclusive; today when left out. */
  from?: string | undefined;
  /** Exclusive. */
  until?: string | undefined;
}

/** Gives a person a position; they may hold several at once. @throws DirectoryError `directory.invalid`. */
export async function appoint(tx: Transaction, input: NewAppointment, by: Actor): Promise<number> {
  const position = requireText(input.position, 'position', 200);
  const { rows } = await tx.query<{ appointment_id: number }>(
    `insert into appointment (person_id, organisation_id, position, is_head, valid_from, valid_until)
     values ($1, $2, $3, $4, coalesce($5::date, ${sqlToday}), $6) returning appointment_id`,
    [input.personId, input.organisationId, position, input.isHead ?? false, input.from ?? null, input.until ?? null],
  );
  const { personId, organisationId } = input;
  await writeAudit(tx, by, { kind: 'appointment.created', data: { personId, organisationId, position } });
  await refreshEntriesOfPerson(tx, personId);
  return rows[0]!.appointment_id;
}

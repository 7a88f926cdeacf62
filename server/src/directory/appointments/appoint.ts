import type { Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText, requireText } from '../check.ts';
import { requireDay, sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { tellOfAppointments } from './appointment.ts';
import { headsBeside, makeRoomForHead, type PresentHead, requireNoOverlap, requireOpen } from './check-appointment.ts';

export interface NewAppointment {
  personId: number;
  organisationId: number;
  /** Such as `Phó Giám đốc`. */
  position: string;
  /** Ngạch, bậc. */
  rank?: string | null | undefined;
  isHead?: boolean | undefined;
  /** `YYYY-MM-DD`, inclusive, also in the past or the future; today when left out. */
  from?: string | undefined;
  /** Exclusive. */
  until?: string | null | undefined;
  /** In the public directory; null: as the regulation says of the position. */
  published?: boolean | null | undefined;
  decision?: string | null | undefined;
  /** When there is a head already: refuse, end that appointment with this one's beginning, or let both stand. */
  presentHead?: PresentHead | undefined;
}

/**
 * Gives a person a position; they may hold several at once.
 * @throws DirectoryError `directory.invalid`, `directory.no-person`, `directory.no-organisation`, `directory.has-left`,
 * `directory.not-in-force`, `directory.appointment-overlaps`, `directory.has-head`.
 */
export async function appoint(tx: Transaction, input: NewAppointment, by: Actor): Promise<number> {
  const { personId, organisationId, isHead = false, published = null } = input;
  const position = requireText(input.position, 'position', 200);
  const rank = optionalText(input.rank, 'rank', 100);
  const decision = optionalText(input.decision, 'decision', 300);
  const span = await spanOf(tx, input);
  await requireOpen(tx, { personId, organisationId, ...span });
  await requireNoOverlap(tx, { personId, organisationId, position, ...span });
  if (isHead) await makeRoomForHead(tx, { personId, organisationId, ...span }, input.presentHead ?? 'stays', by);
  const { rows } = await tx.query<{ appointment_id: number }>({
    name: 'appointment-insert',
    text: `
      insert into appointment (person_id, organisation_id, position, rank, is_head, published, decision, valid_from, valid_until)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning appointment_id`,
    values: [personId, organisationId, position, rank, isHead, published, decision, span.from, span.until],
  });
  const appointmentId = rows[0]!.appointment_id;
  await writeAudit(tx, by, {
    kind: 'appointment.created',
    personId,
    organisationId,
    after: { position, ...(isHead ? { isHead } : {}), ...(rank ? { rank } : {}), ...span },
    data: { appointmentId, ...(decision ? { decision } : {}) },
  });
  await tellOfAppointments(tx, [personId]);
  return appointmentId;
}

/** What an appointing may change of others, for taking it back: the heads that make room. */
export async function touchedByAppointing(
  tx: Transaction,
  input: Omit<NewAppointment, 'personId' | 'position'>,
): Promise<number[]> {
  if (!input.isHead || input.presentHead !== 'end') return [];
  return headsBeside(tx, { organisationId: input.organisationId, ...(await spanOf(tx, input)) });
}

async function spanOf(
  tx: Transaction,
  { from, until = null }: Pick<NewAppointment, 'from' | 'until'>,
): Promise<{ from: string; until: string | null }> {
  if (from !== undefined) requireDay(from, 'from');
  if (until !== null) requireDay(until, 'until');
  const { rows } = await tx.query<{ from: string }>(`select coalesce($1::date, ${sqlToday}) as "from"`, [from ?? null]);
  const begins = rows[0]!.from;
  if (until !== null && until <= begins) {
    throw new DirectoryError('directory.invalid', `until ${until} is not after ${begins}.`, {
      field: 'until',
      fault: 'order',
    });
  }
  return { from: begins, until };
}

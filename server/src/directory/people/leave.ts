import type { Transaction } from '../../platform/index.ts';
import { noticeAccess } from '../access-notice.ts';
import { lockLasting, tellOfAppointments, writeEnd } from '../appointments/appointment.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText } from '../check.ts';
import { requireDay } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfPeople } from '../lookup/refresh-entries.ts';
import { type Hanging, hangingOnPeople } from '../organisations/hanging.ts';
import type { Touched } from '../undo.ts';
import { lockPerson } from './change-person.ts';

export const leaveReasons = ['retired', 'resigned', 'transferred', 'dismissed', 'died', 'other'] as const;
export type LeaveReason = (typeof leaveReasons)[number];

export interface Leave {
  personId: number;
  revision?: number | undefined;
  /** The first day without the person. */
  on: string;
  reason: LeaveReason;
  decision?: string | null | undefined;
}

export interface Left {
  revision: number;
  /** Of their positions that ended. */
  appointmentIds: number[];
  /** Mailbox, delegations and roles: they stay until whoever answers for them ends them. */
  hanging: Hanging;
}

/**
 * A person leaves the province's service: their positions end, nothing else does, and what is left is told.
 * @throws DirectoryError `directory.no-person`, `directory.changed-meanwhile`, `directory.has-left`, `directory.invalid`.
 */
export async function leave(tx: Transaction, input: Leave, by: Actor): Promise<Left> {
  const { personId, reason } = input;
  const on = requireDay(input.on, 'on');
  const decision = optionalText(input.decision, 'decision', 300);
  const before = await lockPerson(tx, personId, input.revision);
  if (before.leftOn !== null)
    throw new DirectoryError('directory.has-left', `on ${before.leftOn}`, { leftOn: before.leftOn });
  const lasting = await lockLasting(tx, 'person_id', [personId], on);
  for (const one of lasting) await writeEnd(tx, one, on);
  await setLeft(tx, personId, on);
  await writeAudit(tx, by, {
    kind: 'person.left',
    personId,
    organisationId: lasting[0]?.organisationId,
    before: { leftOn: null },
    after: { leftOn: on },
    data: {
      reason,
      positions: lasting.map(({ appointmentId, position, organisation }) => ({
        appointmentId,
        position,
        organisation,
      })),
      ...(decision ? { decision } : {}),
    },
  });
  await tellOfAppointments(tx, [personId]);
  const appointmentIds = lasting.map((one) => one.appointmentId);
  return { revision: before.revision + 1, appointmentIds, hanging: await hangingOnPeople(tx, [personId]) };
}

/** What a leaving may change: for taking it back. */
export async function touchedByLeaving(tx: Transaction, { personId, on }: Leave): Promise<Touched> {
  const lasting = await lockLasting(tx, 'person_id', [personId], requireDay(on, 'on'));
  return { organisationIds: [], appointmentIds: lasting.map((one) => one.appointmentId), personIds: [personId] };
}

/** The person is back, or never left. Positions are given anew. @throws DirectoryError `directory.no-person`, `directory.changed-meanwhile`. */
export async function comeBack(
  tx: Transaction,
  { personId, revision }: { personId: number; revision?: number | undefined },
  by: Actor,
): Promise<number> {
  const before = await lockPerson(tx, personId, revision);
  if (before.leftOn === null) return before.revision;
  await setLeft(tx, personId, null);
  await writeAudit(tx, by, {
    kind: 'person.returned',
    personId,
    before: { leftOn: before.leftOn },
    after: { leftOn: null },
  });
  await refreshEntriesOfPeople(tx, [personId]);
  await noticeAccess(tx, [personId]);
  return before.revision + 1;
}

async function setLeft(tx: Transaction, personId: number, on: string | null): Promise<void> {
  await tx.query({
    name: 'person-left',
    text: 'update person set left_on = $2, revision = revision + 1 where person_id = $1',
    values: [personId, on],
  });
}

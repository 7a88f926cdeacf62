import type { AppointmentEntry } from '@congvu/contract';

/** Of the positions held on the day, the one a person is named by everywhere: what they head, else the oldest. */
export function mainPosition(appointments: readonly AppointmentEntry[]): AppointmentEntry | undefined {
  return appointments
    .filter((one) => one.state === 'in-force')
    .toSorted(
      (a, b) =>
        Number(b.isHead) - Number(a.isHead) || a.from.localeCompare(b.from) || a.appointmentId - b.appointmentId,
    )[0];
}

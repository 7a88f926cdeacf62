import type { Transaction } from '../../platform/index.ts';
import type { Touched } from '../undo.ts';
import type { Reorganisation } from './reorganise.ts';

/** Everything there is that a reorganisation may change: for taking it back. */
export async function touchedByReorganisation(
  tx: Transaction,
  { from, into, on }: Pick<Reorganisation, 'from' | 'into' | 'on'>,
): Promise<Touched> {
  const sources = from.map((one) => one.organisationId);
  const targets = into.filter((one) => typeof one === 'number');
  const { rows } = await tx.query<{ units: number[]; appointments: number[] }>({
    name: 'reorganisation-touches',
    text: `
      select
        array(select distinct organisation_id from organisation_version
          where parent_id = any($1) and (valid_until is null or valid_until > $2::date)) as units,
        array(select appointment_id from appointment
          where organisation_id = any($1) and (valid_until is null or valid_until > $2::date)) as appointments`,
    values: [sources, on],
  });
  const { units, appointments } = rows[0]!;
  return { organisationIds: [...new Set([...sources, ...targets, ...units])], appointmentIds: appointments };
}

import type { Effect } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import type { Regulation, RuleName, RuleValue } from '../../regulation/index.ts';

export interface TrialContext {
  db: Queryable;
  regulation: Regulation;
  province: string;
  /** The day the version would begin. */
  from: Temporal.PlainDate;
  /** The province's regulation as it would be. */
  imagined: Regulation;
  /** Octets on the wire of a message whose attachments have these octets. */
  wireLimit(attachments: number): number;
}

/** Counts what a rule's new value would change, as things stand. Changes nothing. */
export type Counter<N extends RuleName> = (
  context: TrialContext,
  value: RuleValue<N>,
  /** What holds on that day as things are; undefined: nothing. */
  present: RuleValue<N> | undefined,
) => Promise<Effect[]>;

export interface TrialDeps extends Pick<TrialContext, 'db' | 'regulation' | 'wireLimit'> {}

/** So many are named; the count tells how many there are. */
export const examplesShown = 5;

/** The one row of a statement that counts. */
export async function row<Row extends object>(
  { db }: TrialContext,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row> {
  const { rows } = await db.query<Row & object>({ name: `trial-${name}`, text, values });
  return rows[0] as Row;
}

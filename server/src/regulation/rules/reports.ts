import { type Static, Type } from 'typebox';
import { grounds, Id, MonthDay, Party, Period, strict, Text } from './common.ts';

/** When a report is due. `before`: the day itself is too late. */
const Due = Type.Union([
  Type.Object({ yearly: MonthDay, before: Type.Optional(Type.Boolean()) }, strict),
  /** Counted from `start`, a day of the year; left out: 1 January. The period's last day is the due one. */
  Type.Object({ every: Period, start: Type.Optional(MonthDay) }, strict),
  Type.Literal('ad-hoc'),
]);
export type Due = Static<typeof Due>;

/**
 * ```yaml
 * - name: report-calendar
 *   value:
 *     - { report: usage-of-unit, name: { vi: …, en: … }, from: organisation, to: managing-authority,
 *         due: { yearly: 12-05, before: true }, cite: TG 15.5 }
 * ```
 */
export const reportRules = {
  'report-calendar': Type.Array(
    Type.Object({ report: Id, name: Text, from: Party, to: Party, due: Due, ...grounds }, strict),
  ),
} as const;

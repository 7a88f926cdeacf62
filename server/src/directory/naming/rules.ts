/** What a province's profile says of naming on a day, gathered. */
import {
  type CitedRule,
  type Regulation,
  RegulationError,
  type RuleName,
  type RuleValue,
} from '../../regulation/index.ts';
import type { Grounds } from './ladder.ts';
import { type Against, against } from './refuse.ts';

export interface NamingRules {
  person: RuleValue<'person-address'>;
  /** Of the rule as a whole, and so of the steps that state none. */
  personGrounds: Grounds;
  organisation: RuleValue<'organisation-address'>;
  organisationGrounds: Grounds;
  overrides: RuleValue<'address-overrides'>;
  overrideGrounds: Grounds;
  against: Against;
  kinds: RuleValue<'organisation-kinds'>;
}

/** @throws RegulationError `regulation.no-province`; `regulation.no-rule` when it says nothing of addresses at all. */
export function namingRules(regulation: Regulation, province: string, at: Temporal.PlainDate): NamingRules {
  const person = regulation.cited(province, 'person-address', at);
  const organisation = regulation.cited(province, 'organisation-address', at);
  const overrides = citedIf(regulation, province, 'address-overrides', at);
  return {
    person: person.value,
    personGrounds: groundsOf(person),
    organisation: organisation.value,
    organisationGrounds: groundsOf(organisation),
    overrides: overrides?.value ?? [],
    overrideGrounds: groundsOf(overrides),
    against: against(
      citedIf(regulation, province, 'reserved-addresses', at)?.value,
      citedIf(regulation, province, 'unsuitable-addresses', at)?.value,
    ),
    kinds: citedIf(regulation, province, 'organisation-kinds', at)?.value ?? [],
  };
}

function groundsOf(rule: Pick<CitedRule<RuleName>, 'cite' | 'note'> | undefined): Grounds {
  return { cite: rule?.cite?.ref ?? null, note: rule?.note ?? null };
}

/** Undefined where the profile says nothing of it on that day. */
export function citedIf<N extends RuleName>(
  regulation: Regulation,
  province: string,
  name: N,
  at?: Temporal.PlainDate,
): CitedRule<N> | undefined {
  try {
    return regulation.cited(province, name, at);
  } catch (error) {
    if (error instanceof RegulationError && error.code === 'regulation.no-rule') return undefined;
    throw error;
  }
}

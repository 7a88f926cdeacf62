/**
 * The rules a profile may hold, each with the shape of its value. A new rule is a schema here and values with dates in
 * `profiles/`; code asks for it by name and never holds a province's number.
 */
import type { Static } from 'typebox';
import { authorityRules } from './authorities.ts';
import { calendarRules } from './calendar.ts';
import { custodyRules } from './custody.ts';
import { lifeRules } from './life.ts';
import { mailRules } from './mail.ts';
import { namingRules } from './naming.ts';
import { officeRules } from './office.ts';
import { organisationRules } from './organisations.ts';
import { reportRules } from './reports.ts';

export * from './common.ts';
export type { RequestKind } from './life.ts';
export type { NamingCondition, NamingForm, NamingStep } from './naming.ts';
export type { Due } from './reports.ts';

export const ruleGroups = {
  mail: mailRules,
  naming: namingRules,
  life: lifeRules,
  custody: custodyRules,
  organisations: organisationRules,
  authorities: authorityRules,
  office: officeRules,
  reports: reportRules,
  calendar: calendarRules,
} as const;

export type RuleGroup = keyof typeof ruleGroups;

export const ruleSchemas = {
  ...mailRules,
  ...namingRules,
  ...lifeRules,
  ...custodyRules,
  ...organisationRules,
  ...authorityRules,
  ...officeRules,
  ...reportRules,
  ...calendarRules,
} as const;

export type RuleName = keyof typeof ruleSchemas;
export type RuleValue<N extends RuleName> = Static<(typeof ruleSchemas)[N]>;

export const ruleNames = Object.keys(ruleSchemas) as RuleName[];

export function isRuleName(name: string): name is RuleName {
  return Object.hasOwn(ruleSchemas, name);
}

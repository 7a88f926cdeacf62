/** What each province's regulation says, as data with citations and dates in force. Articles: `docs/law/<province>.md`. */
export { anchorOf, citationText, instrumentName, parseCitation } from './citation.ts';
export { type ProfileFault, RegulationError, type RegulationErrorCode, regulationErrorCatalogue } from './errors.ts';
export { citesIn, loadProfile, type ProfileText, parseProfile } from './load-profile.ts';
export type { Article, Instrument, Profile, RuleEntry } from './profile.ts';
export { type CitedRule, createRegulation, loadRegulation, type Regulation, timeZone, today } from './regulation.ts';
export {
  type Due,
  isRuleName,
  type NamingCondition,
  type NamingForm,
  type NamingStep,
  type Party,
  type RequestKind,
  type RuleGroup,
  type RuleName,
  type RuleValue,
  ruleGroups,
  ruleNames,
  ruleSchemas,
  type Text,
} from './rules/index.ts';

/** What each province's regulation says, as data with citations and dates in force. Articles: `docs/law/<province>.md`. */
export { anchorOf, parseCitation } from './citation.ts';
export { type ProfileFault, RegulationError, type RegulationErrorCode, regulationErrorCatalogue } from './errors.ts';
export { citesIn, loadProfile, parseProfile } from './load-profile.ts';
export type { Instrument, Profile, RuleEntry } from './profile.ts';
export { type CitedRule, createRegulation, loadRegulation, type Regulation, timeZone, today } from './regulation.ts';
export type { NamingStep, RuleName, RuleValue } from './rules.ts';

/** What each province's regulation says, as data with citations and dates in force. Articles: `docs/law/<province>.md`. */
export { dueDays } from './calendar/due-days.ts';
export { fromLunar } from './calendar/lunar.ts';
export { addWorkingDays, holidayOf, isWorkingDay, type WorkingCalendar } from './calendar/working-calendar.ts';
export { gapsOf, neededRules, type ProfileGaps } from './check-profile.ts';
export { anchorOf, citationText, instrumentName, parseCitation } from './citation.ts';
export { compareValues } from './compare-values.ts';
export { entryAt } from './entry-at.ts';
export { type ProfileFault, RegulationError, type RegulationErrorCode, regulationErrorCatalogue } from './errors.ts';
export { checkValue, type NewIssue, type ValueFault } from './issue/check-issue.ts';
export { type FollowDeps, followIssued, type IssuedFollower } from './issue/follow-issued.ts';
export { issueInstrument, withdrawInstrument } from './issue/issue-instrument.ts';
export { type Issuer, issueRule, withdrawRule } from './issue/issue-rule.ts';
export { readIssued } from './issue/read-issued.ts';
export { type LawPage, type Provision, parseLaw, readLaw } from './law.ts';
export { citesIn, loadProfile, type ProfileText, parseProfile } from './load-profile.ts';
export type { Article, Instrument, Profile, RuleEntry } from './profile.ts';
export { type CitedRule, createRegulation, loadRegulation, type Regulation, timeZone, today } from './regulation.ts';
export { type RegulationRoutesDeps, regulationRoutes, type Trial } from './routes.ts';
export { groupOf } from './rules/group-of.ts';
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
export { instrumentView } from './views.ts';

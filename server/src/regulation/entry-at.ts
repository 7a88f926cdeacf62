import type { Profile, RuleEntry } from './profile.ts';
import type { RuleName } from './rules/index.ts';

/**
 * The entry that holds on a day: of those in force, the one that began last. So an amendment adds an entry and edits
 * none, and one with an end gives way to what held before it.
 */
export function entryAt<N extends RuleName>(
  rules: readonly RuleEntry[],
  name: N,
  day: Temporal.PlainDate,
): Extract<RuleEntry, { name: N }> | undefined {
  let found: RuleEntry | undefined;
  for (const rule of rules) {
    if (rule.name !== name || !inForce(rule, day)) continue;
    // Of two that began on one day (a profile has none; what is issued may correct a profile), the later in the list.
    if (!found || Temporal.PlainDate.compare(rule.from, found.from) >= 0) found = rule;
  }
  return found as Extract<RuleEntry, { name: N }> | undefined;
}

function inForce({ from, until }: RuleEntry, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(from, day) <= 0 && (!until || Temporal.PlainDate.compare(day, until) < 0);
}

const lastAnswers = new WeakMap<Profile, Map<RuleName, { day: Temporal.PlainDate; entry: RuleEntry | undefined }>>();

/** The same of a profile, which remembers its last answer for each rule: most ask of today. */
export function entryOn<N extends RuleName>(
  profile: Profile,
  name: N,
  day: Temporal.PlainDate,
): Extract<RuleEntry, { name: N }> | undefined {
  let answers = lastAnswers.get(profile);
  if (!answers) lastAnswers.set(profile, (answers = new Map()));
  let last = answers.get(name);
  if (!last || (last.day !== day && !last.day.equals(day)))
    answers.set(name, (last = { day, entry: entryAt(profile.rules, name, day) }));
  return last.entry as Extract<RuleEntry, { name: N }> | undefined;
}

import { type RuleGroup, type RuleName, ruleGroups } from './index.ts';

const groups = new Map<string, RuleGroup>(
  Object.entries(ruleGroups).flatMap(([group, rules]) => Object.keys(rules).map((name) => [name, group as RuleGroup])),
);

export const groupOf = (name: RuleName): RuleGroup => groups.get(name)!;

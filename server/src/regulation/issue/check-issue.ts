import { checkKinds } from '../check-kinds.ts';
import { parseCitation } from '../citation.ts';
import { entryAt } from '../entry-at.ts';
import { RegulationError } from '../errors.ts';
import { citesIn } from '../load-profile.ts';
import type { RuleEntry } from '../profile.ts';
import { type Regulation, today } from '../regulation.ts';
import { isRuleName, type RuleName, ruleNames, ruleSchemas, type Text } from '../rules/index.ts';
import { shapeFaults } from '../shape-faults.ts';

/** A version of a rule as someone would issue it. */
export interface NewIssue {
  province: string;
  rule: string;
  value: unknown;
  /** The article that prescribes it … */
  cite?: string | undefined;
  /** … or why it stands there without one; or both. */
  note?: Text | undefined;
  /** `YYYY-MM-DD`, tomorrow at the earliest. */
  from: string;
}

/** One thing wrong with a value: where in it (`/bytes`), and what. Goes out as `details` of `regulation.value`. */
export interface ValueFault {
  path: string;
  reason: Text;
}

/** @throws RegulationError `regulation.no-rule`. */
export function ruleNamed(name: string): RuleName {
  if (!isRuleName(name)) throw new RegulationError('regulation.no-rule', name);
  return name;
}

/** @throws RegulationError `regulation.past`. */
export function checkDay(text: string, now: Temporal.PlainDate = today()): Temporal.PlainDate {
  let day: Temporal.PlainDate;
  try {
    day = Temporal.PlainDate.from(text);
  } catch {
    throw new RegulationError('regulation.past', `${text} is no date.`);
  }
  if (Temporal.PlainDate.compare(day, now) <= 0) throw new RegulationError('regulation.past', `${text}.`);
  return day;
}

/**
 * The value in the form of its rule, naming only kinds of organisation and articles that there are on its day.
 * @throws RegulationError `regulation.value` with `ValueFault[]`, `regulation.no-article`,
 * `regulation.not-yet-in-force`.
 */
export function checkValue(regulation: Regulation, issue: NewIssue, day: Temporal.PlainDate): RuleEntry {
  const name = ruleNamed(issue.rule);
  const faults = shapeFaults(ruleSchemas[name], issue.value).map(fault);
  if (faults.length === 0) faults.push(...kindFaults(regulation, issue, day));
  if (faults.length > 0) throw refusal(faults);
  if (!issue.cite && !issue.note) {
    const reason = { vi: 'phải nêu điều, khoản hoặc ghi chú', en: 'an article or a note must be given' };
    throw refusal([{ path: '/cite', reason }]);
  }
  const cites = [...(issue.cite ? [issue.cite] : []), ...citesIn(issue.value).map(({ cite }) => cite)];
  for (const cite of cites) checkCite(regulation, issue.province, cite, day);
  return { name, value: issue.value, cite: issue.cite, note: issue.note, from: day, until: undefined } as RuleEntry;
}

function refusal(faults: ValueFault[]): RegulationError {
  const told = faults.map(({ path, reason }) => `${path}: ${reason.en}`).join('; ');
  return new RegulationError('regulation.value', told, [], faults);
}

const fault = ({ path, reason }: { path: readonly (string | number)[]; reason: Text }): ValueFault => ({
  path: `/${path.join('/')}`,
  reason,
});

/** Against the kinds that there are on the day; a new list of kinds, against all rules of that day. */
function kindFaults(regulation: Regulation, issue: NewIssue, day: Temporal.PlainDate): ValueFault[] {
  const rules = ruleNames.flatMap((name) => entryAt(regulation.versions(issue.province, name), name, day) ?? []);
  const others = rules.filter((rule) => rule.name !== issue.rule);
  const proposed = { name: issue.rule, value: issue.value };
  const unknown = (path: readonly (string | number)[], kind: string) =>
    fault({
      path,
      reason: { vi: `không có loại cơ quan nào là ${kind}`, en: `no kind of organisation is called ${kind}` },
    });
  if (issue.rule !== 'organisation-kinds') {
    return checkKinds(proposed, others).map(({ path, kind }) => unknown(path, kind));
  }
  return others.flatMap((rule) =>
    checkKinds(rule, [proposed]).map(({ kind }) => ({
      path: '',
      reason: { vi: `quy định ${rule.name} còn dùng loại ${kind}`, en: `${rule.name} names the kind ${kind}` },
    })),
  );
}

function checkCite(regulation: Regulation, province: string, cite: string, day: Temporal.PlainDate): void {
  const instrument = regulation.instruments(province).find(({ code }) => code === parseCitation(cite)?.code);
  if (!instrument || !regulation.provision(province, cite)) {
    throw new RegulationError('regulation.no-article', `${cite}.`, [], { cite });
  }
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(instrument.from), day) > 0) {
    throw new RegulationError('regulation.not-yet-in-force', `${cite}: from ${instrument.from}.`, [], {
      cite,
      from: instrument.from,
    });
  }
}

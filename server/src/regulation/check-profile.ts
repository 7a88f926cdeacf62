import { anchorOf } from './citation.ts';
import { type LawPage, readLaw } from './law.ts';
import { citesIn } from './load-profile.ts';
import type { Profile } from './profile.ts';
import { createRegulation } from './regulation.ts';
import type { RuleName } from './rules/index.ts';

/** Rules without which the server can't give people mailboxes, or let them in. */
export const neededRules = [
  'mailbox-quota',
  'attachment-limit',
  'quota-warning',
  'password',
  'first-password',
  'organisation-kinds',
  'person-address',
  'organisation-address',
  'working-calendar',
] as const satisfies readonly RuleName[];

/** What a profile still lacks, beside being well formed: in one line each. */
export interface ProfileGaps {
  /** Citations that lead to nothing in the law page. */
  lostCites: string[];
  /** Articles of the law page that no entry of `articles` tells of. */
  untold: string[];
  /** Needed rules that never hold. */
  missing: RuleName[];
  /** Needed rules that hold only from a day after the first instrument's: until then the province has none. */
  late: { name: RuleName; from: Temporal.PlainDate; wanted: Temporal.PlainDate }[];
}

export function gapsOf(profile: Profile, page: LawPage = readLaw(profile.law)): ProfileGaps {
  const { province, rules, articles, instruments } = profile;
  const regulation = createRegulation([profile], () => page);
  const cites = [...citesIn(rules).map(({ cite }) => cite), ...articles.map(({ ref }) => ref)];
  const toldOf = new Set(articles.map(({ ref }) => anchorOf(ref, instruments)));
  const isTold = (anchor: string): boolean => {
    if (toldOf.has(anchor)) return true;
    const parts = page.provisions.get(anchor)?.parts ?? [];
    return parts.length > 0 && parts.every((part) => isTold(part.anchor));
  };
  const [wanted] = instruments.map((one) => Temporal.PlainDate.from(one.from)).sort(Temporal.PlainDate.compare);
  const late = neededRules.flatMap((name) => {
    const [from] = rules
      .filter((rule) => rule.name === name)
      .map((rule) => rule.from)
      .sort(Temporal.PlainDate.compare);
    return from && wanted && Temporal.PlainDate.compare(from, wanted) > 0 ? [{ name, from, wanted }] : [];
  });
  return {
    late,
    lostCites: [...new Set(cites)].filter((cite) => !regulation.provision(province, cite)),
    untold: page.articles.map(({ anchor }) => anchor).filter((anchor) => !isTold(anchor)),
    missing: neededRules.filter((name) => !rules.some((rule) => rule.name === name)),
  };
}

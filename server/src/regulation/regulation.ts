import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Citation, PasswordRule } from '@congvu/contract';
import { citationText } from './citation.ts';
import { entryAt } from './entry-at.ts';
import { RegulationError } from './errors.ts';
import { loadProfile } from './load-profile.ts';
import type { Profile } from './profile.ts';
import type { RuleName, RuleValue, Text } from './rules/index.ts';

/** A rule's value with the article behind it; null where none prescribes it, and `note` says why it stands there. */
export interface CitedRule<N extends RuleName> {
  value: RuleValue<N>;
  cite: Citation | null;
  /** How the article is read, or what stands in its place. */
  note: Text | null;
}

/** Answers what a province's regulation says on a day; today in Vietnam when left out. */
export interface Regulation {
  provinces(): { id: string; name: string }[];
  has(province: string): boolean;
  /** @throws RegulationError `regulation.no-province`, `regulation.no-rule`. */
  rule<N extends RuleName>(province: string, name: N, at?: Temporal.PlainDate): RuleValue<N>;
  cited<N extends RuleName>(province: string, name: N, at?: Temporal.PlainDate): CitedRule<N>;
  /** The rule's values in all provinces that have it now. */
  everywhere<N extends RuleName>(name: N, at?: Temporal.PlainDate): RuleValue<N>[];
  /** @throws RegulationError `regulation.no-rule` when `ref` names no instrument of the province. */
  citation(province: string, ref: string): Citation;
  /** The rule for passwords as the sign-in page shows it. */
  passwordRule(province: string, at?: Temporal.PlainDate): PasswordRule;
}

export const timeZone = 'Asia/Ho_Chi_Minh';

export function today(): Temporal.PlainDate {
  return Temporal.Now.plainDateISO(timeZone);
}

/** Every province's folder in a folder. @throws RegulationError `regulation.profile`. */
export function loadRegulation(folder: string = join(import.meta.dirname, 'profiles')): Regulation {
  const folders = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'profile.yaml')));
  return createRegulation(folders.sort().map((name) => loadProfile(join(folder, name))));
}

export function createRegulation(profiles: Profile[]): Regulation {
  const profileByProvince = new Map<string, Profile>();
  for (const profile of profiles) {
    if (profileByProvince.has(profile.province)) {
      throw new RegulationError('regulation.profile', `Two profiles describe ${profile.province}.`);
    }
    profileByProvince.set(profile.province, profile);
  }

  const profileOf = (province: string): Profile => {
    const profile = profileByProvince.get(province);
    if (!profile) throw new RegulationError('regulation.no-province', province);
    return profile;
  };
  const entryOf = <N extends RuleName>(province: string, name: N, at: Temporal.PlainDate) => {
    const entry = entryAt(profileOf(province).rules, name, at);
    if (!entry) throw new RegulationError('regulation.no-rule', `${province}: ${name} on ${at}`);
    return entry;
  };
  const citation = (province: string, ref: string): Citation => {
    const found = citationText(ref, profileOf(province).instruments);
    if (!found) throw new RegulationError('regulation.no-rule', `${province}: ${ref}`);
    return found;
  };
  const cited = <N extends RuleName>(province: string, name: N, at = today()): CitedRule<N> => {
    const { value, cite, note } = entryOf(province, name, at);
    return { value: value as RuleValue<N>, cite: cite ? citation(province, cite) : null, note: note ?? null };
  };

  return {
    provinces: () => profiles.map((p) => ({ id: p.province, name: p.name })),
    has: (province) => profileByProvince.has(province),
    rule: (province, name, at) => cited(province, name, at).value,
    cited,
    everywhere: <N extends RuleName>(name: N, at = today()) =>
      profiles.flatMap(({ rules }) => {
        const entry = entryAt(rules, name, at);
        return entry ? [entry.value as RuleValue<N>] : [];
      }),
    citation,
    passwordRule: (province, at) => {
      const { value, cite } = cited(province, 'password', at);
      return { ...value, cite: cite ?? { ref: '', text: '' } };
    },
  };
}

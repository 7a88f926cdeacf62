/** For tests of naming: provinces without a database. */
import { loadRegulation } from '../../regulation/index.ts';
import type { Occupied, Proposal } from './ladder.ts';
import { nameAbove } from './name-above.ts';
import { proposeByRules, proposeForPerson } from './propose.ts';
import { namingRules } from './rules.ts';

const regulation = loadRegulation();
const day = Temporal.PlainDate.from('2026-11-21');

export const taken =
  (...locals: string[]): Occupied =>
  (asked) =>
    new Map(asked.filter((local) => locals.includes(local)).map((local) => [local, 'taken' as const]));

export interface NamingOf {
  person(
    name: string,
    options?: { born?: number; organisation?: string; taken?: string[]; former?: string[] },
  ): Promise<Proposal>;
  /** `above`: names, the nearest first. */
  organisation(
    name: string,
    kind: string,
    options?: { above?: string[]; taken?: string[]; others?: { name: string; kind: string; place: string }[] },
  ): Promise<Proposal>;
}

export function namingOf(province: string): NamingOf {
  const rules = namingRules(regulation, province, day);
  return {
    person: async (name, { born, organisation, taken: locals = [], former } = {}) => {
      const unit = organisation === undefined ? undefined : (await nameAbove(rules, [organisation]))[0]!.local;
      const person = { name, born, organisation: unit };
      return proposeForPerson(regulation, province, person, { occupied: taken(...locals), former }, day);
    },
    organisation: async (name, kind, { above = [], taken: locals = [], others = [] } = {}) => {
      const organisation = { name, kind, above: await nameAbove(rules, above, { name, kind }) };
      const namesakes = async (place: string, kinds: readonly string[]) =>
        others.filter((other) => other.place === place && kinds.includes(other.kind)).map((other) => other.name);
      return proposeByRules(rules, organisation, { occupied: taken(...locals), namesakes });
    },
  };
}

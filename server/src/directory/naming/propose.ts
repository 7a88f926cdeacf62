import { type NamingCondition, type Regulation, today } from '../../regulation/index.ts';
import { DirectoryError } from '../errors.ts';
import {
  type Candidate,
  candidates,
  climb,
  groundsOr,
  type Note,
  type Occupied,
  type Proposal,
  rungsOf,
} from './ladder.ts';
import {
  type Above,
  formFor,
  keyOf,
  type OrganisationToName,
  organisationVariables,
  parseName,
  placeOf,
} from './organisation-name.ts';
import { personVariables } from './person-name.ts';
import { type NamingRules, namingRules } from './rules.ts';

export interface PersonToName {
  name: string;
  born?: Temporal.PlainDate | number | undefined;
  /** The local part of the mailbox of where they work. */
  organisation?: string | undefined;
}

/** What an address must be chosen among. */
export interface Surroundings {
  occupied: Occupied;
  /** Names of other organisations of these kinds whose own name is the same, folded and without spaces. */
  namesakes?: ((place: string, kinds: readonly string[]) => Promise<readonly string[]>) | undefined;
  /** Local parts that were this holder's before: theirs again before any other. */
  former?: readonly string[] | undefined;
}

const formerNote: Note = {
  vi: 'Địa chỉ trước đây của chính người hoặc cơ quan này.',
  en: 'This holder’s own from before.',
};

/**
 * A person's address by the province's ladder.
 * @throws DirectoryError `directory.no-name-left`.
 */
export async function proposeForPerson(
  regulation: Regulation,
  province: string,
  person: PersonToName,
  around: Surroundings,
  at = today(),
): Promise<Proposal> {
  return proposePersonByRules(namingRules(regulation, province, at), person, around);
}

export async function proposePersonByRules(
  rules: NamingRules,
  person: PersonToName,
  around: Surroundings,
): Promise<Proposal> {
  const rungs = await rungsOf(rules.person.ladder, rules.personGrounds, async () => false);
  const variables = personVariables(person.name, person.born, person.organisation);
  const found = await climb(chain(formerOf(around), candidates(rungs, variables)), rules.against, around.occupied);
  if (!found) throw new DirectoryError('directory.no-name-left', person.name);
  return found;
}

/**
 * An organisation's address by the form of its kind, or the one the profile sets for it by hand.
 * @throws DirectoryError `directory.no-naming-form`, `directory.no-parent`, `directory.no-name-left`.
 */
export async function proposeForOrganisation(
  regulation: Regulation,
  province: string,
  organisation: OrganisationToName,
  around: Surroundings,
  at = today(),
): Promise<Proposal> {
  return proposeByRules(namingRules(regulation, province, at), organisation, around);
}

export async function proposeByRules(
  rules: NamingRules,
  organisation: OrganisationToName,
  around: Surroundings,
): Promise<Proposal> {
  const form = formFor(rules.organisation, organisation);
  const known = rules.kinds.map(({ kind }) => kind);
  if (!form || (known.length > 0 && !known.includes(organisation.kind))) {
    const particulars = `${organisation.kind}: ${organisation.name}; known kinds are ${known.join(', ')}.`;
    throw new DirectoryError('directory.no-naming-form', particulars);
  }
  const holds = (condition: NamingCondition) => conditionHolds(condition, rules, organisation, around);
  const rungs = await rungsOf(form.ladder, rules.organisationGrounds, holds);
  const variables = organisationVariables(organisation, rules.organisation, form);
  const ladder = () => candidates(rungs, variables);
  const take = (from: Iterable<Candidate>) => climb(from, rules.against, around.occupied);

  const override = overrideFor(rules, organisation);
  const first = [...(override ? [override] : []), ...formerOf(around)];
  const found = await take(chain(first, ladder()));
  if (found) {
    if (override?.local !== found.local) return found;
    return { ...found, withoutOverride: (await take(ladder()))?.local ?? null };
  }
  const wantsParent = rungs.every(({ form: text }) => /\{(parent|above\.)/.test(text));
  if (wantsParent && !organisation.above?.length) throw new DirectoryError('directory.no-parent', organisation.name);
  throw new DirectoryError('directory.no-name-left', organisation.name);
}

/** What the rule calls an organisation when nothing is in the way. */
export async function ownName(rules: NamingRules, organisation: OrganisationToName): Promise<string> {
  return (await proposeByRules(rules, organisation, { occupied: () => new Map() })).local;
}

async function conditionHolds(
  { namesake, under }: NamingCondition,
  rules: NamingRules,
  organisation: OrganisationToName,
  around: Surroundings,
): Promise<false | readonly string[]> {
  if (under && !under.includes(organisation.above?.[0]?.kind ?? '')) return false;
  if (!namesake) return [];
  const place = placeIn(rules, organisation);
  const { kinds } = namesake;
  const bears = ({ kind, name, local }: Above) =>
    kinds.includes(kind) && (name === undefined ? local : placeIn(rules, { kind, name })) === place;
  const known = (rules.organisation.namesakes ?? []).filter((entry) =>
    entry.kinds.some((kind) => kinds.includes(kind)),
  );
  const listed = known
    .flatMap(({ names }) => names)
    .filter((name) => placeIn(rules, { ...organisation, name }) === place);
  const found = new Set([
    ...(organisation.above ?? []).filter(bears).map(({ name, local }) => name ?? local),
    ...((await around.namesakes?.(place, kinds)) ?? []),
  ]);
  // The list tells that others bear the name, the directory tells which.
  return found.size > 0 ? [...found] : listed.length > 0 && [];
}

/** An organisation's own name as an address says it, by the form of its kind. */
export function placeIn(rules: NamingRules, organisation: Pick<OrganisationToName, 'kind' | 'name'>): string {
  return placeOf(parseName(organisation.name, rules.organisation, formFor(rules.organisation, organisation) ?? {}));
}

function overrideFor(rules: NamingRules, organisation: OrganisationToName): Candidate | undefined {
  const { name, kind, above = [] } = organisation;
  const parsed = (text: string, of: string) => {
    const form = formFor(rules.organisation, { kind: of, name: text });
    return parseName(text, rules.organisation, form ?? {});
  };
  const named = keyOf(parsed(name, kind));
  const isAbove = (wanted: string, one: Above) => {
    if (one.name === undefined) return false;
    const [a, b] = [parsed(wanted, one.kind), parsed(one.name, one.kind)];
    // `Hòa An` alone is the district that `huyện Hòa An` is: its kind is known.
    return a.kind.length > 0 && b.kind.length > 0 ? keyOf(a) === keyOf(b) : a.own.join(' ') === b.own.join(' ');
  };
  const found = rules.overrides.find(
    (override) =>
      keyOf(parsed(override.organisation, kind)) === named &&
      (override.above === undefined || above.some((one) => isAbove(override.above!, one))),
  );
  if (!found) return undefined;
  return { local: found.local, ...groundsOr(found, rules.overrideGrounds), abbreviations: [] };
}

function formerOf({ former = [] }: Surroundings): Candidate[] {
  return former.map((local) => ({ local, cite: null, note: formerNote, abbreviations: [] }));
}

function* chain<T>(...parts: Iterable<T>[]): Generator<T> {
  for (const part of parts) yield* part;
}

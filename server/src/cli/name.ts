/** `congvu name`: what the regulation calls a person or an organisation. Reads the profiles alone, no database. */
import type { Command } from 'commander';
import {
  DirectoryError,
  explain,
  foldWords,
  guessKind,
  type NamingRules,
  nameAbove,
  namingRules,
  type Proposal,
  placeIn,
  proposeByRules,
  proposeForPerson,
} from '../directory/index.ts';
import { loadRegulation, type Regulation, today } from '../regulation/index.ts';
import { CommandError } from './command.ts';
import { findProvince } from './find-province.ts';

interface Common {
  taken: string[];
  domain?: string;
}

interface PersonOptions extends Common {
  born?: string;
  organisation?: string;
}

interface OrganisationOptions extends Common {
  kind?: string;
  parent: string[];
  others: string[];
}

export function addName(program: Command): void {
  const name = program
    .command('name')
    .description('đặt địa chỉ theo quy chế; the address a regulation gives, as one line of JSON; needs no database')
    .argument('<province>', 'such as tien-giang, TG or "Tiền Giang"');
  // The province stands before the words person and organisation, which commander takes for one more argument.
  name.argument('<subject>', 'person or organisation').argument('<name>', 'in full: "Lê Minh Hiếu", "Sở Y tế"');
  name
    .option('--born <year>', 'of a person: year, or day such as 1977-03-02 or 2/3/1977')
    .option('--organisation <name>', 'of a person: where they work, by name or address')
    .option('--kind <kind>', 'of an organisation: department, district, commune, office …; left out: by its name')
    .option(
      '--parent <name>',
      'of an organisation: what stands above it, by name or address; again for what stands above that',
      collect,
      [],
    )
    .option(
      '--others <names>',
      'other organisations of the province, `;` between, for the rules about namesakes',
      list(/;/),
      [],
    )
    .option('--taken <addresses>', 'addresses that are taken, `,` or a space between', list(/[,;\s]/), [])
    .option('--domain <domain>', 'in place of the one the regulation names')
    .action(async (province: string, subject: string, given: string, options: PersonOptions & OrganisationOptions) => {
      // Told again in the answer as it is written everywhere else, however the terminal composes it.
      const text = given.normalize('NFC');
      const regulation = loadRegulation();
      const { id } = findProvince(regulation, province);
      const domain = options.domain ?? regulation.rule(id, 'mail-domain').domain;
      const named = await nameSubject(regulation, id, subject, text, options);
      console.log(JSON.stringify(answer(named, domain)));
    });
}

const collect = (value: string, before: string[]) => [...before, value.normalize('NFC')];
const list = (separator: RegExp) => (value: string, before: string[]) => [
  ...before,
  ...value
    .normalize('NFC')
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== ''),
];

async function nameSubject(
  regulation: Regulation,
  province: string,
  subject: string,
  name: string,
  options: PersonOptions & OrganisationOptions,
): Promise<Proposal> {
  if (name.trim() === '' || name.length > 300)
    throw new CommandError('command.usage', 'The name is empty, or too long.');
  const rules = namingRules(regulation, province, today());
  const taken = new Set(options.taken.map((address) => address.toLowerCase().replace(/@.*$/, '')));
  const occupied = (locals: readonly string[]) =>
    new Map(locals.filter((local) => taken.has(local)).map((local) => [local, 'taken' as const]));
  if (subject === 'person') {
    const born = options.born === undefined ? undefined : yearOf(options.born);
    const unit =
      options.organisation === undefined ? undefined : (await nameAbove(rules, [options.organisation]))[0]?.local;
    return proposeForPerson(regulation, province, { name, born, organisation: unit }, { occupied });
  }
  if (subject !== 'organisation')
    throw new CommandError('command.usage', `${subject} is neither person nor organisation.`);
  const kind = options.kind === undefined ? guessKind(name, rules.kinds) : kindMeant(options.kind, rules);
  if (kind === undefined)
    throw new DirectoryError('directory.invalid', `${name}: say its --kind, its name does not tell.`);
  const above = await nameAbove(rules, options.parent, { name, kind });
  const namesakes = async (place: string, kinds: readonly string[]) =>
    namesakesAmong(rules, options.others, place, kinds);
  return proposeByRules(rules, { name, kind, above }, { occupied, namesakes });
}

/** A kind by its id or its name, with or without diacritics: `mass-organisation`, `mass organisation`, `Huyện`. */
function kindMeant(text: string, { kinds }: NamingRules): string {
  const words = (name: string) => foldWords(name).join(' ');
  const wanted = words(text);
  const found =
    kinds.find(({ kind }) => words(kind) === wanted) ??
    kinds.find(({ name }) => [words(name.vi), words(name.en)].includes(wanted));
  return found?.kind ?? text;
}

function namesakesAmong(
  rules: NamingRules,
  others: readonly string[],
  place: string,
  kinds: readonly string[],
): string[] {
  return others.filter((name) => {
    const kind = guessKind(name, rules.kinds);
    return kind !== undefined && kinds.includes(kind) && placeIn(rules, { kind, name }) === place;
  });
}

function yearOf(text: string): number {
  const year = /^(?:\d{1,2}\/\d{1,2}\/)?(\d{4})$|^(\d{4})-\d{2}-\d{2}$/.exec(text.trim())?.slice(1).find(Boolean);
  if (year === undefined)
    throw new CommandError('command.usage', `${text} is neither a year nor a day such as 1977-03-02.`);
  return Number(year);
}

function answer(proposal: Proposal, domain: string): Record<string, unknown> {
  const { local, cite, note, tried, withoutOverride } = proposal;
  const address = (part: string) => `${part}@${domain}`;
  return {
    address: address(local),
    cite,
    ...(note ? { note } : {}),
    why: explain(proposal),
    tried: tried.map((one) => ({
      address: address(one.local),
      reason: one.reason,
      cite: one.cite,
      ...(one.because ? { because: one.because } : {}),
    })),
    ...(withoutOverride === undefined ? {} : { withoutOverride: withoutOverride && address(withoutOverride) }),
  };
}

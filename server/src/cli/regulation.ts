/** `congvu regulation`: what the provinces' regulations say, and whether a profile is well formed. */
import type { Command } from 'commander';
import { stringify } from 'yaml';
import {
  entryAt,
  gapsOf,
  groupOf,
  isRuleName,
  loadProfile,
  loadRegulation,
  type Regulation,
  RegulationError,
  type RuleEntry,
  ruleNames,
  today,
} from '../regulation/index.ts';
import { CommandError, withServices } from './command.ts';
import { findProvince } from './find-province.ts';

interface ReadOptions {
  at?: string;
  profiles?: boolean;
  json?: boolean;
}

export function addRegulation(program: Command): void {
  const regulation = program
    .command('regulation')
    .description('quy chế của các tỉnh; the regulations of the provinces: what holds, and checking a profile');
  const reading = (command: Command) =>
    command
      .option('--at <day>', 'as it stands on this day, such as 2027-01-01; today when left out')
      .option('--profiles', 'the profiles alone, without what was issued in the web; needs no database')
      .option('--json', 'one JSON object a line');
  reading(
    regulation
      .command('list')
      .description('quy định đang có hiệu lực; the rules in force, each with its article')
      .argument('[province]', 'such as tien-giang or TG; every province when left out'),
  ).action(list);
  reading(
    regulation
      .command('show')
      .description('một quy định, mọi phiên bản; one rule with all its versions')
      .argument('<province>', 'such as tien-giang or TG')
      .argument('<rule>', 'such as mailbox-quota'),
  ).action(show);
  regulation
    .command('check')
    .description(
      'kiểm tra hồ sơ quy chế; checks a profile: its form, its citations, what it lacks. Exit status 1 if any',
    )
    .argument('<folder>', 'with profile.yaml and whatever further *.yaml')
    .action(check);
}

/** With what was issued, unless the profiles alone are asked for. */
async function withRegulation(options: ReadOptions, work: (regulation: Regulation) => void): Promise<void> {
  if (options.profiles) return work(loadRegulation());
  await withServices(async ({ regulation }) => work(regulation));
}

function dayOf({ at }: ReadOptions): Temporal.PlainDate {
  try {
    return at === undefined ? today() : Temporal.PlainDate.from(at);
  } catch {
    throw new CommandError('command.usage', `${at} is no day such as 2027-01-01.`);
  }
}

async function list(named: string | undefined, options: ReadOptions): Promise<void> {
  const day = dayOf(options);
  await withRegulation(options, (regulation) => {
    const provinces = named ? [findProvince(regulation, named).id] : regulation.provinces().map(({ id }) => id);
    for (const province of provinces) {
      for (const name of ruleNames) {
        const entry = entryAt(regulation.versions(province, name), name, day);
        if (!entry) continue;
        const told = tell(regulation, province, entry);
        if (options.json) console.log(JSON.stringify({ ...told, group: groupOf(name) }));
        else console.log([province, name, told.from, told.origin, told.citation ?? told.note?.vi ?? ''].join('\t'));
      }
    }
  });
}

async function show(named: string, rule: string, options: ReadOptions): Promise<void> {
  if (!isRuleName(rule))
    throw new CommandError('command.usage', `${rule} is no rule; there are ${ruleNames.join(', ')}.`);
  const day = dayOf(options);
  await withRegulation(options, (regulation) => {
    const province = findProvince(regulation, named).id;
    const versions = regulation.versions(province, rule);
    const inForce = entryAt(versions, rule, day);
    for (const entry of options.at ? versions.filter((version) => version === inForce) : versions) {
      const told = tell(regulation, province, entry);
      if (options.json) console.log(JSON.stringify(told));
      else console.log(asText(told, entry === inForce));
    }
  });
}

function tell(regulation: Regulation, province: string, { name, value, cite, note, from, until, issue }: RuleEntry) {
  return {
    province,
    rule: name,
    from: from.toString(),
    until: until?.toString() ?? null,
    origin: issue ? 'issued' : 'profile',
    cite: cite ?? null,
    citation: cite ? regulation.citation(province, cite).text : null,
    note: note ?? null,
    issued: issue ? { by: issue.person, at: issue.at.toISOString(), reason: issue.reason } : null,
    value,
  };
}

function asText(
  { province, rule, from, until, citation, note, issued, value }: ReturnType<typeof tell>,
  inForce: boolean,
) {
  return [
    `# ${province} ${rule}: ${from}${until ? ` – ${until}` : ''}${inForce ? ', in force' : ''}`,
    ...(citation ? [`# ${citation}`] : []),
    ...(note ? [`# ${note.vi}`] : []),
    ...(issued ? [`# issued by ${issued.by ?? 'an operator'} at ${issued.at}: ${issued.reason}`] : []),
    stringify(value),
  ].join('\n');
}

function check(folder: string): void {
  const faults: string[] = [];
  try {
    const profile = loadProfile(folder);
    const { lostCites, untold, missing, late } = gapsOf(profile);
    const page = `docs/law/${profile.law}.md`;
    faults.push(
      ...lostCites.map((cite) => `${cite} leads to nothing in ${page}`),
      ...untold.map((anchor) => `article ${anchor} of ${page} has no entry under articles`),
      ...missing.map((name) => `the rule ${name} is missing, and the server needs it`),
      ...late.map(({ name, from, wanted }) => `the rule ${name} holds from ${from}, and is needed from ${wanted} on`),
    );
    if (faults.length === 0) {
      const { province, rules, articles } = profile;
      console.log(`${province}: ${rules.length} rules, ${articles.length} articles and clauses, no faults.`);
    }
  } catch (error) {
    if (!(error instanceof RegulationError)) throw error;
    const told = error.faults.map(({ file, line, path, reason }) => `${file}:${line} ${path}: ${reason}`);
    faults.push(...(told.length > 0 ? told : [error.message]));
  }
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}

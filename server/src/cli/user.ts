import type { Command } from 'commander';
import { addPeople, type PersonToAdd, resetPassword, resolveProvince } from '../provisioning/index.ts';
import { sampleProvince } from '../sample/index.ts';
import { CommandError, progress, withServices } from './command.ts';
import {
  addPasswordOptions,
  operator,
  type PasswordOptions,
  printAccounts,
  readPassword,
  readSize,
  readText,
  setState,
} from './directory-options.ts';

interface AddOptions extends PasswordOptions {
  name?: string;
  address?: string;
  domain?: string;
  born?: string;
  phone?: string;
  organisation?: string;
  position?: string;
  head?: boolean;
  from?: string;
  to?: string;
  list?: string;
  createDomain?: boolean;
  province?: string;
  quota?: string;
}

export function addUser(program: Command): void {
  const user = program.command('user').description('người dùng; people and their mailboxes');

  const add = user
    .command('add')
    .description('thêm người và hộp thư; add people, all or none; passwords made here are printed')
    .option('--name <name>', 'full name, family name first')
    .option('--address <address>', 'address chosen by hand; with --from and --to a pattern such as user%04d@bench.test')
    .option('--domain <domain>', 'the regulation names the address in this domain')
    .option('--born <date>', 'YYYY-MM-DD or the year, for the naming ladder')
    .option('--phone <number>')
    .option('--organisation <address>', 'mailbox address of where they work')
    .option('--position <text>', 'what they are there')
    .option('--head', 'they head it')
    .option('--from <number>', 'first number of the pattern')
    .option('--to <number>', 'last number of the pattern')
    .option('--list <file>', 'JSON lines with the same keys (and "password"); - for standard input')
    .option('--create-domain', 'make the domain, and the province, if missing')
    .option('--province <id>', 'needed only when there are several')
    .option('--quota <size>', 'such as 2G; default: the regulation’s');
  addPasswordOptions(add).action(addUsers);

  user
    .command('list')
    .description('danh sách người dùng; list people’s mailboxes')
    .option('--json', 'one JSON object a line')
    .action((options: { json?: boolean }) =>
      withServices((services) => printAccounts(services, 'personal', options.json ?? false)),
    );

  const password = user
    .command('password')
    .description('đặt lại mật khẩu; set a new password; without one a random one is made and printed')
    .argument('<address>');
  addPasswordOptions(password).action(async (address: string, options: PasswordOptions) => {
    const given = await readPassword(options);
    await withServices(async (services) => {
      const { pools, regulation, accounts } = services;
      const made = await resetPassword(
        { pools, regulation, hasher: accounts.hasher },
        {
          address,
          password: given,
          mustChange: options.mustChange ? undefined : false,
          ignorePasswordRule: options.ignorePasswordRule,
        },
        operator,
      );
      console.log(made === undefined ? `${address} has a new password.` : `${address}\t${made}`);
    });
  });

  for (const [verb, state, words] of [
    ['lock', 'locked', 'khóa; lock: no sign-in, no mail'],
    ['unlock', 'active', 'mở khóa; unlock'],
  ] as const) {
    user
      .command(verb)
      .description(words)
      .argument('<address>')
      .option('--reason <text>', 'kept in the audit')
      .action((address: string, options: { reason?: string }) =>
        withServices((services) => setState(services, address, state, options.reason, 'personal')),
      );
  }
}

async function addUsers(options: AddOptions): Promise<void> {
  if (options.passwordStdin && options.list === '-') {
    throw new CommandError('command.usage', 'Standard input holds either the password or the list.');
  }
  const password = await readPassword(options);
  const people = options.list === undefined ? fromOptions(options) : parseList(await readText(options.list), options);
  await withServices(async ({ pools, regulation, accounts }) => {
    const deps = { pools, regulation, hasher: accounts.hasher };
    const bar = progress('user add');
    const added = await addPeople(
      deps,
      people.map((person) => ({ ...person, password: person.password ?? password })),
      {
        province: await resolveProvince(deps, options.province, {
          domain: people[0]?.domain ?? people[0]?.address?.split('@')[1],
          fallback: sampleProvince,
        }),
        createDomain: options.createDomain ?? false,
        ...(options.mustChange ? {} : { mustChange: false }),
        ignorePasswordRule: options.ignorePasswordRule ?? false,
        quotaBytes: options.quota === undefined ? null : readSize(options.quota),
        progress: (done, total) => bar.at(done, total),
      },
      operator,
    );
    for (const person of added) {
      if (person.password !== undefined) console.log(`${person.address}\t${person.password}\t${person.name}`);
    }
    bar.end(added.length === 1 ? `${added[0]!.address} is added.` : `${added.length} people are added.`);
  });
}

/** One person, or as many as the pattern's numbers. */
export function fromOptions(options: AddOptions): PersonToAdd[] {
  const { name, address, domain, born, phone, organisation, position, head } = options;
  const common = { domain, born, phone, organisation, position, isHead: head };
  if (options.from === undefined && options.to === undefined) {
    const called = name ?? address?.split('@')[0];
    if (!called) throw new CommandError('command.usage', 'Give --name, or --address, or --list.');
    return [{ ...common, name: called, address }];
  }
  const [from, to] = [Number(options.from ?? 1), Number(options.to)];
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to >= from && to - from < 100_000)) {
    throw new CommandError('command.usage', '--from and --to are whole numbers, at most 100,000 people apart.');
  }
  const pattern = /%(0\d{1,2})?d/;
  if (!address || !pattern.test(address)) {
    throw new CommandError(
      'command.usage',
      'With --from and --to the --address is a pattern such as user%04d@bench.test.',
    );
  }
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const one = address.replace(pattern, (_match, width?: string) =>
      String(from + i).padStart(Number(width ?? 0), '0'),
    );
    return { ...common, name: name ?? one.split('@')[0]!, address: one };
  });
}

const listKeys = ['name', 'address', 'domain', 'born', 'phone', 'organisation', 'position', 'password'] as const;

/** One JSON object a line; options given on the command line fill what a line leaves out. */
export function parseList(text: string, options: AddOptions): PersonToAdd[] {
  const people: PersonToAdd[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const refuse = (why: string) => new CommandError('user.list', `Line ${i + 1}: ${why}`);
    let row: Record<string, unknown>;
    try {
      row = JSON.parse(line);
    } catch {
      throw refuse('is no JSON.');
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row)) throw refuse('is no JSON object.');
    const person: Record<string, string | boolean> = {};
    for (const [key, value] of Object.entries(row)) {
      if (key === 'head' && typeof value === 'boolean') person.isHead = value;
      else if (!(listKeys as readonly string[]).includes(key)) throw refuse(`"${key}" is not known.`);
      else if (typeof value === 'number' && key === 'born') person.born = String(value);
      else if (typeof value === 'string') person[key] = value;
      else throw refuse(`"${key}" must be text.`);
    }
    const called = person.name ?? String(person.address ?? '').split('@')[0];
    if (!called) throw refuse('has neither a name nor an address.');
    const { domain, organisation, position } = options;
    people.push({ domain, organisation, position, ...person, name: String(called) });
  }
  if (people.length === 0) throw new CommandError('user.list', 'The list is empty.');
  return people;
}

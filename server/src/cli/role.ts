import { type Role, roleNames } from '@congvu/contract';
import type { Command } from 'commander';
import {
  accountByAddress,
  endRole,
  grantRole,
  type ListedRole,
  listRoles,
  personByAddress,
} from '../directory/index.ts';
import { resolveProvince } from '../provisioning/index.ts';
import { CommandError, withServices } from './command.ts';
import { operator, readTime } from './directory-options.ts';

interface GrantOptions {
  organisation?: string;
  authority?: string;
  from?: string;
  until?: string;
  decision?: string;
}

const names = Object.keys(roleNames).join(', ');

export function addRole(program: Command): void {
  const role = program.command('role').description('vai trò; who may do what, in which part of the tree');

  role
    .command('grant')
    .description('phân công; give a person a role. The first managing authority is given here, the rest in the web')
    .argument('<address>', 'of the person’s own mailbox')
    .argument('<role>', names)
    .option(
      '--organisation <address>',
      'mailbox of the organisation it is for, with all under it; the province when left out',
    )
    .option('--authority <name>', 'of a personnel authority: which one, as the regulation names it')
    .option('--from <time>', 'ISO 8601; now when left out')
    .option('--until <time>', 'ISO 8601; for good when left out')
    .option('--decision <text>', 'the document behind it')
    .action((address: string, name: string, options: GrantOptions) =>
      withServices(async ({ pools, regulation }) => {
        const role = readRole(name);
        const { authority, decision } = options;
        const [from, until] = [readTime(options.from), readTime(options.until)];
        await pools.transaction(async (tx) => {
          const { personId } = await personByAddress(tx, address);
          const organisationId = await organisationOf(tx, options.organisation);
          const given = { personId, role, organisationId, authority, from, until, decision };
          await grantRole(tx, regulation, given, operator);
        });
        console.log(`${address} is ${name}${options.organisation ? ` of ${options.organisation}` : ''}.`);
      }),
    );

  role
    .command('end')
    .description('thôi phân công; end a role by its number, as "role list" shows it')
    .argument('<number>')
    .action((number: string) =>
      withServices(async ({ pools }) => {
        if (!/^\d{1,15}$/.test(number)) throw new CommandError('command.usage', `${number} is no number of a role.`);
        await pools.transaction((tx) => endRole(tx, Number(number), operator));
        console.log(`Role ${number} has ended.`);
      }),
    );

  role
    .command('list')
    .description('danh sách; list roles, those of heads by appointment left out')
    .option('--province <id>', 'needed only when there are several')
    .option('--history', 'also those that have ended')
    .option('--json', 'one JSON object a line')
    .action((options: { province?: string; history?: boolean; json?: boolean }) =>
      withServices(async ({ pools, regulation }) => {
        const province = await resolveProvince({ pools, regulation }, options.province);
        const page = { province, history: options.history ?? false, limit: 500 };
        for (let offset = 0; ; offset += page.limit) {
          const rows = await listRoles(pools, { ...page, offset });
          for (const row of rows) console.log(options.json ? JSON.stringify(row) : line(row));
          if (rows.length < page.limit) return;
        }
      }),
    );
}

function readRole(name: string): Role {
  if (!Object.hasOwn(roleNames, name)) throw new CommandError('command.usage', `${name}: roles are ${names}.`);
  return name as Role;
}

async function organisationOf(tx: Parameters<typeof accountByAddress>[0], address: string | undefined) {
  if (address === undefined) return null;
  const { organisationId } = await accountByAddress(tx, address);
  if (organisationId === null) throw new CommandError('command.usage', `${address} is no organisation’s mailbox.`);
  return organisationId;
}

function line(row: ListedRole): string {
  const { assignmentId, role, person, address, organisation, authority, from, until, state } = row;
  const day = (time: Date) => time.toISOString().slice(0, 10);
  const times = `${day(from)}${until ? ` to ${day(until)}` : ''}${state === 'now' ? '' : ` (${state})`}`;
  return [assignmentId, role, person, address ?? '', organisation ?? 'the province', authority ?? '', times].join('\t');
}

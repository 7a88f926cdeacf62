import type { Command } from 'commander';
import {
  accountByAddress,
  type DelegationRight,
  delegateByRule,
  delegationRights,
  personByAddress,
  revokeDelegation,
  setQuota,
} from '../directory/index.ts';
import { addOrganisation, resolveProvince } from '../provisioning/index.ts';
import { sampleProvince } from '../sample/index.ts';
import { CommandError, withServices } from './command.ts';
import { operator, printAccounts, readSize, readTime, setState } from './directory-options.ts';

interface AddOptions {
  name: string;
  kind: string;
  shortName?: string;
  phone?: string;
  parent?: string;
  address?: string;
  domain?: string;
  createDomain?: boolean;
  province?: string;
  quota?: string;
}

interface DelegateOptions {
  person: string;
  rights: string;
  from?: string;
  until?: string;
  decision?: string;
}

export function addMailbox(program: Command): void {
  const mailbox = program.command('mailbox').description('hộp thư; mailboxes, and who may open those of organisations');

  mailbox
    .command('add')
    .description('thêm cơ quan và hộp thư; add an organisation with its mailbox')
    .requiredOption('--name <name>', 'of the organisation')
    .requiredOption('--kind <kind>', 'as the regulation profile names them: department, district, commune, office …')
    .option('--parent <address>', 'mailbox address of the organisation above it')
    .option('--domain <domain>', 'the regulation names the address in this domain')
    .option('--address <address>', 'address chosen by hand')
    .option('--short-name <name>')
    .option('--phone <number>')
    .option('--create-domain', 'make the domain, and the province, if missing')
    .option('--province <id>', 'needed only when there are several')
    .option('--quota <size>', 'such as 2G; default: the regulation’s')
    .action((options: AddOptions) =>
      withServices(async ({ pools, regulation }) => {
        const deps = { pools, regulation };
        const { address, proposal } = await addOrganisation(
          deps,
          {
            ...options,
            province: await resolveProvince(deps, options.province, {
              domain: options.domain ?? options.address?.split('@')[1],
              fallback: sampleProvince,
            }),
            quotaBytes: options.quota === undefined ? null : readSize(options.quota),
          },
          operator,
        );
        const tried = proposal?.tried.map((t) => t.local).join(', ');
        const why = proposal ? ` (${proposal.cite ?? proposal.note?.en}${tried ? `; taken: ${tried}` : ''})` : '';
        console.log(`${address} is added${why}.`);
      }),
    );

  mailbox
    .command('list')
    .description('danh sách hộp thư; list all mailboxes')
    .option('--json', 'one JSON object a line')
    .action((options: { json?: boolean }) =>
      withServices((services) => printAccounts(services, undefined, options.json ?? false)),
    );

  mailbox
    .command('delegate')
    .description('ủy quyền; open an organisation’s mailbox to a person; what they had on it before ends')
    .argument('<address>', 'of the organisation’s mailbox')
    .requiredOption('--person <address>', 'of the person’s own mailbox')
    .option('--rights <list>', `some of ${delegationRights.join(',')}`, 'read,write,send_as')
    .option('--from <time>', 'ISO 8601; now when left out')
    .option('--until <time>', 'ISO 8601; for good when left out')
    .option(
      '--decision <text>',
      'the written authorisation; needed for people from elsewhere, and where the regulation says so',
    )
    .action((address: string, options: DelegateOptions) =>
      withServices(async ({ pools, regulation }) => {
        const rights = readRights(options.rights);
        const [from, until] = [readTime(options.from), readTime(options.until)];
        await pools.transaction(async (tx) => {
          const { accountId } = await accountByAddress(tx, address);
          const { personId } = await personByAddress(tx, options.person);
          const { decision } = options;
          await delegateByRule(tx, regulation, { accountId, personId, rights, from, until, decision }, operator);
        });
        console.log(`${options.person} may ${rights.join(', ')} in ${address}.`);
      }),
    );

  mailbox
    .command('revoke')
    .description('thu hồi ủy quyền; take a delegation back')
    .argument('<address>', 'of the organisation’s mailbox')
    .requiredOption('--person <address>', 'of the person’s own mailbox')
    .action((address: string, options: { person: string }) =>
      withServices(async ({ pools }) => {
        await pools.transaction(async (tx) => {
          const { accountId } = await accountByAddress(tx, address);
          const { personId } = await personByAddress(tx, options.person);
          await revokeDelegation(tx, accountId, personId, operator);
        });
        console.log(`${options.person} no longer opens ${address}.`);
      }),
    );

  for (const [verb, state, words] of [
    ['lock', 'locked', 'khóa; lock: nobody opens it, it gets no mail'],
    ['unlock', 'active', 'mở khóa; unlock'],
  ] as const) {
    mailbox
      .command(verb)
      .description(words)
      .argument('<address>')
      .option('--reason <text>', 'kept in the audit')
      .action((address: string, options: { reason?: string }) =>
        withServices((services) => setState(services, address, state, options.reason, undefined)),
      );
  }

  mailbox
    .command('quota')
    .description('dung lượng; set a mailbox’s quota')
    .argument('<address>')
    .argument('<size>', 'such as 500M or 2G; "default" for the regulation’s')
    .action((address: string, size: string) =>
      withServices(async ({ pools, regulation }) => {
        const bytes = readSize(size);
        const { accountId, province } = await accountByAddress(pools, address);
        await pools.transaction((tx) => setQuota(tx, accountId, bytes, operator));
        console.log(`${address} may hold ${bytes ?? regulation.rule(province, 'mailbox-quota').bytes} octets.`);
      }),
    );
}

function readRights(list: string): DelegationRight[] {
  const rights = list.split(',').map((right) => right.trim());
  const wrong = rights.filter((right) => !(delegationRights as readonly string[]).includes(right));
  if (wrong.length > 0)
    throw new CommandError('command.usage', `${wrong.join(', ')}: rights are ${delegationRights.join(', ')}.`);
  return rights as DelegationRight[];
}

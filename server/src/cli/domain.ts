/** `congvu domain`: the domains served here, and who answers for each. */
import type { Command } from 'commander';
import { listDomains, setPostmaster } from '../directory/index.ts';
import { withServices } from './command.ts';
import { operator } from './directory-options.ts';

export function addDomain(program: Command): void {
  const domain = program.command('domain').description('tên miền; domains, and who gets their postmaster’s mail');

  domain
    .command('list')
    .description('danh sách tên miền; list the domains, each with the mailbox that its postmaster reaches')
    .option('--json', 'one JSON object a line')
    .action((options: { json?: boolean }) =>
      withServices(async ({ pools }) => {
        for (const one of await listDomains(pools)) {
          const reaches =
            one.postmaster === null ? 'no mailbox yet' : `${one.postmaster}${one.given ? '' : ' (not set)'}`;
          console.log(options.json ? JSON.stringify(one) : `${one.domain}\t${one.province}\tpostmaster: ${reaches}`);
        }
      }),
    );

  domain
    .command('postmaster')
    .description('giao địa chỉ postmaster; give postmaster of a domain to an organisation’s mailbox')
    .argument('<domain>')
    .argument('<mailbox>', 'address of the organisation’s mailbox')
    .action((name: string, mailbox: string) =>
      withServices(async ({ pools, regulation }) => {
        await pools.transaction((tx) => setPostmaster(tx, regulation, { domain: name, mailbox }, operator));
        console.log(`postmaster@${name.toLowerCase()} reaches ${mailbox}.`);
      }),
    );
}

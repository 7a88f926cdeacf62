/** `congvu dns`: the records to publish for the domains served here. */
import type { Command } from 'commander';
import { type DkimKey, dkimRecord, dnsRecords } from '../mail/queue/index.ts';
import { CommandError, withServices } from './command.ts';

export function addDns(program: Command): void {
  program
    .command('dns')
    .description('các bản ghi DNS cần công bố; DNS records to publish, as a zone file has them')
    .argument('[domain]', 'only this domain')
    .option('--json', 'one JSON object a line')
    .action(async (domain: string | undefined, options: { json?: boolean }) => {
      await withServices(async ({ pools, queue, config }) => {
        const { rows } = await pools.query<{ name: string }>('select name from domain order by domain_id');
        const names = rows.map((row) => row.name).filter((name) => !domain || name === domain.toLowerCase());
        if (names.length === 0) throw new CommandError('domain.not-found', `There is no domain ${domain ?? ''} here.`);
        for (const name of names) {
          const key = (await queue.ensureDkimKey(name)) as DkimKey;
          const records = dnsRecords({
            domain: name,
            hostname: config.hostname,
            selector: key.selector,
            dkim: dkimRecord(key),
          });
          for (const record of records) {
            if (options.json) console.log(JSON.stringify(record));
            else
              console.log(
                `${record.note ? `; ${record.note}\n` : ''}${record.name}. IN ${record.type} ${record.value}`,
              );
          }
        }
      });
    });
}

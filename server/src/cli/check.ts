import type { Command } from 'commander';
import { checkStore } from '../mail/index.ts';
import { progress, withServices } from './command.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('kiểm tra tính toàn vẹn của kho thư; look for damage in the mail store (changes nothing)')
    .option('--json', 'print the result as one JSON line')
    .action(async (options: { json?: boolean }) => {
      await withServices(async ({ pools, blobs }) => {
        const bar = progress('check');
        const result = await checkStore({ pools, blobs }, (done, of) => bar.at(done, of));
        if (options.json) return bar.end(JSON.stringify(result));
        for (const fault of result.faults) console.log(`${fault.rule}: ${fault.detail}`);
        bar.end(
          `${result.contents} contents, ${result.messages} messages: ${result.faults.length === 0 ? 'no damage' : `${result.faults.length} faults`}`,
        );
        if (result.faults.length > 0) process.exitCode = 1;
      });
    });
}

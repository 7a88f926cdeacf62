import type { Command } from 'commander';
import { bringEntriesToday, reindexEntries } from '../directory/index.ts';
import { progress, withServices } from './command.ts';

export function addDirectory(program: Command): void {
  const directory = program.command('directory').description('danh bạ; the directory’s look-up');

  directory
    .command('reindex')
    .description('làm lại dữ liệu tra cứu; make what people are found by anew, beside a running server or without one')
    .action(() =>
      withServices(async ({ pools }) => {
        const bar = progress('Tra cứu / look-up');
        const { organisations, people, mended } = await reindexEntries(pools, (done) => bar.at(done));
        await bringEntriesToday(pools);
        bar.end(
          `${organisations} cơ quan, ${people} người; sửa ${mended} mục / ${organisations} organisations, ${people} people; ${mended} mended`,
        );
      }),
    );
}

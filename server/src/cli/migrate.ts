import type { Command } from 'commander';
import { createLog, loadConfig, migrate, startDatabase } from '../platform/index.ts';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('nâng cấp cơ sở dữ liệu rồi thoát / bring the database up to date, then end')
    .action(async () => {
      const config = loadConfig();
      const log = createLog({ ...config.log });
      const database = await startDatabase(config, log);
      try {
        const applied = await migrate(database.url, log);
        process.stdout.write(`${applied} bước nâng cấp đã áp dụng / migrations applied: ${applied}\n`);
      } finally {
        await database.stop();
      }
    });
}

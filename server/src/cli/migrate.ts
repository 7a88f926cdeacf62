import type { Command } from 'commander';
import { createLog, loadConfig, migrate, reachDatabase } from '../platform/index.ts';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('nâng cấp cơ sở dữ liệu; bring the database up to date')
    .action(async () => {
      const config = loadConfig();
      const log = createLog(config.log);
      const database = await reachDatabase(config, log);
      try {
        const applied = await migrate(database.url, log);
        console.log(applied === 0 ? 'The database is up to date.' : `${applied} migrations applied.`);
      } finally {
        await database.stop();
      }
    });
}

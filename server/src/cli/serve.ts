import type { Command } from 'commander';
import { createLog, loadConfig } from '../platform/index.ts';
import { onStopSignal } from './stop-signal.ts';
import { version } from './version.ts';

export function addServe(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .description('chạy máy chủ / run the server')
    .action(async () => {
      const config = loadConfig();
      const log = createLog({ ...config.log });
      // Loaded here: the other commands need none of it.
      const { startServer } = await import('../main.ts');
      const server = await startServer(config, log, version);
      onStopSignal(async () => {
        await server.stop();
        log.info('stopped');
      }, log);
      process.stdout.write(`ready ${JSON.stringify({ pid: process.pid, ...server.ports })}\n`);
    });
}

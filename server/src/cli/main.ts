#!/usr/bin/env node
/** `congvu`: the command line. Every command in a file of its own. */
import { Command } from 'commander';
import { registerCheck } from './check.ts';
import { registerMigrate } from './migrate.ts';
import { registerServe } from './serve.ts';
import { registerTransfer } from './transfer.ts';
import { version } from './version.ts';

const program = new Command('congvu')
  .description('Công Vụ: thư điện tử công vụ, danh bạ và văn phòng điện tử của tỉnh')
  .version(version)
  .showHelpAfterError();
registerServe(program);
registerMigrate(program);
registerCheck(program);
registerTransfer(program);
await program.parseAsync();

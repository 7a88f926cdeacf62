/** The command line. Each command is a file here that adds itself to the program. */
import { Command } from 'commander';
import { addAudit } from './audit.ts';
import { addCheck } from './check.ts';
import { addDirectory } from './directory.ts';
import { addDns } from './dns.ts';
import { addDomain } from './domain.ts';
import { addList } from './list.ts';
import { addMailbox } from './mailbox.ts';
import { addMigrate } from './migrate.ts';
import { addName } from './name.ts';
import { addQueue } from './queue.ts';
import { addRegulation } from './regulation.ts';
import { addRole } from './role.ts';
import { addServe } from './serve.ts';
import { addTransfer } from './transfer.ts';
import { addUser } from './user.ts';
import { version } from './version.ts';

/**
 * Runs what `words` ask for.
 * @param program bare, with how it speaks and ends already set: commands take that over when they are added.
 * @throws what the command could not do: a coded error, or commander's about how it was called.
 */
export async function runProgram(words: readonly string[], program = new Command()): Promise<void> {
  program
    .name('congvu')
    .description('Công Vụ: thư điện tử công vụ, danh bạ và văn phòng điện tử của tỉnh')
    .version(version)
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true });
  for (const add of [
    addServe,
    addMigrate,
    addCheck,
    addAudit,
    addUser,
    addMailbox,
    addRole,
    addTransfer,
    addQueue,
    addDomain,
    addDns,
    addDirectory,
    addList,
    addName,
    addRegulation,
  ])
    add(program);
  // `serve` is meant when no command is named; a mistyped one must not count as an argument of it.
  const [first = ''] = words;
  if (/^\w/.test(first) && first !== 'help' && !program.commands.some((command) => command.name() === first)) {
    program.error(`Không có lệnh này. There is no command '${first}'. (command.usage)`);
  }
  await program.parseAsync(words, { from: 'user' });
}

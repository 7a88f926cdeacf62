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
import { failWith } from './report.ts';
import { addRole } from './role.ts';
import { addServe } from './serve.ts';
import { addTransfer } from './transfer.ts';
import { addUser } from './user.ts';
import { version } from './version.ts';

const program = new Command('congvu')
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
const [first = ''] = process.argv.slice(2);
if (/^\w/.test(first) && first !== 'help' && !program.commands.some((command) => command.name() === first)) {
  program.error(`Không có lệnh này. There is no command '${first}'. (command.usage)`);
}
program.parseAsync().catch(failWith);

/**
 * The commands of the repository: `start`, `build`, `test`, `bench`. Runs on Node 20 or later with nothing installed: it
 * installs what the lock file says, builds the web page if its sources changed, and hands over to the project's Node.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from './build-web.mjs';
import { ensureInstalled } from './install.mjs';
import { runTests } from './test.mjs';

/** Each of glibc's arenas keeps what its threads gave back; Node's many threads would each get one. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, 'node_modules/.bin/node');
const [command, ...args] = process.argv.slice(2);

const commands = {
  async start() {
    await ensureInstalled(root);
    await buildWeb(root, node);
    return handOver(['server/src/cli/main.ts', 'serve', ...args]);
  },
  async build() {
    await ensureInstalled(root);
    await buildWeb(root, node);
  },
  async test() {
    await ensureInstalled(root);
    return runTests(root, node, args);
  },
  async bench() {
    await ensureInstalled(root);
    // One of its figures is how soon a page is there.
    await buildWeb(root, node);
    return handOver(['test/bench/run.ts', ...args]);
  },
};

if (!Object.hasOwn(commands, command)) {
  console.error('Dùng / usage: node scripts/run.mjs start | build | test | bench');
  process.exit(2);
}
try {
  process.exitCode = await commands[command]();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

/** Runs a program of ours to its end; passes signals on, and its exit code back. */
function handOver(argv) {
  return new Promise((resolve, reject) => {
    // The channel tells the program when this process is gone, however it ended.
    const child = spawn(node, argv, {
      cwd: root,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...fewArenas, ...process.env },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    if (process.env.npm_lifecycle_event) whenOrphaned(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  });
}

/** npm, when killed, leaves us behind, and mostly a shell between; nobody could stop the server then. */
function whenOrphaned(act) {
  const parent = process.ppid;
  const npm = readStat(parent)?.name === 'sh' ? readStat(parent).ppid : parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    act();
  }, 500);
  timer.unref();
}

/** Name and parent of a process; null where there is no /proc. */
function readStat(pid) {
  try {
    const [, name, ppid] = /\((.*)\) . (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return { name, ppid: Number(ppid) };
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';
import { cleanEnvironment } from './cluster.ts';
import type { RunAs } from './owner.ts';

export interface PostgresProcess {
  pid: number;
  /** Resolves when it has ended, with what it said last. */
  ended: Promise<string>;
  /** A fast shutdown: sessions are ended, everything is written; harsher signals if that takes too long. */
  stop(): Promise<void>;
}

/**
 * Starts `postgres` with a watcher beside it: a shell that reads from a pipe of ours. If this process dies, however
 * harshly, the pipe closes and the watcher asks PostgreSQL for a fast shutdown, so that none is left behind.
 * The watcher is forked twice, so as not to be a child that PostgreSQL does not know. The session is its own: Ctrl-C
 * at a terminal reaches the server alone, which then stops PostgreSQL last.
 */
const script = `
( (
  trap '' HUP INT TERM QUIT
  exec </dev/null >/dev/null 2>&1
  word=
  read -r word <&3
  [ "$word" = done ] && exit 0
  ours() { first=; read -r first <"$0/postmaster.pid"; [ -z "$first" ] || [ "$first" = $$ ]; }
  kill -0 $$ && ours && kill -INT $$
  tries=0
  while [ $tries -lt 600 ]; do
    sleep 0.1
    kill -0 $$ || exit 0
    ours || exit 0
    tries=$((tries + 1))
  done
  kill -QUIT $$
) & )
exec "$@" 3<&-
`;

/** @throws PlatformError `database.start` or `database.full` with what PostgreSQL said, if it ends before it is ready. */
export async function startPostgres(program: string, folder: string, as: RunAs, log: Log): Promise<PostgresProcess> {
  const args = ['-D', folder, '-c', `config_file=${join(folder, 'congvu.conf')}`];
  const command = [...as.prefix, '/bin/sh', '-c', script, folder, program, ...args];
  const child = spawn(command[0]!, command.slice(1), {
    ...as.options,
    cwd: '/',
    detached: true,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const last = followLog([child.stdout!, child.stderr!], log);
  const watcher = child.stdio[3] as Writable;
  watcher.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      watcher.end('done\n');
      // The rest of its log may still be under way.
      setTimeout(() => resolve(last.join('; ') || `exit ${signal ?? code}`), 50);
    });
  });
  await untilReady(child, ended, folder);
  return { pid: child.pid!, ended, stop: () => stop(child, ended) };
}

async function untilReady(child: ChildProcess, ended: Promise<string>, folder: string): Promise<void> {
  let said: string | null = null;
  void ended.then((text) => {
    said = text;
  });
  for (let wait = 5; ; wait = Math.min(wait * 1.5, 100)) {
    if (said !== null) {
      const full = /No space left on device/.test(said);
      throw new PlatformError(full ? 'database.full' : 'database.start', `PostgreSQL: ${said}`);
    }
    // As pg_ctl does: line 1 is the process, line 8 its state. A recovery may take minutes; there is no time limit.
    const lines = readPidFile(folder);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
    await sleep(wait);
  }
}

function readPidFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    child.kill(signal);
    const timer = new AbortController();
    await Promise.race([ended, sleep(patience, undefined, { signal: timer.signal }).catch(() => {})]);
    timer.abort();
  }
  await ended;
}

/** Hands PostgreSQL's lines to our log; keeps the last ones for the error if it does not start. */
function followLog(streams: Readable[], log: Log): string[] {
  const last: string[] = [];
  for (const input of streams) {
    createInterface({ input }).on('line', (line) => {
      // Until it has read its settings each line begins with a time.
      const [, severity, text = line] = /^(?:\d{4}-\S+ \S+ \S+ \[\d+\] )?([A-Z]+): +(.*)$/.exec(line) ?? [];
      last.push(text);
      if (last.length > 6) last.shift();
      // An ERROR is the answer to a statement: its sender knows. FATAL is mostly a session that was refused or ended.
      if (severity === 'PANIC') log.error(text);
      else if (severity === 'WARNING' || severity === 'FATAL') log.warn(text);
      else log.debug(text);
    });
  }
  return last;
}

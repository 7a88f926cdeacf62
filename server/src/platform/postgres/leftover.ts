import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';

/**
 * Ends a PostgreSQL that an earlier server, killed at once, left on this folder. It is asked for a fast shutdown
 * first, so that the next start has nothing to recover. The caller holds the data folder's lock, so no live server
 * uses it. A process that only happens to have the recorded number is left alone.
 */
export async function endLeftover(folder: string, log: Log): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  const recorded = readPid(pidFile);
  if (recorded === null) return;
  const steps = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const;
  for (const [signal, patience] of steps) {
    const pids = findProcesses(folder, recorded);
    if (pids.length === 0) break;
    log.warn({ pids, signal }, 'ending a PostgreSQL left by an earlier run');
    // The postmaster ends its children; without one they end by themselves.
    for (const pid of pids.includes(recorded) && signal !== 'SIGKILL' ? [recorded] : pids) tryKill(pid, signal);
    for (const end = Date.now() + patience; Date.now() < end && findProcesses(folder, recorded).length > 0; ) {
      await sleep(20);
    }
  }
  if (findProcesses(folder, recorded).length > 0) {
    throw new PlatformError('data.in-use', `A PostgreSQL (process ${recorded}) holds ${folder} and does not end.`);
  }
  // If it ended properly the file is gone; else PostgreSQL might mistake another process of that number for its own.
  if (readPid(pidFile) === recorded) rmSync(pidFile, { force: true });
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new PlatformError('data.not-reachable', `${file}: ${(error as Error).message}`, { cause: error });
  }
}

function tryKill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** PostgreSQL's processes stand in their data folder. Where there is no /proc only the recorded number is known. */
function findProcesses(folder: string, recorded: number): number[] {
  if (process.platform !== 'linux') return tryKill(recorded, 0) ? [recorded] : [];
  const real = realpathSync(folder);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && standsIn(name, real))
    .map(Number);
}

function standsIn(pid: string, folder: string): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return false;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres') && !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: string): boolean {
  return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ''));
}

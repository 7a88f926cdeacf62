import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { PlatformError } from './errors.ts';

export interface DataLock {
  release(): Promise<void>;
}

/**
 * One server at a time on a data folder with an embedded database. On Linux the lock is an abstract socket named for
 * the folder's inode: taking it is atomic, and it goes with the process, however that ends. Elsewhere, and for the
 * message, the file `server.lock` names the process.
 * @throws PlatformError `data.in-use`
 */
export async function lockDataFolder(dataDir: string): Promise<DataLock> {
  const file = join(dataDir, 'server.lock');
  const holder = readHolder(file);
  const inUse = () =>
    new PlatformError('data.in-use', `${dataDir}${holder ? ` is held by process ${holder.pid}` : ''}. Stop it first.`);
  const socket = process.platform === 'linux' ? await listenAbstract(dataDir) : null;
  if (socket === 'taken' || (socket === null && holder?.alive)) throw inUse();
  writeFileSync(file, `${process.pid} ${startTime(process.pid)}\n`, { mode: 0o644 });
  return {
    release: async () => {
      rmSync(file, { force: true });
      if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

async function listenAbstract(dataDir: string): Promise<Server | 'taken'> {
  const { dev, ino } = statSync(realpathSync(dataDir));
  const server = createServer((connection) => connection.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else reject(new PlatformError('data.in-use', error.message, { cause: error }));
    });
    server.listen(`\0congvu-data-${dev}-${ino}`, () => resolve(server.unref()));
  });
}

function readHolder(file: string): { pid: number; alive: boolean } | null {
  try {
    const [pid = 0, started = ''] = readFileSync(file, 'utf8').trim().split(' ');
    const alive = startTime(Number(pid)) === started && started !== '';
    return { pid: Number(pid), alive: alive && Number(pid) !== process.pid };
  } catch {
    return null;
  }
}

/** When the process began, so that a number used again is not taken for the holder; empty if there is no such process. */
function startTime(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return (
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[19] ?? ''
      );
    }
    process.kill(pid, 0);
    return '?';
  } catch {
    return '';
  }
}

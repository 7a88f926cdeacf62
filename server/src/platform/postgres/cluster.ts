import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PlatformError } from '../errors.ts';
import type { PostgresBinaries } from './binaries.ts';
import type { Owner, RunAs } from './owner.ts';

export const superuser = 'postgres';

/** Makes a folder, with its parents, for the owner alone. */
export function makeFolder(path: string, mode: number, owner: Owner | null): void {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true, mode });
  if (owner) chownSync(path, owner.uid, owner.gid);
}

/** The password of the embedded PostgreSQL's roles; made once, readable by the server's user alone. */
export function clusterPassword(dataDir: string): string {
  const file = join(dataDir, 'secrets', 'database');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return readFileSync(file, 'utf8').trim();
}

/**
 * Makes the cluster unless it is there: UTF-8, and text in code point order (locale C; the builtin C.UTF-8 for case),
 * so that an upgrade of the system's locales can't corrupt an index. It appears under its name only when complete.
 */
export async function ensureCluster(
  folder: string,
  binaries: PostgresBinaries,
  as: RunAs,
  password: string,
  durable: boolean,
): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return checkVersion(folder, binaries.major);
  const work = `${folder}.init`;
  rmSync(work, { recursive: true, force: true });
  makeFolder(work, 0o700, as.owner);
  const passwordFile = join(work, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.owner) chownSync(passwordFile, as.owner.uid, as.owner.gid);
  const args = ['--pgdata', join(work, 'data'), '--username', superuser, '--pwfile', passwordFile];
  args.push('--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin');
  args.push('--builtin-locale=C.UTF-8', '--text-search-config=simple', durable ? '--data-checksums' : '--no-sync');
  const command = [...as.prefix, binaries.initdb, ...args];
  try {
    await promisify(execFile)(command[0]!, command.slice(1), { ...as.options, cwd: '/', env: cleanEnvironment() });
  } catch (cause) {
    const text = String((cause as { stderr?: string }).stderr ?? '').trim();
    const full = /No space left on device/.test(text);
    throw new PlatformError(full ? 'database.full' : 'database.start', `initdb: ${text || String(cause)}`, { cause });
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(work, 'data'), folder);
  rmSync(work, { recursive: true, force: true });
}

function checkVersion(folder: string, major: number): void {
  const found = Number(readFileSync(join(folder, 'PG_VERSION'), 'utf8'));
  if (found === major) return;
  throw new PlatformError(
    'database.version',
    `The data folder was made by PostgreSQL ${found}, this is ${major}. Restore a backup into a new data folder.`,
  );
}

/** The longest socket path that every system takes is 103 bytes. */
const longestSocketPath = 100;

/** The folder of the socket: within the cluster's own, or a private temporary one where that path would be too long. */
export function socketFolder(folder: string, owner: Owner | null): { path: string; temporary: boolean } {
  if (Buffer.byteLength(join(folder, '.s.PGSQL.5432')) < longestSocketPath) return { path: folder, temporary: false };
  const path = mkdtempSync(join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'congvu-'));
  if (owner) chownSync(path, owner.uid, owner.gid);
  return { path, temporary: true };
}

/** Nothing of ours (DATABASE_URL, passwords) and no PG* setting reaches PostgreSQL. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Who PostgreSQL runs as. It refuses to run as root; so under root it gets an unprivileged user that owns its folder.
 */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { PlatformError } from '../errors.ts';

const run = promisify(execFile);

export interface Owner {
  uid: number;
  gid: number;
}

/** How to start a program as the owner: what goes before the command, and options for `spawn`. */
export interface RunAs {
  owner: Owner | null;
  prefix: string[];
  options: { uid?: number; gid?: number };
}

/**
 * Chooses the user: the owner of a folder made earlier, so that its files stay readable; else the configured one; else
 * `congvu`, `postgres` or `nobody`, the first that exists. Null when the server itself is not root.
 */
export function chooseOwner(folder: string, configured: string | null): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const made = statSync(folder, { throwIfNoEntry: false });
  if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid };
  const names = configured ? [configured] : ['congvu', 'postgres', 'nobody'];
  for (const name of names) {
    const owner = lookUp(name);
    if (owner && owner.uid !== 0) return owner;
  }
  throw new PlatformError(
    'database.start',
    configured
      ? `CONGVU_DATABASE_USER names no unprivileged user.`
      : 'PostgreSQL must not run as root and there is no user to run it as; name one in CONGVU_DATABASE_USER.',
  );
}

/** By name or number; PostgreSQL wants the user to be in the system's list. */
function lookUp(nameOrUid: string): Owner | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (uid && gid && (name === nameOrUid || uid === nameOrUid)) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/**
 * Checks that the owner can reach the folder and the program. Under a private folder (`/root`, one of `mktemp -d`) it
 * can't; rather than open somebody's private folder to all, the process then gets one capability, by `setpriv` of
 * util-linux: to pass through folders and read, or, in containers that lack it, to write as well.
 * @throws PlatformError `data.not-reachable`
 */
export async function runAs(owner: Owner | null, program: string, folder: string): Promise<RunAs> {
  if (!owner) return { owner, prefix: [], options: {} };
  const check = ['/bin/sh', '-c', 'test -x "$1" && test -x "$2"', 'sh', program, folder];
  const plain: RunAs = { owner, prefix: [], options: owner };
  if (await succeeds(check, plain.options)) return plain;
  // Without that bit access(2), by which PostgreSQL looks for its own files, leaves capabilities aside (capabilities(7)).
  const ids = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = ['setpriv', ...ids, `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
    if (await succeeds([...prefix, ...check], {})) return { owner, prefix, options: {} };
  }
  throw new PlatformError(
    'data.not-reachable',
    `User ${owner.uid}, whom PostgreSQL runs as, cannot reach ${folder} or ${program}. Let others pass through the ` +
      'folders above (chmod o+x), or choose another place in CONGVU_DATA.',
  );
}

async function succeeds(command: string[], options: { uid?: number; gid?: number }): Promise<boolean> {
  try {
    await run(command[0]!, command.slice(1), { ...options, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

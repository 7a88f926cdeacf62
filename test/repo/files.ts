import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repository: string = resolve(import.meta.dirname, '../..');

/** Paths of the project's files, committed or about to be, relative to the repository and with `/`. */
export function projectFiles(pattern: RegExp): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const files = listed.split('\n').filter((file) => file !== '' && pattern.test(file));
  return [...new Set(files)].filter((file) => existsSync(join(repository, file))).sort();
}

export function readProjectFile(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** Whether there is such a file, also one that is made and not committed. */
export function projectHas(path: string): boolean {
  return existsSync(join(repository, path));
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';

/** Debian packages that tests use, each by a program it brings. */
const programs = {
  chromium: 'chromium',
  curl: 'curl',
  isync: 'mbsync',
  mutt: 'mutt',
  openssl: 'openssl',
  'poppler-utils': 'pdftotext',
  postfix: 'postfix',
  swaks: 'swaks',
  vdirsyncer: 'vdirsyncer',
} as const;

export type DebianPackage = keyof typeof programs;

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

/** The full path of the package's program, or null. */
export function findProgram(name: DebianPackage): string | null {
  return folders.map((folder) => join(folder, programs[name])).find((path) => existsSync(path)) ?? null;
}

/**
 * `describe` for tests that use those packages. Where one is missing they are skipped, with its name; under CI they
 * fail, since there everything must run.
 */
export function needs(...packages: DebianPackage[]): (name: string, tests: () => void) => void {
  const missing = packages.filter((name) => findProgram(name) === null);
  if (missing.length === 0) return describe;
  const what = `thiếu gói / missing package: ${missing.join(', ')}`;
  return (name) => {
    if (process.env.CI !== 'true') return void test.skip(`${name} (${what})`);
    test(name, () => {
      throw new Error(what);
    });
  };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
// @ts-expect-error plain JavaScript: it runs before anything is installed
import { isInstalled } from './install.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(root, 'node_modules/.bin/node'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

const wanted = {
  '': { name: 'congvu' },
  'packages/mime': { version: '0.1.0' },
  'node_modules/@congvu/mime': { resolved: 'packages/mime', link: true },
  'node_modules/pg': { version: '8.1.0', integrity: 'sha512-a' },
  'node_modules/darwin-only': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};

function write(file: string, packages: object): void {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

test('compares what is installed with the lock file', () => {
  write('package-lock.json', wanted);
  expect(isInstalled(root)).toBe(false);
  write('node_modules/.package-lock.json', { 'node_modules/pg': wanted['node_modules/pg'] });
  expect(isInstalled(root)).toBe(true);
  write('node_modules/.package-lock.json', { 'node_modules/pg': { version: '8.0.0', integrity: 'sha512-c' } });
  expect(isInstalled(root)).toBe(false);
  write('node_modules/.package-lock.json', {});
  expect(isInstalled(root)).toBe(false);
});

test('without the project’s own Node nothing is installed', () => {
  write('package-lock.json', wanted);
  write('node_modules/.package-lock.json', { 'node_modules/pg': wanted['node_modules/pg'] });
  rmSync(join(root, 'node_modules/.bin/node'));
  expect(isInstalled(root)).toBe(false);
});

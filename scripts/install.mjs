import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from './progress.mjs';

/** Runs `npm ci` unless node_modules has what package-lock.json says. Times of files say nothing after a copy or a clone. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  await withProgress('Cài đặt thư viện / installing packages (npm ci)', () => installPackages(root));
}

export function isInstalled(root) {
  if (!existsSync(join(root, 'node_modules/.bin/node'))) return false;
  try {
    const wanted = readLock(join(root, 'package-lock.json'));
    const installed = readLock(join(root, 'node_modules/.package-lock.json'));
    return Object.entries(wanted).every(([path, { version, integrity, link, optional }]) => {
      if (path === '' || !path.includes('node_modules/') || link) return true;
      const found = installed[path];
      if (!found) return optional === true;
      return found.version === version && found.integrity === integrity;
    });
  } catch {
    return false;
  }
}

function readLock(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

function installPackages(root) {
  // The embedded PostgreSQL runs as another user when we are root, and must be readable to it.
  const before = process.umask(0o022);
  return new Promise((resolve, reject) => {
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-20_000);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && isInstalled(root)) resolve();
      else reject(new Error(`${said.trim()}\nnpm ci: không cài đặt được / failed (${code}).`));
    });
  }).finally(() => process.umask(before));
}

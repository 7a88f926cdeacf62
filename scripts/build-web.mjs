import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { withProgress } from './progress.mjs';

/** Builds web/dist unless it was built from just these sources. */
export async function buildWeb(root, node) {
  const digest = digestSources(root);
  const stamp = join(root, 'web/dist/.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  await withProgress('Dựng trang web / building the web page', async () => {
    await runVite(root, node);
    await packFiles(join(root, 'web/dist'));
    writeFileSync(stamp, digest);
  });
}

function digestSources(root) {
  const hash = createHash('sha256');
  const folders = ['web', 'packages/contract'];
  const files = folders.flatMap((folder) => listFiles(join(root, folder)));
  for (const file of [...files, join(root, 'package-lock.json')].sort()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

function runVite(root, node) {
  return new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', '--config', 'vite.config.ts', '--logLevel', 'warn'];
    const child = spawn(node, args, { cwd: join(root, 'web'), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-20_000);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${said.trim()}\nKhông dựng được trang web / the web page does not build (${code}).`));
    });
  });
}

/** Packs each text file once here, well, rather than at every request, fast. */
async function packFiles(folder) {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const file of listFiles(folder)) {
    if (!/\.(js|css|html|svg|json|txt)$/.test(file)) continue;
    const bytes = readFileSync(file);
    if (bytes.length < 1024) continue;
    writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, brotli));
    writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }
}

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from './build-web.mjs';

/**
 * Every check of the repository: types, style, and all tests. Ends with one line `N passed, N failed, N skipped`; types
 * and style count one each. With CI=true a skipped test is a failure.
 * @param args for Vitest, such as a path; then types and style are left out.
 * @returns the exit code.
 */
export async function runTests(root, node, args) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const count = (name, passed) => {
    counts[passed ? 'passed' : 'failed']++;
    if (!passed) failures.push(name);
  };
  if (args.length === 0) {
    const check = async (name, argv) => {
      console.log(`\n▸ ${name}`);
      count(name, (await run(root, argv)) === 0);
    };
    await check('types: server', ['node_modules/.bin/tsc', '--noEmit', '-p', '.']);
    await check('types: web', ['node_modules/.bin/tsc', '--noEmit', '-p', 'web']);
    await check('style', ['node_modules/.bin/biome', 'check', '.']);
  }
  try {
    await buildWeb(root, node);
  } catch (error) {
    console.error(error.message);
    count('build of the web page', false);
  }
  console.log('\n▸ tests');
  const tests = await runVitest(root, node, args);
  for (const key of ['passed', 'failed', 'skipped']) counts[key] += tests[key];
  failures.push(...tests.failures);
  const skippedFails = process.env.CI === 'true' && counts.skipped > 0;
  if (failures.length > 0) console.log(`\nKhông đạt / failed:\n${failures.map((name) => `  ✗ ${name}`).join('\n')}`);
  if (tests.skips.length > 0)
    console.log(`\nBỏ qua / skipped:\n${tests.skips.map((name) => `  ○ ${name}`).join('\n')}`);
  if (skippedFails) console.log('\nCI: không được bỏ qua kiểm thử nào / no test may be skipped.');
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed > 0 || skippedFails ? 1 : 0;
}

async function runVitest(root, node, args) {
  const report = join(root, '.cache/vitest.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const argv = [node, 'node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
  const code = await run(root, [...argv, `--outputFile.json=${report}`, ...args]);
  const result = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
  for (const file of readReport(report)) {
    const name = file.name.replace(`${root}/`, '');
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') result.passed++;
      else if (status === 'failed') result.failures.push(`${name}: ${fullName}`);
      else result.skips.push(`${name}: ${fullName}`);
    }
    // A file that fails outside its tests: it does not load, or a hook failed.
    const failed = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !failed) result.failures.push(`${name}: ${file.message.split('\n')[0]}`);
  }
  if (code !== 0 && result.failures.length === 0) result.failures.push(`vitest (exit ${code})`);
  result.failed = result.failures.length;
  result.skipped = result.skips.length;
  return result;
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    return [];
  }
}

/** The project's own programs first: a system's Node may be too old for them. */
function run(root, [program, ...args]) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
    const child = spawn(program.includes('/') ? join(root, program.replace(`${root}/`, '')) : program, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

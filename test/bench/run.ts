/**
 * `npm run bench`: this product beside Postfix with Dovecot, on this machine, in one run. Every target from an empty
 * store, the targets in turn, several rounds; medians, and ours as a ratio to the best peer. Writes docs/benchmarks.md.
 *
 *   npm run bench -- [--runs 3] [--only lmtp,imap] [--ours] [--out FILE]
 *   npm run bench -- --only directory [--out FILE]     the look-up alone: see directory/run.ts
 *   npm run bench -- --only lists [--out FILE]         importing a large list: see lists/run.ts
 *
 * The peers come from Debian's packages: `test/bench/peers/install.sh`, once, as root. `--ours` leaves them out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, figures, scenarios } from './scenarios.ts';
import { type Target, targets } from './targets.ts';

type Results = Record<string, unknown> & { errors: number };

const here = import.meta.dirname;
const benchDir = process.env.BENCH_DIR ?? join(tmpdir(), 'mailbench');
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    ours: { type: 'boolean', default: false },
    out: { type: 'string', default: resolve(here, '../../docs/benchmarks.md') },
  },
});

if (options.only === 'directory' || options.only === 'lists') {
  const own = join(here, options.only, 'run.ts');
  process.exit(spawnSync(process.execPath, [own, '--out', options.out], { stdio: 'inherit' }).status ?? 1);
}

const shell = (command: string): void => {
  const env = { ...process.env, BENCH_DIR: benchDir };
  execFileSync('/bin/bash', ['-c', command], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
    timeout: 180_000,
  });
};

function measure(args: (string | number)[]): Results {
  const run = spawnSync(process.execPath, [join(here, 'mailbench.mjs'), ...args.map(String)], {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 26,
  });
  try {
    return JSON.parse(run.stdout.trim().split('\n').at(-1)!).results;
  } catch {
    return { errors: 1, error_list: { [`no result: ${run.stderr.slice(0, 300)}`]: 1 } };
  }
}

function needed(target: Target): string[] {
  const asked = options.only?.split(',');
  return Object.keys(scenarios).filter((name) => {
    if (target.only && name !== 'warm' && !target.only.includes(name)) return false;
    if (!asked || name === 'warm') return true;
    return asked.includes(name) || (name === 'one-mailbox' && asked.includes('imap'));
  });
}

function runAll(chosen: Target[]): Map<string, Results[]> {
  const results = new Map<string, Results[]>();
  for (let round = 1; round <= Number(options.runs); round++) {
    for (const target of chosen) {
      shell(target.start);
      try {
        for (const name of needed(target)) {
          execFileSync('sync');
          const pids = target.pidFiles.map((file) => join(benchDir, file)).join(',');
          const result = measure([
            ...scenarios[name]!(target, pids),
            '--run',
            `r${round}${name.replace(/[^a-z0-9]/g, '')}`,
          ]);
          const key = `${target.name}/${name}`;
          results.set(key, [...(results.get(key) ?? []), result]);
          const shown = figures.filter((f) => f.scenario === name).map((f) => `${f.key} ${result[f.key]}`);
          console.error(
            `round ${round}, ${target.name}, ${name}: ${shown.join(', ')}${result.errors ? ` ERRORS ${JSON.stringify(result.error_list)}` : ''}`,
          );
        }
      } finally {
        shell(target.stop);
      }
    }
  }
  return results;
}

const median = (list: number[]): number | undefined => {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

function medianOf(results: Map<string, Results[]>, target: Target, figure: Figure): number | undefined {
  const list = results.get(`${target.name}/${figure.scenario}`) ?? [];
  return median(list.map((r) => r[figure.key]).filter((v) => typeof v === 'number'));
}

const show = (n: number | undefined): string =>
  n === undefined ? '–' : n >= 100 ? Math.round(n).toLocaleString('en') : String(Number(n.toPrecision(3)));

function judge(figure: Figure, ours: number | undefined, best: number | undefined, goal: Figure['aim']): string {
  const bound = 'value' in goal ? goal.value : best === undefined ? undefined : best * goal.ratio;
  if (ours === undefined || bound === undefined) return '–';
  return (figure.better === 'more' ? ours >= bound : ours <= bound) ? `${show(bound)} ✓` : `${show(bound)} ✗`;
}

function report(results: Map<string, Results[]>, chosen: Target[]): string {
  const peers = chosen.filter((t) => !t.ours);
  const ours = chosen.find((t) => t.ours)!;
  const lines = figures.flatMap((figure) => {
    const mine = medianOf(results, ours, figure);
    if (mine === undefined) return [];
    const theirs = peers.map((t) => medianOf(results, t, figure)).filter((v) => v !== undefined);
    const best = theirs.length === 0 ? undefined : figure.better === 'more' ? Math.max(...theirs) : Math.min(...theirs);
    const ratio = best === undefined ? '–' : `${(mine / best).toPrecision(3)} ×`;
    return `| ${figure.title} | ${show(best)} | ${show(mine)} | ${ratio} | ${judge(figure, mine, best, figure.atLeast)} | ${judge(figure, mine, best, figure.aim)} |`;
  });
  const errors = [...results].flatMap(([key, list]) =>
    list.filter((r) => r.errors > 0).map((r) => `- ${key}: ${JSON.stringify(r.error_list)}`),
  );
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Client and server share the machine; the client and its mail are described in `test/bench/`.',
    `Medians of ${options.runs} rounds in one run on ${new Date().toISOString().slice(0, 10)}; ratio = ours / best of the peers.`,
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}; Node ${process.versions.node}; ${peerVersions()}.`,
    `Peers: ${peers.map((t) => t.name).join('; ') || 'none in this run'}.`,
    '',
    '| figure | best peer | ours | ratio | at least | aim |',
    '|---|---|---|---|---|---|',
    ...lines,
    ...(errors.length > 0 ? ['', 'Errors:', ...errors] : []),
    '',
  ].join('\n');
}

function peerVersions(): string {
  const version = (command: string, args: string[]): string => {
    const run = spawnSync(command, args, { encoding: 'utf8' });
    return run.status === 0 ? run.stdout.trim().split('\n')[0]! : 'not installed';
  };
  return `Postfix ${version('postconf', ['-d', '-h', 'mail_version'])}, Dovecot ${version('dovecot', ['--version'])}`;
}

if (!options.ours && spawnSync('dovecot', ['--version']).status !== 0) {
  console.error('Dovecot is not installed: run test/bench/peers/install.sh as root, or pass --ours.');
  process.exit(1);
}
const chosen = targets.filter((t) => t.ours || !options.ours);
const text = report(runAll(chosen), chosen);
const before = (() => {
  try {
    return readFileSync(options.out, 'utf8');
  } catch {
    return '';
  }
})();
// What stands below the line is written by hand: what limits each figure.
const remarks = before.indexOf('\n## ');
writeFileSync(options.out, text + (remarks >= 0 ? before.slice(remarks) : ''));
console.log(text);

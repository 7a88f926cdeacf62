/**
 * Fuzz runner: `node packages/mime/fuzz/run.ts [count] [seed]`. Mutates the corpus, checks every message, and fails on the first
 * breach, on one that takes over 250 ms, or when memory grows past 1 GB. The failing message is written beside, to be tested alone.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMessage } from '../src/testing/check-index.ts';
import { corpus } from '../src/testing/corpus.ts';
import { mutate, Random } from '../src/testing/mutate.ts';

const SLOWEST_MS = 250;
const MOST_RSS = 1024 ** 3;

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const random = new Random(seed);
const seeds = corpus();
const start = performance.now();
let slowest = 0;
let slowestSize = 0;
let octets = 0;

function stop(raw: Buffer, run: number, why: unknown): never {
  const file = join(tmpdir(), `mime-fuzz-${seed}-${run}.eml`);
  writeFileSync(file, raw);
  console.error(`\ninput ${run} of seed ${seed}, ${raw.length} octets, kept in ${file}:`, why);
  process.exit(1);
}

function processorMs(raw: Buffer): number {
  const before = process.cpuUsage();
  checkMessage(raw);
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1000;
}

for (let run = 0; run < count; run++) {
  const raw = mutate(random, seeds);
  octets += raw.length;
  const from = performance.now();
  try {
    checkMessage(raw);
  } catch (error) {
    stop(raw, run, error);
  }
  let took = performance.now() - from;
  if (took > slowest) {
    // Twice more, by the processor's clock, to tell the input's own time from compilation and pauses of the machine.
    took = Math.min(took, processorMs(raw), processorMs(raw));
    if (took > SLOWEST_MS) stop(raw, run, `${took.toFixed(0)} ms`);
    if (took > slowest) {
      slowest = took;
      slowestSize = raw.length;
    }
  }
  if (run % 5000 === 4999) {
    const rss = process.memoryUsage.rss();
    if (rss > MOST_RSS) stop(raw, run, `memory ${(rss / 1e6).toFixed(0)} MB`);
    const rate = ((run + 1) / (performance.now() - start)) * 1000;
    if (process.stdout.isTTY)
      process.stdout.write(`\r${run + 1} of ${count}, ${rate.toFixed(0)}/s, ${(rss / 1e6).toFixed(0)} MB `);
  }
}
const seconds = (performance.now() - start) / 1000;
console.log(
  `\n${count} inputs, ${(octets / 1e6).toFixed(0)} MB, in ${seconds.toFixed(0)} s; slowest ${slowest.toFixed(1)} ms (${slowestSize} octets); ` +
    `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB; no breach`,
);

/**
 * `node packages/imap/fuzz/run.ts COUNT [SEED]`: sends COUNT malformed commands in all states of a connection. Ends with an
 * error, and the seed and input to find it again, at the first fault, malformed answer, hang or growth of memory.
 */
import { fuzz } from '../src/testing/fuzz/fuzz.ts';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 1e9);
const MAX_RSS = 600 * 1024 * 1024;

process.on('unhandledRejection', (error) => {
  console.error('unhandled rejection', error);
  process.exit(1);
});

const started = performance.now();
let shown = started;
let peak = 0;
const result = await fuzz(count, seed, (done) => {
  peak = Math.max(peak, process.memoryUsage.rss());
  if (peak > MAX_RSS) throw new Error(`memory: ${Math.round(peak / 1e6)} MB after ${done} inputs, seed ${seed}`);
  if (performance.now() - shown < 2000) return;
  shown = performance.now();
  console.log(`${done} of ${count}, ${Math.round(peak / 1e6)} MB`);
});
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ ...result, seed, seconds: Math.round(seconds), peakMb: Math.round(peak / 1e6) }));

/** Speed of the package on messages of 5 KB, 80 KB and 2 MB: `node packages/mime/bench.ts`. */
import { decodePart, indexMessage, searchText, searchTokens, walkParts } from './src/index.ts';
import { sampleMessage } from './src/testing/sample-messages.ts';

const SECONDS = 1.5;

function measure(name: string, octets: number, work: () => void): void {
  for (const until = performance.now() + 300; performance.now() < until; ) work();
  let runs = 0;
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) {
    work();
    runs++;
  }
  const each = (performance.now() - start) / runs;
  const rate = (1000 / each).toFixed(0).padStart(8);
  const volume = (octets / 1e6 / (each / 1000)).toFixed(0).padStart(7);
  console.log(`${name.padEnd(24)} ${(each * 1000).toFixed(1).padStart(9)} µs ${rate} messages/s ${volume} MB/s`);
}

for (const [label, octets] of [
  ['5 KB', 5_000],
  ['80 KB', 80_000],
  ['2 MB', 2_000_000],
] as const) {
  const raw = sampleMessage(octets);
  const index = indexMessage(raw);
  const text = searchText(raw, index);
  measure(`index ${label}`, raw.length, () => void indexMessage(raw));
  measure(`search text ${label}`, raw.length, () => void searchText(raw, index));
  measure(`tokens ${label}`, text.length, () => {
    for (const _ of searchTokens(text));
  });
  measure(`decode parts ${label}`, raw.length, () => {
    for (const part of walkParts(index.root)) decodePart(raw, part);
  });
}
const lines = Buffer.from(`Subject: x\r\n\r\n${'một dòng chữ\r\n'.repeat(130_000)}`);
measure('index 2 MB of text', lines.length, () => void indexMessage(lines));

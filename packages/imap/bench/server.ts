/**
 * For measuring the library alone: a memory backend with MESSAGES realistic messages in the first mailbox and 100 in each of
 * 50 others, as the load generator names them. `node packages/imap/bench/server.ts CORPUS_MODULE [MESSAGES]` prints the port
 * and then, each second that isn't idle, the CPU used; CORPUS_MODULE exports `makeCorpus` like the generator's.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createImapServer } from '../src/index.ts';
import { MemoryBackend } from '../src/testing/index.ts';

const [corpusModule = '', count = '2000'] = process.argv.slice(2);
const { makeCorpus } = await import(pathToFileURL(resolve(corpusModule)).href);
const backend = new MemoryBackend();
const fill = (n: number, messages: number) => {
  const user = `user${String(n).padStart(4, '0')}@bench.test`;
  const account = backend.addAccount(user, 'benchpass', { quota: Number.MAX_SAFE_INTEGER });
  const corpus = makeCorpus({ seed: n, domain: 'bench.test', mix: n === 1 ? 'mixed' : 'small', run: `r${n}` });
  for (let i = 0; i < messages; i++) {
    const bytes = Buffer.concat(corpus.message(i, [user]).chunks);
    account.get('INBOX').append([{ bytes, flags: i % 3 === 0 ? ['\\Seen'] : [] }]);
  }
};
fill(1, Number(count));
for (let n = 2; n <= 50; n++) fill(n, 100);
const server = createImapServer({ backend, allowPlaintextAuth: true });
const { port } = await server.listen(0, '127.0.0.1');
console.log(`ready ${port} ${process.pid}`);

let before = process.cpuUsage();
setInterval(() => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  if (user + system > 50_000)
    console.log(`cpu user ${Math.round(user / 1000)} ms system ${Math.round(system / 1000)} ms`);
}, 1000);
process.on('SIGTERM', () => process.exit());

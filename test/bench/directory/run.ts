/**
 * `npm run bench -- --only directory`: the look-up and the tree of a province with 100,000 people and 15,000
 * organisations, over HTTP as a signed-in person, while others change the directory; and how soon the page stands there.
 * Writes its part of docs/benchmarks.md.
 *
 *   node test/bench/directory/run.ts [--people 100000] [--organisations 15000] [--requests 1500] [--out FILE]
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { RegulationOverview } from '@congvu/contract';
import { Client } from 'pg';
import { chromium } from 'playwright-core';
import { refreshEntriesOfPeople } from '../../../server/src/directory/lookup/refresh-entries.ts';
import { reindexEntries } from '../../../server/src/directory/lookup/reindex.ts';
import { createLog } from '../../../server/src/platform/log.ts';
import { createPools, type Pools } from '../../../server/src/platform/pool.ts';
import { findProgram } from '../../support/needs.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { writeSection } from '../write-section.ts';
import { generateDirectory } from './generate.ts';
import { chanceFrom } from './names.ts';
import { queries } from './queries.ts';

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    organisations: { type: 'string', default: '15000' },
    requests: { type: 'string', default: '1500' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../../docs/benchmarks.md') },
  },
});
const people = Number(options.people);
const organisations = Number(options.organisations);
const requests = Number(options.requests);

interface Times {
  p50: number;
  p95: number;
  p99: number;
}

function timesOf(list: number[]): Times {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** One GET; answers milliseconds until the last octet. */
function get(port: number, path: string, cookie: string): Promise<{ ms: number; body: string }> {
  const started = performance.now();
  return new Promise((done, fail) => {
    const asked = request(
      { port, host: '127.0.0.1', path, agent, headers: { cookie, accept: 'application/json' } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const body = Buffer.concat(parts).toString('utf8');
          if (answer.statusCode === 200) done({ ms: performance.now() - started, body });
          else fail(new Error(`${path}: ${answer.statusCode} ${body.slice(0, 200)}`));
        });
      },
    );
    asked.on('error', fail);
    asked.end();
  });
}

async function signIn(server: TestServer): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${server.ready.http}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-congvu': '1' },
    body: JSON.stringify({ address: server.ready.accounts[0], password: server.password }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

/** So many connections, each asks as soon as it was answered. */
async function measure(
  paths: string[],
  connections: number,
  ask: (path: string) => Promise<{ ms: number }>,
): Promise<number[]> {
  const left = paths.values();
  const taken: number[] = [];
  const one = async () => {
    for (const path of left) taken.push((await ask(path)).ms);
  };
  await Promise.all(Array.from({ length: connections }, one));
  return taken;
}

/** Someone changes a telephone number, some ten times a second, until told to stop. */
function changeMeanwhile(pools: Pools): () => Promise<number> {
  let going = true;
  let changes = 0;
  const work = (async () => {
    while (going) {
      const id = 100 + ((changes * 7919) % people);
      await pools.transaction(async (tx) => {
        await tx.query(
          "update person set phone = '0273 3' || lpad((random() * 999999)::int::text, 6, '0') where person_id = $1",
          [id],
        );
        await refreshEntriesOfPeople(tx, [id]);
      });
      changes += 1;
      await new Promise((go) => setTimeout(go, 100));
    }
    return changes;
  })();
  return () => {
    going = false;
    return work;
  };
}

const loads = 20;

/** Milliseconds from the address to something on the page, and to its tree, with nothing kept by the browser. */
async function openPage(port: number, cookie: string): Promise<{ paint: Times; tree: Times }> {
  const path = findProgram('chromium');
  if (!path) return { paint: timesOf([]), tree: timesOf([]) };
  const browser = await chromium.launch({
    executablePath: path,
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  const paints: number[] = [];
  const trees: number[] = [];
  const [name, value] = cookie.split('=') as [string, string];
  try {
    for (let i = 0; i < loads + 1; i++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }]);
      const page = await context.newPage();
      const started = performance.now();
      await page.goto(`http://127.0.0.1:${port}/directory`, { waitUntil: 'commit' });
      await page.locator('[role=treeitem]').nth(3).waitFor();
      trees.push(performance.now() - started);
      const first = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
      paints.push((await page.evaluate<number | undefined>(first)) ?? Number.NaN);
      await context.close();
    }
  } finally {
    await browser.close();
  }
  // The first also starts the browser's processes.
  return { paint: timesOf(paints.slice(1)), tree: timesOf(trees.slice(1)) };
}

/**
 * How long a managing authority waits for "what would this change?", for the rules that are slowest to count; each is tried as it
 * stands, which counts as much as any other value.
 */
async function trials(port: number, cookie: string): Promise<[rule: string, ms: number][]> {
  const headers = { cookie, 'content-type': 'application/json', 'x-congvu': '1' };
  const api = `http://127.0.0.1:${port}/api/regulation`;
  const overview = (await (await fetch(api, { headers })).json()) as RegulationOverview;
  const from = Temporal.PlainDate.from(overview.today).add({ days: 1 }).toString();
  const taken: [string, number][] = [];
  for (const { name: rule, version } of overview.rules) {
    if (!version) continue;
    const body = JSON.stringify({ rule, value: version.value, from });
    const started = performance.now();
    const answer = await fetch(`${api}/try`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`trial of ${rule}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    taken.push([rule, performance.now() - started]);
  }
  return taken.sort((a, b) => b[1] - a[1]).slice(0, 3);
}

const show = (n: number) => (Number.isNaN(n) ? '–' : n >= 100 ? String(Math.round(n)) : n.toPrecision(3));
const judged = (taken: number, goal: number) => `${goal} ${taken < goal ? '✓' : '✗'}`;
const row = (title: string, { p50, p95, p99 }: Times, goal = '') =>
  `| ${title} | ${show(p50)} | ${show(p95)} | ${show(p99)} | ${goal} |`;
const within = (title: string, times: Times, goal: number) => row(title, times, judged(times.p95, goal));

async function run(): Promise<string> {
  // What else the machine does counts against every figure.
  const load = loadavg()[0]!.toFixed(1);
  const server = await startServer();
  const log = createLog({ level: 'warn' });
  const url = readFileSync(join(server.dataDir, 'secrets', 'database-url'), 'utf8').trim();
  const pools = await createPools(url, log, { max: 2, warm: 1, statementTimeout: 600_000 });
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ id: string }>('select province_id as id from province limit 1');
    const province = rows[0]!.id;
    console.error(`generating ${people} people and ${organisations} organisations`);
    const made = performance.now();
    await generateDirectory(client, province, { people, organisations });
    const indexed = performance.now();
    await reindexEntries(pools, (done) => process.stderr.write(`\r${done} entries`));
    const entries = performance.now() - indexed;
    await client.query('vacuum analyze directory_entry');
    console.error(
      `\ngenerated in ${Math.round((indexed - made) / 1000)} s, entries in ${Math.round(entries / 1000)} s`,
    );

    const { http } = server.ready;
    const cookie = await signIn(server);
    const ask = (path: string) => get(http, path, cookie);
    const typed = (seed: number) =>
      queries(requests, chanceFrom(seed)).map((q) => `/api/directory/suggest?q=${encodeURIComponent(q)}&limit=8`);
    // Statements are planned and the code is compiled before anything counts.
    await measure(typed(1).slice(0, 300), 4, ask);
    const alone = await measure(typed(2), 1, ask);
    const together = await measure(typed(3), 8, ask);
    const stop = changeMeanwhile(pools);
    const writing = await measure(typed(4), 1, ask);
    const writingTogether = await measure(typed(5), 8, ask);
    const changes = await stop();
    const short = [...'abcdghklmnpqstvxy'].flatMap((a) =>
      ['', ...'aehinou'].map((b) => `/api/directory/suggest?q=${a}${b}&limit=8`),
    );
    const shortest = await measure(short, 1, ask);
    const names = ['nguyễn', 'nguyen', 'trần', 'lê', 'nguyen van', 'nguyễn thị'];
    const commonest = await measure(
      Array.from({ length: 20 }, () => names)
        .flat()
        .map((q) => `/api/directory/suggest?q=${encodeURIComponent(q)}&limit=8`),
      1,
      ask,
    );
    const found = await measure(
      typed(6).map((path) => path.replace('suggest', 'find').replace('limit=8', 'limit=20')),
      1,
      ask,
    );

    const root = JSON.parse((await ask('/api/directory/tree')).body).nodes[0].id as number;
    const rootTimes = await measure(
      Array.from({ length: 60 }, () => '/api/directory/tree'),
      1,
      ask,
    );
    const bigTimes = await measure(
      Array.from({ length: 60 }, () => `/api/directory/tree?parent=${root}`),
      1,
      ask,
    );
    const slowest = await trials(http, cookie);
    const page = await openPage(http, cookie);

    return [
      '## The directory',
      '',
      `${people.toLocaleString('en')} people and ${organisations.toLocaleString('en')} organisations, ${new Date().toISOString().slice(0, 10)}, by \`npm run bench -- --only directory\`; ${cpus().length} cores for client,`,
      `server and database together. Milliseconds over HTTP as a signed-in person; ${requests} queries a row, in the mix of \`test/bench/directory/queries.ts\`.`,
      `While others wrote: ${changes} changes of people, one after the other. All entries were made in ${Math.round(entries / 1000)} s. Load of the machine before: ${load}.`,
      '',
      '| what | p50 | p95 | p99 | p95 below |',
      '|---|---|---|---|---|',
      within('type-ahead, 1 connection', timesOf(alone), 20),
      within('type-ahead, 8 connections', timesOf(together), 20),
      within('type-ahead, 1 connection, others write', timesOf(writing), 20),
      within('type-ahead, 8 connections, others write', timesOf(writingTogether), 20),
      within('type-ahead, one and two letters', timesOf(shortest), 20),
      within('type-ahead, commonest names', timesOf(commonest), 20),
      row('search, first page of 20', timesOf(found)),
      row('tree, the root', timesOf(rootTimes)),
      row('tree, what stands below it', timesOf(bigTimes)),
      row(
        `directory page, first paint (Chromium, ${loads} loads)`,
        page.paint,
        `median ${judged(page.paint.p50, 500)}`,
      ),
      row('directory page, until the tree is there', page.tree),
      '',
      `Trial of a rule's new version, one each, the slowest three: ${slowest.map(([rule, ms]) => `${rule} ${show(ms)} ms`).join(', ')}.`,
      '',
    ].join('\n');
  } finally {
    await client.end();
    await pools.end();
    agent.destroy();
    await server.stop();
  }
}

const part = await run();
console.log(part);
writeSection(options.out, part);

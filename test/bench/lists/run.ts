/**
 * `npm run bench -- --only lists`: a workbook of all communes of five provinces and 30,000 people, sent, checked, imported and
 * taken back on a real server: once alone, and once while others sign in, look people up and get mail. Writes its part of
 * docs/benchmarks.md.
 *
 *   node test/bench/lists/run.ts [--people 30000] [--out FILE]
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  defaultListOptions,
  type ListImport,
  type ListPreview,
  type ListSummary,
} from '../../../packages/contract/src/index.ts';
import { startServer } from '../../support/server.ts';
import { writeSection } from '../write-section.ts';
import { makeList } from './make-list.ts';

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '30000' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../../docs/benchmarks.md') },
  },
});
const people = Number(options.people);

/** In kB, as the kernel counts them. */
function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${field}:\\s*(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** One message by LMTP. */
function deliver(port: number, to: string, n: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const lines = createInterface({ input: socket });
  const mail = `From: Kho bạc <kho.bac@example.test>\r\nTo: ${to}\r\nSubject: So ${n}\r\nMessage-ID: <${n}.${Date.now()}@bench>\r\n\r\nKính gửi.\r\n.`;
  const steps = [
    'LHLO bench.test',
    'MAIL FROM:<kho.bac@example.test>',
    `RCPT TO:<${to}>`,
    'DATA',
    mail,
    'QUIT',
  ].values();
  return new Promise((done, fail) => {
    lines.on('line', (line) => {
      if (line[3] === '-') return;
      if (!/^[23]/.test(line)) return fail(new Error(line));
      const next = steps.next();
      if (next.done) {
        socket.end();
        done();
      } else socket.write(`${next.value}\r\n`);
    });
    socket.on('error', fail);
  });
}

interface Phase {
  name: string;
  seconds: number;
  /** Most memory of the server's process, kB. */
  peak: number;
  others: Times[];
}

interface Times {
  p50: number;
  p95: number;
  most: number;
  count: number;
}

function timesOf(list: number[]): Times {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), most: at(1), count: sorted.length };
}

async function run(): Promise<string> {
  const load = loadavg()[0]!.toFixed(1);
  const made = await makeList(people);
  const server = await startServer();
  const { pid, http, lmtp, accounts } = server.ready;
  const base = `http://127.0.0.1:${http}`;
  let cookie = '';
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const raw = body instanceof Uint8Array;
    const answer = await fetch(base + path, {
      method,
      headers: {
        'x-congvu': '1',
        cookie,
        ...(body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    (await (await send(method, path, body)).json()) as T;
  const signIn = async (address: string) =>
    (await send('POST', '/api/auth/sign-in', { address, password: server.password })).headers
      .get('set-cookie')!
      .split(';')[0]!;

  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, memoryOf(pid, 'VmRSS'));
  }, 50);
  let going = true;
  const others: Promise<void>[] = [];
  try {
    cookie = await signIn(accounts[0]!);
    const settled = async (id: number, state: ListImport['state']): Promise<ListImport> => {
      for (;;) {
        const list = await call<ListImport>('GET', `/api/lists/imports/${id}`);
        if (list.state === state) return list;
        if (!list.state.endsWith('ing')) throw new Error(`${list.state}: ${JSON.stringify(list.failure)}`);
        await sleep(200);
      }
    };
    let measured: Record<string, number[]> = {};
    const phases: Phase[] = [];
    const phase = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
      for (const list of Object.values(measured)) list.length = 0;
      peak = 0;
      const started = performance.now();
      const result = await act();
      const seconds = (performance.now() - started) / 1000;
      phases.push({ name, seconds, peak, others: Object.values(measured).map((list) => timesOf([...list])) });
      console.error(`${name}: ${seconds.toFixed(1)} s, ${Math.round(peak / 1024)} MB`);
      return result;
    };

    const whole = async (): Promise<{ summary: ListSummary; phases: Phase[] }> => {
      phases.length = 0;
      const { id } = await phase('sent and looked through', () =>
        call<ListImport>('POST', '/api/lists/imports?name=tinh.xlsx', made.bytes),
      );
      const preview = await call<ListPreview>('GET', `/api/lists/imports/${id}/preview`);
      const checked = await phase('checked, with every address', async () => {
        await call('POST', `/api/lists/imports/${id}/check`, {
          sheets: preview.sheets.map(({ mapping }) => mapping),
          options: {
            ...defaultListOptions,
            domain: preview.choices.domains[0]!,
            underId: preview.choices.roots[0]!.id,
          },
        });
        return settled(id, 'checked');
      });
      const { organisations, people: persons } = checked.summary!;
      if (organisations.faults + persons.faults > 0) throw new Error(JSON.stringify(checked.summary));
      await phase('imported', async () => {
        await call('POST', `/api/lists/imports/${id}/apply`, { digest: checked.digest });
        return settled(id, 'applied');
      });
      await phase('exported again, XLSX', async () =>
        (await send('GET', '/api/lists/export?what=both&format=xlsx')).arrayBuffer(),
      );
      await phase('taken back', async () => {
        await call('POST', `/api/lists/imports/${id}/undo`, {});
        return settled(id, 'undone');
      });
      return { summary: checked.summary!, phases: [...phases] };
    };
    // The sample's mail is indexed first, by a thread of its own.
    await sleep(25_000);
    const quietBefore = memoryOf(pid, 'VmRSS');
    const alone = await whole();
    // What the others do, and how long each has to wait for it.
    const begin = (every: number, act: (n: number) => Promise<unknown>): number[] => {
      const taken: number[] = [];
      const work = async () => {
        for (let n = 0; going; n++) {
          const started = performance.now();
          await act(n);
          taken.push(performance.now() - started);
          await sleep(every);
        }
      };
      others.push(work());
      return taken;
    };
    measured = {
      'sign-in (Argon2 included)': begin(1000, (n) => signIn(accounts[1 + (n % (accounts.length - 1))]!)),
      'look-up of a name': begin(100, async () =>
        (await send('GET', '/api/directory/suggest?q=nguyen&limit=8')).text(),
      ),
      'delivery by LMTP, one connection each': begin(100, (n) => deliver(lmtp, accounts[n % accounts.length]!, n)),
    };
    await sleep(5000);
    const idle = Object.values(measured).map((list) => timesOf(list.splice(0)));
    const busyBefore = memoryOf(pid, 'VmRSS');
    const busy = await whole();
    going = false;
    await Promise.all(others);

    const { organisations, people: persons } = alone.summary;
    const names = Object.keys(measured);
    const show = (t: Times | undefined) =>
      !t || t.count === 0 ? '–' : `${Math.round(t.p50)} / ${Math.round(t.p95)} / ${Math.round(t.most)}`;
    const mb = (kB: number) => Math.round(kB / 1024);
    const seconds = alone.phases.slice(0, 3).reduce((sum, one) => sum + one.seconds, 0);
    const most = Math.max(...alone.phases.map((one) => one.peak));
    return [
      '## Lists',
      '',
      `One XLSX of ${(made.bytes.length / 2 ** 20).toFixed(1)} MB: ${made.organisations} organisations (${organisations.add} new) and ${persons.rows.toLocaleString('en')} people, each with a mailbox, ${new Date().toISOString().slice(0, 10)},`,
      `by \`npm run bench -- --only lists\`; ${cpus().length} cores for client, server and database together, durable commits. Load of the machine before: ${load}.`,
      `MB: the most memory the server’s process held (RSS). First alone (${mb(quietBefore)} MB before), then once more while others waited so many milliseconds (median / 95 % / longest):`,
      '',
      `| step | alone s | MB | beside others s | MB | ${names.join(' | ')} |`,
      `|---|---|---|---|---|${names.map(() => '---').join('|')}|`,
      `| none of it |  | ${mb(quietBefore)} |  | ${mb(busyBefore)} | ${idle.map(show).join(' | ')} |`,
      ...alone.phases.map((one, i) => {
        const beside = busy.phases[i]!;
        return `| ${one.name} | ${one.seconds.toFixed(1)} | ${mb(one.peak)} | ${beside.seconds.toFixed(1)} | ${mb(beside.peak)} | ${beside.others.map(show).join(' | ')} |`;
      }),
      '',
      `Sent, checked and imported: ${seconds.toFixed(1)} s of 60 ${seconds < 60 ? '✓' : '✗'}; memory ${mb(most)} MB of 500 ${mb(most) < 500 ? '✓' : '✗'}.`,
      '',
    ].join('\n');
  } finally {
    going = false;
    clearInterval(watching);
    await Promise.allSettled(others);
    await server.stop();
  }
}

const part = await run();
console.log(part);
writeSection(options.out, part);

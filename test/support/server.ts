import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the server's line `ready {…}` says. */
export interface Ready {
  pid: number;
  http: number;
  smtp: number;
  lmtp: number;
  submission: number;
  submissions: number;
  imap: number;
  imaps: number;
  /** Addresses of the sample province's accounts. */
  accounts: string[];
  /** Addresses of the two people with empty mailboxes. */
  jmapTest: string[];
}

export interface StartOptions {
  /** Kept at the end; default a temporary folder of this server's own, removed by `stop`. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Milliseconds. */
  timeout?: number;
}

export interface TestServer {
  ready: Ready;
  dataDir: string;
  /** The password of every sample account. */
  password: string;
  /** Everything it said on standard error. */
  log(): string;
  /** Asks it to stop and waits; fails if it does not end with 0. */
  stop(): Promise<void>;
  /** SIGKILL to the server's own process; waits until it is gone. The data folder stays. */
  kill9(): Promise<void>;
}

/** Names a stopped server's data folder, with the sample province and the password below, from which new ones are copied. */
export const sampleVariable = 'CONGVU_TEST_SAMPLE';

const root = resolve(import.meta.dirname, '../..');
const password = 'Kiểm-thử-2026';
const ports = ['HTTP', 'SMTP', 'LMTP', 'SUBMISSION', 'SUBMISSIONS', 'IMAP', 'IMAPS'];

/** The real server as a process of its own, on free ports, with the sample province. */
export async function startServer(options: StartOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'congvu-server-'));
  const sample = process.env[sampleVariable];
  const ofItsOwn = 'DATABASE_URL' in (options.env ?? {}) || 'CONGVU_SAMPLE_PASSWORD' in (options.env ?? {});
  // With its owners: PostgreSQL's files aren't root's.
  if (sample && !ofItsOwn && readdirSync(dataDir).length === 0) execFileSync('cp', ['-a', `${sample}/.`, dataDir]);
  const child = spawn(process.execPath, ['server/src/cli/main.ts', 'serve'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // As `npm start` does.
      MALLOC_ARENA_MAX: '2',
      CONGVU_DATA: dataDir,
      CONGVU_SAMPLE_PASSWORD: password,
      CONGVU_LOG: 'warn',
      ...Object.fromEntries(ports.map((port) => [`CONGVU_${port}_PORT`, '0'])),
      ...options.env,
    },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = `${said}${chunk}`.slice(-100_000);
  });
  const gone = once(child, 'exit');
  const remove = () => {
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const ready = await readReady(child, () => said, options.timeout ?? 60_000);
    return {
      ready,
      dataDir,
      password,
      log: () => said,
      async stop() {
        child.kill('SIGTERM');
        const [code, signal] = await gone;
        remove();
        if (code !== 0) throw new Error(`The server ended with ${signal ?? code}.\n${said}`);
      },
      async kill9() {
        child.kill('SIGKILL');
        await gone;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await gone;
    remove();
    throw error;
  }
}

async function readReady(child: ChildProcess, said: () => string, timeout: number): Promise<Ready> {
  const lines = createInterface({ input: child.stdout! });
  const ready = new Promise<Ready>((found) => {
    lines.on('line', (line) => {
      if (line.startsWith('ready ')) found(JSON.parse(line.slice('ready '.length)));
    });
  });
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`The server ended with ${code} before it was ready.\n${said()}`);
  });
  const timer = new AbortController();
  const late = sleep(timeout, undefined, { signal: timer.signal }).then(
    () => {
      throw new Error(`The server was not ready in ${timeout} ms.\n${said()}`);
    },
    () => new Promise<never>(() => {}),
  );
  // Whichever loses must not count as unhandled.
  ended.catch(() => {});
  try {
    return await Promise.race([ready, ended, late]);
  } finally {
    timer.abort();
  }
}

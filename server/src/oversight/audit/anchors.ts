/**
 * The head of the audit chain, written down outside the database: at start, every hour and at the stop. Whoever cuts off
 * the chain's end, or writes it anew, would have to change these lines too, and the log.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log, Queryable } from '../../platform/index.ts';

export interface Anchor {
  at: Date;
  seq: number;
  hash: Buffer;
}

export interface AnchorDeps {
  pools: Queryable;
  dataDir: string;
  log: Log;
}

const every = 3_600_000;

export const anchorFile = (dataDir: string): string => join(dataDir, 'audit', 'anchors.log');

/** Answers how to stop; the last one is written then. */
export async function startAnchors(deps: AnchorDeps): Promise<() => Promise<void>> {
  const write = () => writeAnchor(deps).catch((err) => deps.log.warn({ err }, 'the audit chain could not be anchored'));
  await write();
  const timer = setInterval(write, every);
  return async () => {
    clearInterval(timer);
    await write();
  };
}

/** Appends the head, unless it stands there last. */
export async function writeAnchor({ pools, dataDir, log }: AnchorDeps): Promise<void> {
  const head = await readHead(pools);
  if (head.seq === 0) return;
  const file = anchorFile(dataDir);
  const { anchors } = await readAnchors(dataDir);
  if (anchors.at(-1)?.seq === head.seq) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(`${new Date().toISOString()} ${head.seq} ${head.hash.toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  log.info({ seq: head.seq, hash: head.hash.toString('hex') }, 'head of the audit chain');
}

export async function readHead(db: Queryable): Promise<{ seq: number; hash: Buffer }> {
  const { rows } = await db.query<{ seq: number; hash: Buffer }>('select seq, hash from audit_head');
  return rows[0] ?? { seq: 0, hash: Buffer.alloc(0) };
}

/** In the order written. `unreadable`: numbers of lines that are none; a last one without its end is no fault. */
export async function readAnchors(dataDir: string): Promise<{ anchors: Anchor[]; unreadable: number[] }> {
  const text = await readFile(anchorFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').slice(0, -1);
  const anchors: Anchor[] = [];
  const unreadable: number[] = [];
  for (const [i, line] of lines.entries()) {
    const [, at = '', seq, hash] = /^(\S+) (\d{1,15}) ([0-9a-f]{64})$/.exec(line) ?? [];
    const time = new Date(at);
    if (!seq || !hash || Number.isNaN(time.getTime())) unreadable.push(i + 1);
    else anchors.push({ at: time, seq: Number(seq), hash: Buffer.from(hash, 'hex') });
  }
  return { anchors, unreadable };
}

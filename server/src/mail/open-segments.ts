/**
 * Segments of the blob store that are written to, and what a power cut left of them. A delivery's transaction is
 * committed while the octets are being synced and acknowledged after both, so after a power cut a row may point to
 * octets that never reached the disk. Nobody was told of such a message: it goes, and its sender tries again.
 */
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import type { BlobStore, Log } from '../platform/index.ts';
import { changeAccounts, type MessageRow, type MutationDeps } from './mutation.ts';
import {
  closeSegment,
  contentsOfSegment,
  dropContentRows,
  dropQueued,
  messagesOfContents,
  nextSegment,
  tornSegments,
} from './queries-segments.ts';
import { type Run, runOn } from './sql.ts';

/** Where and since when the kernel runs that holds what was written but not synced. */
export interface Boot {
  host: string;
  boot: string;
}

export function thisBoot(): Boot {
  return { host: hostname(), boot: bootId() };
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Elsewhere than on Linux: the moment it started, to the minute.
    return String(Math.round((Date.now() / 1000 - uptime()) / 60));
  }
}

/** For `openBlobStore`: numbers of segments, each noted as open until all of it is on disk. */
export function segmentBook(run: Run, { host, boot }: Boot = thisBoot()) {
  return {
    nextSegmentId: async () => (await run<{ segment: number }>(nextSegment, [host, boot])).rows[0]!.segment,
    onSegmentClosed: async (segment: number) => void (await run(closeSegment, [segment])),
  };
}

export interface TornDeps {
  mutation: MutationDeps;
  blobs: BlobStore;
  log: Log;
}

/** A foreign machine's segment may still be written to; after so many days it is not. */
const FOREIGN_DAYS = 7;

/** Looks at segments that were open when a kernel ended. Answers how many contents were dropped. */
export async function dropTorn(deps: TornDeps, { host, boot }: Boot = thisBoot()): Promise<number> {
  const run = runOn(deps.mutation.pools);
  const { rows: segments } = await run<{ segment: number; ours: boolean }>(tornSegments, [host, boot, FOREIGN_DAYS]);
  let dropped = 0;
  for (const { segment, ours } of segments) {
    const torn = await tornContents(deps, run, segment);
    if (!torn) {
      deps.log.error({ segment }, 'a segment is missing: is the disk of the blob store there?');
      continue;
    }
    if (torn.length > 0) {
      deps.log.warn({ segment, contents: torn.length }, 'a power cut: messages nobody was told of are dropped');
      await dropContents(deps.mutation, torn);
      dropped += torn.length;
    }
    if (ours) await run(closeSegment, [segment]);
  }
  return dropped;
}

/**
 * Contents whose octets are not on disk and which came just before the end; damage to older ones is another matter,
 * which `check` tells of. Undefined: the segment itself is not there, though its file is made durable before its use.
 */
async function tornContents({ blobs }: TornDeps, run: Run, segment: number): Promise<number[] | undefined> {
  const { rows } = await run<{
    content_id: number;
    hash: Buffer;
    segment_offset: number;
    size: number;
    recent: boolean;
  }>(contentsOfSegment, [segment]);
  if (rows.length === 0) return [];
  if (!(await blobs.has(segment))) return undefined;
  const torn: number[] = [];
  for (const { content_id, hash, segment_offset, size } of rows.filter((r) => r.recent)) {
    if (!(await blobs.verify({ segment, offset: segment_offset, length: size }, hash))) torn.push(content_id);
  }
  return torn;
}

/** Takes contents out of every mailbox and of the outgoing queue. Only for what was never acknowledged. */
export async function dropContents(deps: MutationDeps, contentIds: number[]): Promise<void> {
  const run = runOn(deps.pools);
  const { rows: holders } = await run<{ account_id: number }>(messagesOfContents, [contentIds]);
  for (const accountId of new Set(holders.map((r) => r.account_id))) {
    await changeAccounts(deps, [accountId], async (account) => {
      const { rows } = await account!.run<MessageRow & { account_id: number }>(messagesOfContents, [contentIds]);
      await account!.remove(rows.filter((r) => r.account_id === accountId));
    });
  }
  await run(dropQueued, [contentIds]);
  await run(dropContentRows, [contentIds]);
}

/** Undoes a delivery of which nobody was told. */
export async function takeBack(
  deps: MutationDeps,
  stored: { accountId: number; mailboxId: number; uid: number }[],
  contentIds: number[],
): Promise<void> {
  for (const [accountId, list] of Map.groupBy(stored, (s) => s.accountId)) {
    const uids = new Set(list.map((s) => `${s.mailboxId}/${s.uid}`));
    await changeAccounts(deps, [accountId], async (account) => {
      const { rows } = await account!.run<MessageRow & { account_id: number }>(messagesOfContents, [contentIds]);
      await account!.remove(rows.filter((r) => r.account_id === accountId && uids.has(`${r.mailbox_id}/${r.uid}`)));
    });
  }
  await runOn(deps.pools)(dropContentRows, [contentIds]);
}

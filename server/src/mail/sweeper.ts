import { stat, unlink } from 'node:fs/promises';
import { type BlobStore, type Log, listSegments, type Pools, type SegmentFile } from '../platform/index.ts';
import {
  contentsOfSegment,
  deleteOrphans,
  forgetRetired,
  forgetVanished,
  liveOctets,
  moveContent,
  orphans,
  retiredSegments,
  retireSegment,
} from './queries-sweep.ts';
import { isAlone, runOn } from './sql.ts';

export interface SweepDeps {
  pools: Pools;
  blobs: BlobStore;
  /** The folder of segments. */
  dir: string;
  log: Log;
}

export interface SweepOptions {
  /** How long a content nothing points to is kept, and a segment after its last write. PostgreSQL's interval. */
  contentAge?: string;
  /** Milliseconds since a segment was last written: then no process writes to it any more. */
  segmentAge?: number;
  /** How long the file of a segment that was moved away stays for readers that know its old place. */
  retiredAge?: string;
}

export interface Swept {
  contents: number;
  moved: number;
  /** Octets of files removed. */
  freed: number;
}

const BATCH = 500;
const MOVE_BATCH = 50;
const DAY = 86_400_000;
const LOCK = 0x73776570;

/**
 * Gives disk space back. Contents that nothing points to are forgotten; a segment of which less than half is live has
 * its live part written anew elsewhere, and its file goes once nobody can be reading there. May run beside servers at
 * work, in any process; stopping it halfway loses nothing.
 */
export async function sweepStore(deps: SweepDeps, options: SweepOptions = {}): Promise<Swept> {
  const { contentAge = '1 day', segmentAge = DAY, retiredAge = '1 hour' } = options;
  // One sweep at a time among all processes: the lock lasts as long as this transaction, the work is done beside it.
  return deps.pools.transaction(
    async (tx) => {
      if (!(await isAlone(runOn(tx), LOCK))) return { contents: 0, moved: 0, freed: 0 };
      const contents = await forgetOrphans(deps.pools, contentAge);
      await runOn(deps.pools)(forgetVanished, []);
      const freed = await removeRetired(deps, retiredAge);
      const moved = await compact(deps, segmentAge);
      return { contents, moved, freed };
    },
    { attempts: 1 },
  );
}

async function forgetOrphans(pools: Pools, age: string): Promise<number> {
  let after = 0;
  let forgotten = 0;
  for (;;) {
    const last = await pools.transaction(async (tx) => {
      const run = runOn(tx);
      const { rows } = await run<{ content_id: number }>(orphans, [after, age, BATCH]);
      if (rows.length === 0) return null;
      const ids = rows.map((r) => r.content_id);
      forgotten += (await run(deleteOrphans, [ids])).rowCount ?? 0;
      return ids.at(-1)!;
    });
    if (last === null) return forgotten;
    after = last;
  }
}

async function removeRetired({ pools, dir, log }: SweepDeps, age: string): Promise<number> {
  const { rows } = await runOn(pools)<{ segment: number; ripe: boolean }>(retiredSegments, [age]);
  const files = new Map((await listSegments(dir)).map((file) => [file.segment, file]));
  let freed = 0;
  for (const { segment, ripe } of rows) {
    if (!ripe) continue;
    const file = files.get(segment);
    if (file) {
      await unlink(file.path);
      freed += file.size;
      log.info({ segment, octets: file.size }, 'a segment was removed');
    }
    await runOn(pools)(forgetRetired, [segment]);
  }
  return freed;
}

async function compact(deps: SweepDeps, age: number): Promise<number> {
  const run = runOn(deps.pools);
  const live = new Map(
    (await run<{ segment: number; live: number }>(liveOctets, [])).rows.map((r) => [r.segment, r.live]),
  );
  const retired = new Set((await run<{ segment: number }>(retiredSegments, ['0 seconds'])).rows.map((r) => r.segment));
  let moved = 0;
  for (const file of await listSegments(deps.dir)) {
    if (retired.has(file.segment) || (live.get(file.segment) ?? 0) * 2 > file.size) continue;
    if (Date.now() - (await stat(file.path)).mtimeMs < age) continue;
    const result = await moveAway(deps, file);
    moved += result.moved;
    if (result.empty) await run(retireSegment, [file.segment]);
  }
  return moved;
}

/** Not emptied when it turns out to be the one this process still writes to. */
async function moveAway(
  { pools, blobs }: SweepDeps,
  { segment }: SegmentFile,
): Promise<{ moved: number; empty: boolean }> {
  const run = runOn(pools);
  let moved = 0;
  for (;;) {
    const { rows } = await run<{ content_id: number; hash: Buffer; segment_offset: number; size: number }>(
      contentsOfSegment,
      [segment, MOVE_BATCH],
    );
    if (rows.length === 0) return { moved, empty: true };
    const bytes = await blobs.readMany(rows.map((r) => ({ segment, offset: r.segment_offset, length: r.size })));
    const places = await blobs.append(rows.map((r, i) => ({ hash: r.hash, bytes: bytes[i]! })));
    if (places.some((p) => p.segment === segment)) return { moved, empty: false };
    await run(moveContent, [
      rows.map((r) => r.content_id),
      places.map((p) => p.segment),
      places.map((p) => p.offset),
      segment,
    ]);
    moved += rows.length;
  }
}

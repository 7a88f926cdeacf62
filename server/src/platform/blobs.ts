/**
 * The store of message contents: append-only segment files (`docs/adr/0003-blob-segments.md`). What a location points
 * to never changes. The database says what is there; nothing here is removed while it may point to it.
 */
import { access, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { mapBlobError } from './blobs/errors.ts';
import { BlobReader, type Lent } from './blobs/reader.ts';
import { type BlobLocation, type BlobRecord, segmentPath } from './blobs/segment.ts';
import { type BlobFiles, BlobWriter, type Placed, realFiles, syncFolder } from './blobs/writer.ts';
import type { Log } from './log.ts';

export type { Lent } from './blobs/reader.ts';
export {
  type BlobLocation,
  type BlobRecord,
  listSegments,
  type ScannedRecord,
  type SegmentFile,
  scanSegment,
  type TornTail,
} from './blobs/segment.ts';
export { type BlobFiles, type Placed, realFiles } from './blobs/writer.ts';

export interface BlobStore {
  /**
   * Resolves when all the records are on disk, with their locations in order. On an error none of them counts.
   * @throws PlatformError `blobs.full` or `blobs.unavailable`
   */
  append(records: BlobRecord[]): Promise<BlobLocation[]>;
  /**
   * The same in two steps: from `written` on the records can be read here, from `durable` on they outlast a power cut.
   * Both fail together, unless only the sync failed: then `durable` alone does.
   */
  place(records: BlobRecord[]): Placed;
  /**
   * The content, or its octets from `start` up to but not including `end`; both are brought within it.
   * @throws PlatformError `blobs.damaged` or `blobs.unavailable`; so do `readMany` and `stream`.
   */
  read(location: BlobLocation, start?: number, end?: number): Promise<Buffer>;
  /** Many contents in the order asked; neighbours on disk in one read. The buffers may share memory. */
  readMany(locations: readonly BlobLocation[]): Promise<Buffer[]>;
  /** The same into memory that is used again once it is given back: for large amounts that are only passed on. */
  lendMany(locations: readonly BlobLocation[]): Promise<Lent>;
  stream(location: BlobLocation, start?: number, end?: number): Readable;
  has(segment: number): Promise<boolean>;
  /** Puts on disk what is written of a segment, whoever wrote it. @throws PlatformError `blobs.unavailable` */
  sync(segment: number): Promise<void>;
  /** Whether the content is there and has this SHA-256. */
  verify(location: BlobLocation, hash: Buffer): Promise<boolean>;
  /** Waits for appends under way. */
  close(): Promise<void>;
}

export interface BlobStoreOptions {
  /** The folder of segments; made if it is missing. */
  dir: string;
  /** A number never given before, to any process. */
  nextSegmentId: () => Promise<number>;
  /** All of the segment is on disk, and nothing is written to it again. Not told of one that was given up. */
  onSegmentClosed?: (segment: number) => Promise<void>;
  log: Log;
  /** Octets after which a new segment is begun; 256 MB. */
  segmentSize?: number;
  /** Segments kept open for reading. */
  openFiles?: number;
  /**
   * Appends are refused as `blobs.full` while less than this is free, in octets; default 512 MB, or a twentieth of a small
   * disk. Without it the database, mostly on the same disk, would run out first, and not even reading would work.
   */
  reserve?: number;
  /** For tests of failing disks. */
  files?: BlobFiles;
}

export async function openBlobStore(options: BlobStoreOptions): Promise<BlobStore> {
  const { dir, nextSegmentId, log, segmentSize = 256 << 20, openFiles = 128, files = realFiles } = options;
  try {
    if (await mkdir(dir, { recursive: true, mode: 0o700 })) await syncFolder(dirname(dir));
  } catch (error) {
    throw mapBlobError(error);
  }
  const writer = new BlobWriter({
    folder: dir,
    nextSegmentId,
    onClosed: options.onSegmentClosed ?? (async () => {}),
    log,
    segmentSize,
    reserve: options.reserve ?? null,
    files,
  });
  const reader = new BlobReader(dir, openFiles);
  return {
    append: (records) => writer.append(records),
    place: (records) => writer.place(records),
    read: (location, start, end) => reader.read(location, start, end),
    readMany: (locations) => reader.readMany(locations),
    lendMany: (locations) => reader.lendMany(locations),
    stream: (location, start, end) => reader.stream(location, start, end),
    has: (segment) =>
      access(segmentPath(dir, segment)).then(
        () => true,
        () => false,
      ),
    sync: (segment) => syncSegment(segmentPath(dir, segment)),
    verify: (location, hash) => reader.verify(location, hash),
    close: async () => {
      await writer.close();
      await reader.close();
    },
  };
}

async function syncSegment(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+');
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw mapBlobError(error);
  }
}

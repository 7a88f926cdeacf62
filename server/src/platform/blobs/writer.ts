import { writevSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';
import { mapBlobError } from './errors.ts';
import {
  type BlobLocation,
  type BlobRecord,
  encodeFileHeader,
  encodeRecordHeader,
  fileHeaderLength,
  recordHeaderLength,
  segmentPath,
} from './segment.ts';

/** What the writer does to a file; a test can make it fail. */
export interface BlobFiles {
  write(handle: FileHandle, buffers: Buffer[], position: number): Promise<void>;
  sync(handle: FileHandle): Promise<void>;
}

/** Up to so many octets are copied to the kernel at once: handing them to another thread would take longer. */
const writtenAtOnce = 128 << 10;

export const realFiles: BlobFiles = {
  async write(handle, buffers, position) {
    const octets = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    let rest = buffers;
    let at = position;
    while (rest.length > 0) {
      const bytesWritten =
        octets <= writtenAtOnce ? writevSync(handle.fd, rest, at) : (await handle.writev(rest, at)).bytesWritten;
      at += bytesWritten;
      rest = afterOctets(rest, bytesWritten);
    }
  },
  sync: (handle) => handle.datasync(),
};

/** What remains of the buffers when that many octets of them have been written. */
function afterOctets(buffers: Buffer[], octets: number): Buffer[] {
  let left = octets;
  const index = buffers.findIndex((buffer) => {
    if (left < buffer.length) return true;
    left -= buffer.length;
    return false;
  });
  return index < 0 ? [] : [buffers[index]!.subarray(left), ...buffers.slice(index + 1)];
}

/** What becomes of records: `written` says where they are, `durable` resolves when they are on disk. */
export interface Placed {
  written: Promise<BlobLocation[]>;
  durable: Promise<void>;
}

interface Waiting {
  records: BlobRecord[];
  written: PromiseWithResolvers<BlobLocation[]>;
  durable: PromiseWithResolvers<void>;
}

interface OpenSegment {
  segment: number;
  handle: FileHandle;
  path: string;
  /** Everything before is written whole. */
  size: number;
  /** A sync of it failed: what the kernel has of its end is unknown. */
  broken: boolean;
}

interface Unsynced {
  batch: Waiting[];
  segment: OpenSegment;
}

export interface WriterOptions {
  folder: string;
  nextSegmentId: () => Promise<number>;
  /** All of the segment is on disk and nothing is written to it again. */
  onClosed: (segment: number) => Promise<void>;
  log: Log;
  /** Octets after which a new segment is begun. */
  segmentSize: number;
  /** Octets of the disk that stay free; see `BlobStoreOptions`. */
  reserve: number | null;
  files: BlobFiles;
}

/** One write takes no more than this, unless a single append is larger. */
const batchOctets = 32 << 20;
const largestReserve = 512 << 20;
const spaceKnownFor = 250;
/** After a failure appends are refused at once for so long, rather than each trying the disk. */
const pauseAfterFailure = 500;

/**
 * Appends with group commit: while one fdatasync is under way, later appends are written and go together in the next.
 * After a failed write or fdatasync nothing of that batch is acknowledged and the segment is given up: what the kernel
 * has of its end is unknown (a second fdatasync may succeed without the data), so it is never written to again.
 */
export class BlobWriter {
  readonly #options: WriterOptions;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #unsynced: Unsynced[] = [];
  #syncing: Promise<void> | null = null;
  #segment: OpenSegment | null = null;
  #refusing: { until: number; error: unknown } | null = null;
  #closed = false;
  #spaceKnownUntil = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  place(records: BlobRecord[]): Placed {
    const refusal = this.#refusal();
    if (refusal) return refused(refusal);
    if (records.length === 0) return { written: Promise.resolve([]), durable: Promise.resolve() };
    const entry = { records, written: Promise.withResolvers<BlobLocation[]>(), durable: Promise.withResolvers<void>() };
    const placed = { written: entry.written.promise, durable: entry.durable.promise };
    // Whoever waits for one of them need not look at the other.
    placed.written.catch(() => {});
    placed.durable.catch(() => {});
    this.#waiting.push(entry);
    this.#running ??= this.#run();
    return placed;
  }

  async append(records: BlobRecord[]): Promise<BlobLocation[]> {
    const { written, durable } = this.place(records);
    await durable;
    return written;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.#closeSegment();
  }

  #refusal(): unknown {
    if (this.#closed) return mapBlobError(new Error('The blob store is closed.'));
    return this.#refusing && Date.now() < this.#refusing.until ? this.#refusing.error : undefined;
  }

  async #run(): Promise<void> {
    // Appends of the same turn of the event loop go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        const { segment, located } = await this.#write(batch);
        if (segment.broken) throw this.#refusing?.error;
        for (const [index, { written }] of batch.entries()) written.resolve(located[index]!);
        this.#unsynced.push({ batch, segment });
        this.#syncing ??= this.#sync();
      } catch (error) {
        this.#fail(batch, error);
        await this.#syncing;
        await this.#abandon();
      }
    }
    this.#running = null;
  }

  async #sync(): Promise<void> {
    while (this.#unsynced.length > 0) {
      const { segment } = this.#unsynced[0]!;
      // A segment is closed only when all of it is synced, so there is one at a time.
      const batches = this.#unsynced.splice(0).map(({ batch }) => batch);
      try {
        if (!segment.broken) await this.#options.files.sync(segment.handle);
        if (segment.broken) throw this.#refusing?.error;
        for (const { durable } of batches.flat()) durable.resolve();
      } catch (error) {
        segment.broken = true;
        this.#fail(batches.flat(), error);
      }
    }
    this.#syncing = null;
    if (this.#segment?.broken) await this.#abandon();
  }

  #fail(batch: Waiting[], error: unknown): void {
    const mapped = mapBlobError(error);
    this.#options.log.error({ err: mapped }, 'writing to the blob store failed');
    this.#refusing = { until: Date.now() + pauseAfterFailure, error: mapped };
    for (const { written, durable } of batch) {
      written.reject(mapped);
      durable.reject(mapped);
    }
  }

  #takeBatch(): Waiting[] {
    let octets = 0;
    const end = this.#waiting.findIndex(({ records }, index) => {
      for (const { bytes } of records) octets += bytes.length;
      return index > 0 && octets > batchOctets;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #write(batch: Waiting[]): Promise<{ segment: OpenSegment; located: BlobLocation[][] }> {
    await this.#checkSpace();
    const segment = await this.#current();
    const buffers: Buffer[] = segment.size === 0 ? [encodeFileHeader(segment.segment)] : [];
    let at = segment.size || fileHeaderLength;
    const located = batch.map(({ records }) =>
      records.map((record) => {
        buffers.push(encodeRecordHeader(record));
        if (record.bytes.length > 0) buffers.push(record.bytes);
        const location = { segment: segment.segment, offset: at + recordHeaderLength, length: record.bytes.length };
        at = location.offset + location.length;
        return location;
      }),
    );
    await this.#options.files.write(segment.handle, buffers, segment.size);
    segment.size = at;
    return { segment, located };
  }

  async #checkSpace(): Promise<void> {
    if (Date.now() < this.#spaceKnownUntil) return;
    const { bavail, blocks, bsize } = await statfs(this.#options.folder);
    const reserve = this.#options.reserve ?? Math.min(largestReserve, (blocks * bsize) / 20);
    if (bavail * bsize < reserve)
      throw new PlatformError('blobs.full', `Less than ${Math.ceil(reserve / 2 ** 20)} MB is free.`);
    this.#spaceKnownUntil = Date.now() + spaceKnownFor;
  }

  async #current(): Promise<OpenSegment> {
    if (this.#segment && !this.#segment.broken && this.#segment.size < this.#options.segmentSize) return this.#segment;
    await this.#closeSegment();
    const segment = await this.#options.nextSegmentId();
    const path = segmentPath(this.#options.folder, segment);
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'wx', 0o600);
    this.#segment = { segment, handle, path, size: 0, broken: false };
    // The file's name must outlast a power cut as surely as its content.
    await syncFolder(dirname(path));
    if (made) await syncFolder(dirname(dirname(path)));
    return this.#segment;
  }

  async #closeSegment(): Promise<void> {
    await this.#syncing;
    const segment = this.#segment;
    this.#segment = null;
    if (!segment) return;
    await segment.handle.close();
    // The mark that it may be torn is only for the next start, which can do without.
    await this.#options.onClosed(segment.segment).catch((err) => {
      this.#options.log.warn({ err, segment: segment.segment }, 'a segment could not be marked as closed');
    });
  }

  /** What follows the last whole record goes, unless it may be pointed to: then a start after a power cut looks at it. */
  async #abandon(): Promise<void> {
    const segment = this.#segment;
    this.#segment = null;
    if (!segment) return;
    try {
      if (segment.size > 0 && !segment.broken) await segment.handle.truncate(segment.size);
      await segment.handle.close();
      if (segment.size === 0) await rm(segment.path);
    } catch (err) {
      this.#options.log.warn({ err, segment: segment.segment }, 'an abandoned segment keeps a torn tail');
      await segment.handle.close().catch(() => {});
    }
  }
}

function refused(error: unknown): Placed {
  const written = Promise.reject<BlobLocation[]>(error);
  const durable = Promise.reject<void>(error);
  written.catch(() => {});
  durable.catch(() => {});
  return { written, durable };
}

/** Makes the names in a folder outlast a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

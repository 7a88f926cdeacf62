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

export const realFiles: BlobFiles = {
  async write(handle, buffers, position) {
    let rest = buffers;
    let at = position;
    while (rest.length > 0) {
      const { bytesWritten } = await handle.writev(rest, at);
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

interface Waiting {
  records: BlobRecord[];
  resolve(locations: BlobLocation[]): void;
  reject(error: unknown): void;
}

interface OpenSegment {
  segment: number;
  handle: FileHandle;
  path: string;
  /** Everything before is acknowledged. */
  size: number;
}

export interface WriterOptions {
  folder: string;
  nextSegmentId: () => Promise<number>;
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
 * Appends with group commit: while one write and its fdatasync are under way, later appends gather and go together.
 * After a failed write or fdatasync nothing of that batch is acknowledged and the segment is given up: what the kernel
 * has of its end is unknown (a second fdatasync may succeed without the data), so it is never written to again.
 */
export class BlobWriter {
  readonly #options: WriterOptions;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #segment: OpenSegment | null = null;
  #refusing: { until: number; error: unknown } | null = null;
  #closed = false;
  #spaceKnownUntil = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  append(records: BlobRecord[]): Promise<BlobLocation[]> {
    if (this.#closed) return Promise.reject(mapBlobError(new Error('The blob store is closed.')));
    if (this.#refusing && Date.now() < this.#refusing.until) return Promise.reject(this.#refusing.error);
    if (records.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.#segment?.handle.close();
    this.#segment = null;
  }

  async #run(): Promise<void> {
    // Appends of the same turn of the event loop go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        const located = await this.#write(batch);
        for (const [index, { resolve }] of batch.entries()) resolve(located[index]!);
      } catch (error) {
        const mapped = mapBlobError(error);
        this.#options.log.error({ err: mapped }, 'writing to the blob store failed');
        this.#refusing = { until: Date.now() + pauseAfterFailure, error: mapped };
        await this.#abandon();
        for (const { reject } of batch) reject(mapped);
      }
    }
    this.#running = null;
  }

  #takeBatch(): Waiting[] {
    let octets = 0;
    const end = this.#waiting.findIndex(({ records }, index) => {
      for (const { bytes } of records) octets += bytes.length;
      return index > 0 && octets > batchOctets;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #write(batch: Waiting[]): Promise<BlobLocation[][]> {
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
    await this.#options.files.sync(segment.handle);
    segment.size = at;
    return located;
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
    if (this.#segment && this.#segment.size < this.#options.segmentSize) return this.#segment;
    await this.#segment?.handle.close();
    this.#segment = null;
    const segment = await this.#options.nextSegmentId();
    const path = segmentPath(this.#options.folder, segment);
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'wx', 0o600);
    this.#segment = { segment, handle, path, size: 0 };
    // The file's name must outlast a power cut as surely as its content.
    await syncFolder(dirname(path));
    if (made) await syncFolder(dirname(dirname(path)));
    return this.#segment;
  }

  async #abandon(): Promise<void> {
    const segment = this.#segment;
    this.#segment = null;
    if (!segment) return;
    try {
      if (segment.size > 0) await segment.handle.truncate(segment.size);
      await segment.handle.close();
      if (segment.size === 0) await rm(segment.path);
    } catch (err) {
      this.#options.log.warn({ err, segment: segment.segment }, 'an abandoned segment keeps a torn tail');
      await segment.handle.close().catch(() => {});
    }
  }
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

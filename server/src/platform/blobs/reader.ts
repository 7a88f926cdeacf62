import { Readable } from 'node:stream';
import { isPlatformError, PlatformError } from '../errors.ts';
import { mapBlobError } from './errors.ts';
import { HandleCache } from './handles.ts';
import { Lending } from './lent.ts';
import {
  type BlobLocation,
  decodeRecordHeader,
  hashOf,
  readExactly,
  recordHeaderLength,
  segmentPath,
} from './segment.ts';

/** Contents nearer to each other than this are read together with what lies between. */
const largestGap = 64 << 10;
/** One read takes no more than this, unless a single content is larger. */
const largestRead = 4 << 20;
const parallelReads = 4;
const streamPiece = 256 << 10;
/** Pieces of memory for reads that are kept for the next ones. */
const lentPieces = 12;

/** Contents read into memory that others use after `giveBack`. */
export interface Lent {
  contents: Buffer[];
  /** Not to be called while anything of the contents may still be looked at. Need not be called at all. */
  giveBack(): void;
}

interface Run {
  segment: number;
  start: number;
  end: number;
  /** Indexes into the caller's list. */
  members: number[];
}

/** Reads contents by location. A segment that is missing or too short is `blobs.damaged`. */
export class BlobReader {
  readonly #handles: HandleCache;
  readonly #lending = new Lending(largestRead, lentPieces);

  constructor(folder: string, openFiles: number) {
    this.#handles = new HandleCache((segment) => segmentPath(folder, segment), openFiles);
  }

  async read(location: BlobLocation, start = 0, end = location.length): Promise<Buffer> {
    const from = Math.min(Math.max(start, 0), location.length);
    const to = Math.min(Math.max(end, from), location.length);
    return this.#extent(location.segment, location.offset + from, to - from);
  }

  /** In the caller's order. Small contents may share memory: keep none of them for long. */
  async readMany(locations: readonly BlobLocation[]): Promise<Buffer[]> {
    return this.#readRuns(locations, () => undefined);
  }

  async lendMany(locations: readonly BlobLocation[]): Promise<Lent> {
    const lent: Buffer[] = [];
    const contents = await this.#readRuns(locations, (octets) => {
      const piece = this.#lending.take(octets);
      if (piece) lent.push(piece);
      return piece;
    });
    const giveBack = () => {
      for (const piece of lent.splice(0)) this.#lending.giveBack(piece);
    };
    return { contents, giveBack };
  }

  async #readRuns(
    locations: readonly BlobLocation[],
    memory: (octets: number) => Buffer | undefined,
  ): Promise<Buffer[]> {
    const results = new Array<Buffer>(locations.length);
    const runs = coalesce(locations);
    const worker = async () => {
      for (let run = runs.pop(); run; run = runs.pop()) {
        const length = run.end - run.start;
        const into = memory(length)?.subarray(0, length);
        const bytes = await this.#extent(run.segment, run.start, length, into);
        for (const index of run.members) {
          const { offset, length } = locations[index]!;
          results[index] = bytes.subarray(offset - run.start, offset - run.start + length);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallelReads, runs.length) }, worker));
    return results;
  }

  stream(location: BlobLocation, start = 0, end = location.length): Readable {
    const read = this.read.bind(this);
    const stop = Math.min(end, location.length);
    async function* pieces(): AsyncGenerator<Buffer> {
      for (let at = Math.max(start, 0); at < stop; at += streamPiece) {
        yield read(location, at, Math.min(at + streamPiece, stop));
      }
    }
    return Readable.from(pieces(), { objectMode: false });
  }

  /** Whether record header and content are whole and have that hash. */
  async verify(location: BlobLocation, hash: Buffer): Promise<boolean> {
    try {
      return await this.#handles.use(location.segment, async (handle) => {
        const header = await readExactly(handle, location.offset - recordHeaderLength, recordHeaderLength);
        const record = header && decodeRecordHeader(header);
        if (!record?.hash.equals(hash) || record.length !== location.length) return false;
        return (await hashOf(handle, location)).equals(hash);
      });
    } catch (error) {
      const mapped = readError(location.segment, error);
      if (isPlatformError(mapped, 'blobs.damaged')) return false;
      throw mapped;
    }
  }

  close(): Promise<void> {
    return this.#handles.close();
  }

  async #extent(segment: number, offset: number, length: number, into?: Buffer): Promise<Buffer> {
    try {
      const bytes = await this.#handles.use(segment, (handle) => readExactly(handle, offset, length, into));
      if (!bytes) throw new PlatformError('blobs.damaged', `Segment ${segment} ends before ${offset + length}.`);
      return bytes;
    } catch (error) {
      throw readError(segment, error);
    }
  }
}

function readError(segment: number, error: unknown): PlatformError {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return mapBlobError(error);
  return new PlatformError('blobs.damaged', `Segment ${segment} is missing.`, { cause: error });
}

/** Groups what lies close together into reads, in the order of the disk, last first. */
function coalesce(locations: readonly BlobLocation[]): Run[] {
  const order = [...locations.keys()].sort((a, b) => {
    const [x, y] = [locations[a]!, locations[b]!];
    return x.segment - y.segment || x.offset - y.offset;
  });
  const runs: Run[] = [];
  for (const index of order) {
    const { segment, offset, length } = locations[index]!;
    const run = runs.at(-1);
    const end = offset + length;
    if (run?.segment === segment && offset - run.end <= largestGap && end - run.start <= largestRead) {
      run.end = Math.max(run.end, end);
      run.members.push(index);
    } else {
      runs.push({ segment, start: offset, end, members: [index] });
    }
  }
  return runs.reverse();
}

/**
 * The format of a segment, a file of whole records one after another that is only ever appended to, by one process:
 *
 * | part | octets | |
 * |---|---|---|
 * | file header | 16 | `CVSEG001`, the segment's number (big-endian) |
 * | record header | 48 | `CVBLOB01`, length of the content (big-endian), its SHA-256 |
 * | content | length | |
 *
 * Only the end of a segment can be incomplete: what a write that was never acknowledged left there.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export const fileHeaderLength = 16;
export const recordHeaderLength = 48;

const fileMagic = Buffer.from('CVSEG001');
const recordMagic = Buffer.from('CVBLOB01');

export interface BlobRecord {
  /** SHA-256 of the bytes. */
  hash: Buffer;
  bytes: Buffer;
}

/** Where content stands. `offset` is that of its first octet, behind the record header. */
export interface BlobLocation {
  segment: number;
  offset: number;
  length: number;
}

export function encodeFileHeader(segment: number): Buffer {
  const header = Buffer.alloc(fileHeaderLength);
  fileMagic.copy(header);
  header.writeBigUInt64BE(BigInt(segment), 8);
  return header;
}

export function encodeRecordHeader(record: BlobRecord): Buffer {
  if (record.hash.length !== 32) throw new TypeError('A blob is named by its SHA-256.');
  const header = Buffer.allocUnsafe(recordHeaderLength);
  recordMagic.copy(header);
  header.writeBigUInt64BE(BigInt(record.bytes.length), 8);
  record.hash.copy(header, 16);
  return header;
}

/** Null if this is no record header. */
export function decodeRecordHeader(header: Buffer): { length: number; hash: Buffer } | null {
  if (header.length < recordHeaderLength || !header.subarray(0, 8).equals(recordMagic)) return null;
  const length = Number(header.readBigUInt64BE(8));
  return Number.isSafeInteger(length) ? { length, hash: Buffer.from(header.subarray(16, 48)) } : null;
}

/** `<folder>/<last byte of the number, in hexadecimal>/<number>.seg`: no folder grows beyond all measure. */
export function segmentPath(folder: string, segment: number): string {
  return join(folder, (segment % 256).toString(16).padStart(2, '0'), `${segment}.seg`);
}

export interface SegmentFile {
  segment: number;
  path: string;
  size: number;
}

/** Every segment in the folder, by number. */
export async function listSegments(folder: string): Promise<SegmentFile[]> {
  const found: SegmentFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) continue;
    for (const name of await readdir(join(folder, entry.name))) {
      const [, number] = /^(\d+)\.seg$/.exec(name) ?? [];
      if (!number) continue;
      const path = join(folder, entry.name, name);
      found.push({ segment: Number(number), path, size: (await stat(path)).size });
    }
  }
  return found.sort((a, b) => a.segment - b.segment);
}

export interface ScannedRecord {
  location: BlobLocation;
  hash: Buffer;
  /** Whether the content has that hash; only checked if asked for. */
  intact: boolean;
}

/** Octets at the end that are no whole record. */
export interface TornTail {
  torn: { offset: number; length: number };
}

/**
 * Walks a segment without the database, for checks and recovery. At most one `TornTail`, last. It is no damage by
 * itself: a write that was never acknowledged leaves one.
 * @param contents also compare every content with its hash.
 */
export async function* scanSegment(
  file: Pick<SegmentFile, 'path' | 'segment'>,
  contents = false,
): AsyncGenerator<ScannedRecord | TornTail> {
  const handle = await open(file.path, 'r');
  try {
    const { size } = await handle.stat();
    let at = fileHeaderLength;
    if (!(await readExactly(handle, 0, fileHeaderLength))?.equals(encodeFileHeader(file.segment))) at = 0;
    while (at > 0 && at < size) {
      const head = await readExactly(handle, at, recordHeaderLength);
      const record = head && decodeRecordHeader(head);
      const offset = at + recordHeaderLength;
      if (!record || offset + record.length > size) break;
      const location = { segment: file.segment, offset, length: record.length };
      const intact = !contents || (await hashOf(handle, location)).equals(record.hash);
      yield { location, hash: record.hash, intact };
      at = offset + record.length;
    }
    if (at < size) yield { torn: { offset: at, length: size - at } };
  } finally {
    await handle.close();
  }
}

/** SHA-256 of a content, read in pieces. */
export async function hashOf(handle: FileHandle, location: BlobLocation): Promise<Buffer> {
  const hash = createHash('sha256');
  const end = location.offset + location.length;
  for (let at = location.offset; at < end; at += piece) {
    const bytes = await readExactly(handle, at, Math.min(piece, end - at));
    if (!bytes) break;
    hash.update(bytes);
  }
  return hash.digest();
}

const piece = 1 << 20;

/** Into `bytes`, which has `length` octets; new memory when left out. Null if the file ends before. */
export async function readExactly(
  handle: FileHandle,
  offset: number,
  length: number,
  bytes: Buffer = Buffer.allocUnsafeSlow(length),
): Promise<Buffer | null> {
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return null;
    done += bytesRead;
  }
  return bytes;
}

/** The archive of a workbook (PKWARE APPNOTE 6.3.10), read within limits: nothing is unpacked before it is asked for. */
import { crc32, createInflateRaw } from 'node:zlib';
import { ListError } from '../errors.ts';
import { listLimits } from '../limits.ts';

interface Part {
  name: string;
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/** An open archive. `unpacked` counts over all parts that were read. */
export class Zip {
  readonly #bytes: Buffer;
  readonly #parts: Map<string, Part>;
  #unpacked = 0;

  /** @throws ListError `list.damaged`, `list.unpacked-too-large`. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#parts = readDirectory(bytes);
  }

  get names(): string[] {
    return [...this.#parts.values()].map((part) => part.name);
  }

  /** Names are compared without case, as OPC asks; a leading slash is none. */
  has(name: string): boolean {
    return this.#parts.has(keyOf(name));
  }

  /**
   * The octets of a part, piece by piece.
   * @throws ListError `list.damaged`, `list.encrypted`, `list.unpacked-too-large`.
   */
  async *read(name: string): AsyncGenerator<Buffer> {
    const part = this.#parts.get(keyOf(name));
    if (!part) throw new ListError('list.damaged', `${name} is missing.`);
    if (part.encrypted) throw new ListError('list.encrypted');
    let sum = 0;
    for await (const piece of this.#unpack(part)) {
      this.#unpacked += piece.length;
      if (this.#unpacked > listLimits.unpackedBytes) throw new ListError('list.unpacked-too-large');
      sum = crc32(piece, sum);
      yield piece;
    }
    if (sum !== part.crc) throw new ListError('list.damaged', `${name}: the check sum is wrong.`);
  }

  /** A small part as text. */
  async text(name: string): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of this.read(name)) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }

  async *#unpack(part: Part): AsyncGenerator<Buffer> {
    const packed = this.#packed(part);
    if (part.method === 0) {
      for (let at = 0; at < packed.length; at += 65_536) yield packed.subarray(at, at + 65_536);
      return;
    }
    if (part.method !== 8) throw new ListError('list.damaged', `${part.name}: method ${part.method}.`);
    const inflate = createInflateRaw();
    inflate.end(packed);
    try {
      for await (const piece of inflate) yield piece as Buffer;
    } catch (error) {
      if (error instanceof ListError) throw error;
      throw new ListError('list.damaged', `${part.name}: ${(error as Error).message}.`);
    } finally {
      inflate.destroy();
    }
  }

  #packed(part: Part): Buffer {
    const bytes = this.#bytes;
    const at = part.offset;
    if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) throw new ListError('list.damaged', part.name);
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    if (from + part.packed > bytes.length) throw new ListError('list.damaged', `${part.name} is cut off.`);
    return bytes.subarray(from, from + part.packed);
  }
}

const keyOf = (name: string) => name.replace(/^\/+/, '').toLowerCase();

function readDirectory(bytes: Buffer): Map<string, Part> {
  const end = findEnd(bytes);
  let { count, offset } = { count: bytes.readUInt16LE(end + 10), offset: bytes.readUInt32LE(end + 16) };
  if (count === 0xffff || offset === 0xffffffff) ({ count, offset } = readEnd64(bytes, end));
  if (count > listLimits.parts) throw new ListError('list.unpacked-too-large', `${count} parts.`);
  const parts = new Map<string, Part>();
  for (let at = offset, i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY)
      throw new ListError('list.damaged', 'directory');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) throw new ListError('list.damaged', 'directory');
    const part: Part = {
      name: bytes.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    };
    readExtra64(bytes.subarray(nameEnd, extraEnd), part, bytes.readUInt32LE(at + 24));
    if (!part.name.endsWith('/')) parts.set(keyOf(part.name), part);
    at = next;
  }
  return parts;
}

/** The end record stands within the last 64 KiB, before a comment. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new ListError('list.damaged', 'The archive has no end.');
}

function readEnd64(bytes: Buffer, end: number): { count: number; offset: number } {
  const locator = end - 20;
  if (locator < 0 || bytes.readUInt32LE(locator) !== LOCATOR64) throw new ListError('list.damaged', 'zip64');
  const at = Number(bytes.readBigUInt64LE(locator + 8));
  if (!(at + 56 <= bytes.length) || bytes.readUInt32LE(at) !== END64) throw new ListError('list.damaged', 'zip64');
  return { count: Number(bytes.readBigUInt64LE(at + 32)), offset: Number(bytes.readBigUInt64LE(at + 48)) };
}

/** Sizes beyond 32 bits stand in an extra field, in this order, each only if its place says so. */
function readExtra64(extra: Buffer, part: Part, unpacked: number): void {
  for (let at = 0; at + 4 <= extra.length; ) {
    const size = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      const field = extra.subarray(at + 4, at + 4 + size);
      let from = 0;
      const next = () => {
        if (from + 8 > field.length) throw new ListError('list.damaged', 'zip64');
        from += 8;
        return Number(field.readBigUInt64LE(from - 8));
      };
      if (unpacked === 0xffffffff) next();
      if (part.packed === 0xffffffff) part.packed = next();
      if (part.offset === 0xffffffff) part.offset = next();
    }
    at += 4 + size;
  }
}

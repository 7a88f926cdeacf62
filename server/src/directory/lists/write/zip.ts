/** A zip archive as it grows (PKWARE APPNOTE 6.3.10): sizes follow each part, so that nothing is held in memory. */
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface PartToWrite {
  name: string;
  content: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/** 1 January 1980: the same content gives the same file. */
const DATE = 0x0021;
/** Sizes follow the data; names are in UTF-8. */
const FLAGS = 0x0808;

export async function* writeZip(parts: Iterable<PartToWrite> | AsyncIterable<PartToWrite>): AsyncGenerator<Buffer> {
  const done: Written[] = [];
  let offset = 0;
  for await (const { name, content } of parts) {
    const part: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset };
    const head = localHeader(part.name);
    yield head;
    for await (const piece of deflated(content, part)) {
      part.packed += piece.length;
      yield piece;
    }
    const tail = descriptor(part);
    yield tail;
    offset += head.length + part.packed + tail.length;
    done.push(part);
  }
  const directory = Buffer.concat(done.map(directoryEntry));
  yield directory;
  yield endRecord(done.length, directory.length, offset);
}

async function* deflated(content: PartToWrite['content'], part: Written): AsyncGenerator<Buffer> {
  const octets = async function* () {
    for await (const text of content) {
      const piece = Buffer.from(text);
      part.crc = crc32(piece, part.crc);
      part.size += piece.length;
      yield piece;
    }
  };
  const source = Readable.from(octets(), { objectMode: false, highWaterMark: 1 << 18 });
  const deflate = createDeflateRaw();
  // An error of the source reaches whoever reads what comes out.
  source.on('error', (error) => deflate.destroy(error));
  source.pipe(deflate);
  try {
    for await (const piece of deflate) yield piece as Buffer;
  } finally {
    source.destroy();
    deflate.destroy();
  }
}

function localHeader(name: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(DATE, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function descriptor({ crc, packed, size }: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

function directoryEntry({ name, crc, packed, size, offset }: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt16LE(DATE, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

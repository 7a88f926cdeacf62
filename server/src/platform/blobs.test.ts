import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { segmentPath } from './blobs/segment.ts';
import { type BlobFiles, realFiles } from './blobs/writer.ts';
import {
  type BlobRecord,
  type BlobStore,
  type BlobStoreOptions,
  listSegments,
  openBlobStore,
  scanSegment,
} from './blobs.ts';
import { createLog } from './log.ts';

const log = createLog({ level: 'silent' });
let dir: string;
let stores: BlobStore[];
let lastId: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'blobs-'));
  stores = [];
  lastId = 0;
});

afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function openStore(options: Partial<BlobStoreOptions> = {}): Promise<BlobStore> {
  const store = await openBlobStore({ dir, nextSegmentId: async () => ++lastId, log, ...options });
  stores.push(store);
  return store;
}

function record(bytes: Buffer | string): BlobRecord {
  const content = Buffer.from(bytes);
  return { hash: createHash('sha256').update(content).digest(), bytes: content };
}

async function scan(path: string, segment: number, contents = false) {
  const found = [];
  for await (const item of scanSegment({ path, segment }, contents)) found.push(item);
  return found;
}

test('what was appended is read back, whole, in part, many at once, and as a stream', async () => {
  const store = await openStore();
  const records = [record('một'), record(''), record(randomBytes(700_000)), record('cuối')];
  const locations = await store.append(records);
  expect(locations.map((l) => l.length)).toEqual(records.map((r) => r.bytes.length));
  for (const [i, location] of locations.entries()) {
    expect(await store.read(location)).toEqual(records[i]!.bytes);
    expect(await buffer(store.stream(location))).toEqual(records[i]!.bytes);
    expect(await store.verify(location, records[i]!.hash)).toBe(true);
  }
  expect(await store.readMany(locations.toReversed())).toEqual(records.map((r) => r.bytes).reverse());
  expect(await store.read(locations[2]!, 100, 200)).toEqual(records[2]!.bytes.subarray(100, 200));
  expect(await store.read(locations[0]!, 3, 99)).toEqual(records[0]!.bytes.subarray(3));
  expect(await store.read(locations[0]!, 99)).toHaveLength(0);
  expect(await store.append([])).toEqual([]);
  expect(await store.readMany([])).toEqual([]);
});

test('lent memory keeps what was read until it is given back, and then serves the next', async () => {
  const store = await openStore();
  const records = Array.from({ length: 12 }, () => record(randomBytes(700_000)));
  const locations = await store.append(records);
  const right = ({ contents }: { contents: Buffer[] }, expected = records) =>
    contents.every((bytes, i) => bytes.equals(expected[i]!.bytes));
  const first = await store.lendMany(locations);
  const second = await store.lendMany(locations.toReversed());
  expect([right(first), right(second, records.toReversed())]).toEqual([true, true]);
  const memory = new Set(first.contents.map((bytes) => bytes.buffer));
  first.giveBack();
  first.giveBack();
  const third = await store.lendMany(locations);
  expect(third.contents.some((bytes) => memory.has(bytes.buffer))).toBe(true);
  expect([right(third), right(second, records.toReversed())]).toEqual([true, true]);
});

test('many small appends at once share writes and syncs', async () => {
  let syncs = 0;
  const files: BlobFiles = {
    ...realFiles,
    sync: async (handle) => {
      syncs++;
      await realFiles.sync(handle);
    },
  };
  const store = await openStore({ files });
  const records = Array.from({ length: 200 }, (_, i) => record(`message ${i}`));
  const locations = await Promise.all(records.map((r) => store.append([r])));
  expect(syncs).toBeLessThan(5);
  expect(await store.readMany(locations.flat())).toEqual(records.map((r) => r.bytes));
});

test('any appends read back in any order (property)', async () => {
  const store = await openStore({ segmentSize: 100_000, openFiles: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(120_000), { maxLength: 5 }), { maxLength: 6 }), async (sizes) => {
      const batches = sizes.map((batch) => batch.map((size) => record(randomBytes(size))));
      const locations = (await Promise.all(batches.map((batch) => store.append(batch)))).flat();
      const records = batches.flat();
      const order = [...locations.keys()].sort(() => Math.random() - 0.5);
      const read = await store.readMany(order.map((i) => locations[i]!));
      expect(read.every((bytes, k) => bytes.equals(records[order[k]!]!.bytes))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a segment is rolled at its size; two stores share a folder', async () => {
  const store = await openStore({ segmentSize: 1000 });
  const other = await openStore({ segmentSize: 1000 });
  const first = await store.append([record('x'.repeat(2000))]);
  const second = await store.append([record('y')]);
  const third = await other.append([record('z')]);
  expect([first[0]!.segment, second[0]!.segment, third[0]!.segment]).toEqual([1, 2, 3]);
  expect((await listSegments(dir)).map((file) => file.segment)).toEqual([1, 2, 3]);
  expect(await other.readMany([second[0]!, first[0]!])).toEqual([Buffer.from('y'), Buffer.from('x'.repeat(2000))]);
  expect(statSync(segmentPath(dir, 1)).mode & 0o777).toBe(0o600);
});

describe('a segment describes itself', () => {
  test('a scan finds every record, and the torn tail', async () => {
    const store = await openStore();
    const records = [record('one'), record('two')];
    const locations = await store.append(records);
    const path = segmentPath(dir, 1);
    const whole = records.map((r, i) => ({ location: locations[i], hash: r.hash, intact: true }));
    expect(await scan(path, 1, true)).toEqual(whole);
    const size = statSync(path).size;
    appendFileSync(path, readFileSync(path).subarray(16, 60));
    expect(await scan(path, 1)).toEqual([...whole, { torn: { offset: size, length: 44 } }]);
    truncateSync(path, size - 1);
    expect(await scan(path, 1)).toEqual([whole[0], { torn: { offset: 16 + 48 + 3, length: 50 } }]);
    expect(await scan(path, 2)).toEqual([{ torn: { offset: 0, length: size - 1 } }]);
  });

  test('damage is found: a changed octet, a short file, a missing file', async () => {
    const store = await openStore();
    const [location] = await store.append([record('content')]);
    const path = segmentPath(dir, 1);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path, bytes);
    expect(await store.verify(location!, record('content').hash)).toBe(false);
    expect((await scan(path, 1, true))[0]).toMatchObject({ intact: false });
    truncateSync(path, bytes.length - 2);
    await expect(store.read(location!)).rejects.toMatchObject({ code: 'blobs.damaged' });
    expect(await store.verify(location!, record('content').hash)).toBe(false);
    const missing = { segment: 77, offset: 64, length: 1 };
    await expect(store.readMany([missing])).rejects.toMatchObject({ code: 'blobs.damaged' });
    expect(await store.verify(missing, record('x').hash)).toBe(false);
  });
});

test('what is written can be read before it is durable; what comes meanwhile is written and synced after', async () => {
  let release: (() => void) | undefined;
  let syncs = 0;
  const files: BlobFiles = {
    ...realFiles,
    sync: async (handle) => {
      if (++syncs === 1) await new Promise<void>((resolve) => (release = resolve));
      await realFiles.sync(handle);
    },
  };
  const store = await openStore({ files, segmentSize: 1000 });
  const first = store.place([record('x'.repeat(2000))]);
  expect(await store.readMany(await first.written)).toEqual([Buffer.from('x'.repeat(2000))]);
  let durable = false;
  void first.durable.then(() => (durable = true));
  // The first segment is full: this one waits until all of it is on disk.
  const second = store.place([record('y')]);
  await sleep(20);
  expect(durable).toBe(false);
  expect((await listSegments(dir)).map((file) => file.segment)).toEqual([1]);
  release!();
  await second.durable;
  expect(durable).toBe(true);
  expect((await second.written)[0]!.segment).toBe(2);
});

test('tells of segments that are whole on disk, not of one that was given up', async () => {
  const closed: number[] = [];
  let failing = false;
  const files: BlobFiles = {
    ...realFiles,
    sync: (handle) => (failing ? Promise.reject(new Error('EIO')) : realFiles.sync(handle)),
  };
  const onSegmentClosed = async (segment: number) => void closed.push(segment);
  const store = await openStore({ files, segmentSize: 1000, onSegmentClosed });
  await store.append([record('x'.repeat(2000))]);
  await store.append([record('y')]);
  expect(closed).toEqual([1]);
  failing = true;
  const placed = store.place([record('z')]);
  expect(await placed.written).toMatchObject([{ segment: 2 }]);
  await expect(placed.durable).rejects.toMatchObject({ code: 'blobs.unavailable' });
  failing = false;
  await sleep(550);
  await store.append([record('later')]);
  await store.close();
  expect(closed).toEqual([1, 3]);
});

describe('a failing disk', () => {
  test('a failed sync acknowledges nothing, gives the segment up, and later goes on in a new one', async () => {
    let failing = false;
    const files: BlobFiles = {
      ...realFiles,
      sync: async (handle) => {
        if (failing) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
        await realFiles.sync(handle);
      },
    };
    const store = await openStore({ files });
    const [kept] = await store.append([record('kept')]);
    const size = statSync(segmentPath(dir, 1)).size;
    failing = true;
    const lost = [store.append([record('a')]), store.append([record('b')])];
    for (const append of lost) await expect(append).rejects.toMatchObject({ code: 'blobs.unavailable' });
    await expect(store.append([record('c')])).rejects.toMatchObject({ code: 'blobs.unavailable' });
    // Something may point to what was written, so it stays, unacknowledged.
    expect(statSync(segmentPath(dir, 1)).size).toBeGreaterThan(size);
    failing = false;
    await sleep(550);
    const [later] = await store.append([record('later')]);
    expect(later!.segment).toBe(2);
    expect(await store.readMany([kept!, later!])).toEqual([Buffer.from('kept'), Buffer.from('later')]);
  });

  test('a write in pieces is completed', async () => {
    const files: BlobFiles = {
      ...realFiles,
      write: (handle, buffers, position) => {
        const short = {
          writev: (list: Buffer[], at: number) => handle.writev([list[0]!.subarray(0, 70_007)], at),
        } as unknown as typeof handle;
        return realFiles.write(short, buffers, position);
      },
    };
    const store = await openStore({ files });
    const records = [record(randomBytes(100_000)), record(randomBytes(200_000))];
    expect(await store.readMany(await store.append(records))).toEqual(records.map((r) => r.bytes));
  });

  test('no segment number: nothing is written', async () => {
    const store = await openStore({ nextSegmentId: () => Promise.reject(new Error('no database')) });
    await expect(store.append([record('x')])).rejects.toMatchObject({ code: 'blobs.unavailable' });
    expect(readdirSync(dir)).toEqual([]);
  });

  // Only root may mount; elsewhere the failing sync above stands for it.
  const describeFull = canMount() ? describe : () => {};
  describeFull('that is full', () => {
    let small: string;
    beforeEach(() => {
      small = join(dir, 'small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    });
    afterEach(async () => {
      for (const store of stores) await store.close();
      execFileSync('umount', [small]);
    });

    test('says so, loses nothing, and recovers', async () => {
      const store = await openStore({ dir: small, reserve: 0 });
      const [kept] = await store.append([record('kept')]);
      writeFileSync(join(small, 'filler'), Buffer.alloc(900_000));
      await expect(store.append([record(randomBytes(500_000))])).rejects.toMatchObject({ code: 'blobs.full' });
      expect(await store.read(kept!)).toEqual(Buffer.from('kept'));
      expect(await scan(segmentPath(small, 1), 1, true)).toHaveLength(1);
      rmSync(join(small, 'filler'));
      await sleep(550);
      const [later] = await store.append([record(Buffer.alloc(500_000))]);
      expect(await store.verify(later!, record(Buffer.alloc(500_000)).hash)).toBe(true);
    });

    test('is noticed before the last octet, so that the database goes on', async () => {
      const store = await openStore({ dir: small });
      writeFileSync(join(small, 'filler'), Buffer.alloc(1_020_000));
      await expect(store.append([record('x')])).rejects.toMatchObject({ code: 'blobs.full' });
      writeFileSync(join(small, 'filler'), Buffer.alloc(900_000));
      await sleep(550);
      expect(await store.append([record('x')])).toHaveLength(1);
    });
  });
});

test('close waits for what is under way and refuses more', async () => {
  const store = await openStore();
  const append = store.append([record('last')]);
  await store.close();
  const [location] = await append;
  await expect(store.append([record('x')])).rejects.toMatchObject({ code: 'blobs.unavailable' });
  expect(await (await openStore()).read(location!)).toEqual(Buffer.from('last'));
});

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

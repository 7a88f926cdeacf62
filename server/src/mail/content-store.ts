import { createHash } from 'node:crypto';
import { indexMessage, type MessageIndex, searchText } from '@congvu/mime';
import type { BlobLocation, BlobStore } from '../platform/index.ts';
import { Lru } from './lru.ts';
import {
  contentImap,
  contentSummaries,
  contentsByHash,
  contentsById,
  contentThreads,
  insertContents,
} from './queries.ts';
import { PlainText } from './search-index.ts';
import type { Run } from './sql.ts';
import { hash52, summarize, summaryJson, threadRoot } from './summary.ts';
import type { Content, Summary } from './types.ts';

/** What IMAP lists of a message, ready to send. */
export interface ImapTexts {
  envelope: string;
  bodyStructure: string;
}

interface Waiting {
  hash: Buffer;
  bytes: Buffer;
  index: MessageIndex;
  resolve(content: Content): void;
  reject(error: unknown): void;
}

interface ContentRow {
  content_id: number;
  hash: Buffer;
  segment: number;
  segment_offset: number;
  size: number;
  thread_id: number;
}

const MAX_BATCH = 32;
const PARALLEL = 2;
const KNOWN = 20_000;
const SUMMARIES = 20_000;
const HEADER_READ = 16_384;
const PLAIN_TEXTS = 20_000;
/** Characters of all texts kept, and of one. */
const PLAIN_WEIGHT = 16_000_000;
const PLAIN_LENGTH = 20_000;

/**
 * Distinct messages: octets in the blob store, what is derived from them in `content`. Once per SHA-256.
 *
 * A row may be committed without waiting for the disk: whoever points to it commits later and waits, and PostgreSQL
 * writes its log in order. Until something points to it nothing has been promised. `deliverBatch` joins `content`, so
 * a row lost with the database is noticed, forgotten here by `forget`, and written again.
 */
export class ContentStore {
  readonly #blobs: BlobStore;
  readonly #run: Run;
  readonly #lazyRun: Run;
  readonly #byHash = new Lru<string, Content>(KNOWN);
  readonly #byId = new Lru<number, Content>(KNOWN);
  readonly #texts: Lru<number, ImapTexts>;
  readonly #summaries = new Lru<number, Summary>(SUMMARIES);
  /** Text of messages that came lately, for searches before they are in the index. */
  readonly #plain = new Lru<number, PlainText>(PLAIN_TEXTS, PLAIN_WEIGHT, (t) => t.lower.length);
  readonly #waiting: Waiting[] = [];
  #flushing = 0;

  /** `lazyRun`: on connections with synchronous_commit off. */
  constructor(deps: { blobs: BlobStore; run: Run; lazyRun: Run; cacheBytes?: number }) {
    this.#blobs = deps.blobs;
    this.#run = deps.run;
    this.#lazyRun = deps.lazyRun;
    this.#texts = new Lru(
      Number.POSITIVE_INFINITY,
      deps.cacheBytes ?? 64 << 20,
      (t) => t.envelope.length + t.bodyStructure.length + 100,
    );
  }

  put(bytes: Buffer, index: MessageIndex = indexMessage(bytes)): Promise<Content> {
    const hash = createHash('sha256').update(bytes).digest();
    const known = this.#byHash.get(hash.toString('latin1'));
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ hash, bytes, index, resolve, reject });
      this.#pump();
    });
  }

  recentText(contentId: number): PlainText | undefined {
    return this.#plain.get(contentId);
  }

  /** Keeps the text, if it is no longer than most are. */
  rememberText(contentId: number, bytes: Buffer, index: MessageIndex): PlainText {
    const text = new PlainText(searchText(bytes, index, PLAIN_LENGTH + 1));
    if (text.lower.length <= PLAIN_LENGTH) this.#plain.set(contentId, text);
    return text;
  }

  /** Rows may have been lost with the database. */
  forget(): void {
    this.#byHash.clear();
    this.#byId.clear();
    this.#plain.clear();
    this.#texts.clear();
    this.#summaries.clear();
  }

  #pump(): void {
    while (this.#flushing < PARALLEL && this.#waiting.length > 0) {
      this.#flushing++;
      const batch = this.#waiting.splice(0, MAX_BATCH);
      this.#flush(batch)
        .catch((error) => {
          for (const w of batch) w.reject(error);
        })
        .finally(() => {
          this.#flushing--;
          this.#pump();
        });
    }
  }

  async #flush(batch: Waiting[]): Promise<void> {
    const distinct = [...new Map(batch.map((w) => [w.hash.toString('latin1'), w])).values()];
    // Sorted, so that two processes with the same messages don't wait for each other crosswise.
    distinct.sort((a, b) => a.hash.compare(b.hash));
    const [places, threads] = await Promise.all([
      this.#blobs.append(distinct.map(({ hash, bytes }) => ({ hash, bytes }))),
      this.#threads(distinct),
    ]);
    const values = distinct.flatMap((w, i) => {
      const place = places[i]!;
      const { messageId } = w.index.envelope;
      return [
        w.hash,
        place.segment,
        place.offset,
        w.bytes.length,
        w.index.imapEnvelope,
        w.index.imapBodyStructure,
        summaryJson(summarize(w.index)),
        threads[i],
        messageId === null ? null : hash52(messageId),
      ];
    });
    const inserted = await this.#lazyRun<{ content_id: number; hash: Buffer }>(insertContents(distinct.length), values);
    const ids = new Map(inserted.rows.map((r) => [r.hash.toString('latin1'), r.content_id]));
    const found = new Map<string, Content>();
    distinct.forEach((w, i) => {
      const key = w.hash.toString('latin1');
      const contentId = ids.get(key);
      if (contentId === undefined) return;
      const place = places[i]!;
      const content = {
        contentId,
        segment: place.segment,
        offset: place.offset,
        size: w.bytes.length,
        threadId: threads[i]!,
      };
      found.set(key, content);
      this.#texts.set(contentId, { envelope: w.index.imapEnvelope, bodyStructure: w.index.imapBodyStructure });
      this.rememberText(contentId, w.bytes, w.index);
    });
    const others = distinct.filter((w) => !found.has(w.hash.toString('latin1')));
    if (others.length > 0) {
      const { rows } = await this.#run<ContentRow>(contentsByHash, [others.map((w) => w.hash)]);
      for (const row of rows) found.set(row.hash.toString('latin1'), toContent(row));
    }
    for (const [key, content] of found) {
      this.#byHash.set(key, content);
      this.#byId.set(content.contentId, content);
    }
    for (const w of batch) {
      const content = found.get(w.hash.toString('latin1'));
      if (content) w.resolve(content);
      else w.reject(new Error('A message was put into the store and is not there.'));
    }
  }

  async #threads(batch: Waiting[]): Promise<number[]> {
    const roots = batch.map((w) => threadRoot(w.index));
    const parents = [...new Set(roots.flatMap((r) => (r.parent === undefined ? [] : [hash52(r.parent)])))];
    const known = new Map<number, number>();
    if (parents.length > 0) {
      const { rows } = await this.#run<{ message_id_hash: number; thread_id: number }>(contentThreads, [parents]);
      for (const row of rows) known.set(row.message_id_hash, row.thread_id);
    }
    return batch.map((w, i) => {
      const { root, parent } = roots[i]!;
      if (root === undefined) return hash52(w.hash.toString('hex'));
      const own = hash52(root);
      return parent === undefined ? own : (known.get(own) ?? own);
    });
  }

  async get(ids: number[]): Promise<Map<number, Content>> {
    const found = new Map<number, Content>();
    const missing: number[] = [];
    for (const id of ids) {
      const content = this.#byId.get(id);
      if (content) found.set(id, content);
      else missing.push(id);
    }
    if (missing.length > 0) {
      const { rows } = await this.#run<ContentRow>(contentsById, [missing]);
      for (const row of rows) {
        const content = toContent(row);
        found.set(row.content_id, content);
        this.#byId.set(row.content_id, content);
      }
    }
    return found;
  }

  async byHash(hash: Buffer): Promise<Content | undefined> {
    const { rows } = await this.#run<ContentRow>(contentsByHash, [[hash]]);
    return rows[0] && toContent(rows[0]);
  }

  async read(contentId: number): Promise<Buffer | undefined> {
    return (await this.readMany([contentId]))[0];
  }

  /** Octets in the order of `ids`; undefined where there are none. */
  async readMany(ids: number[]): Promise<(Buffer | undefined)[]> {
    const read = async (): Promise<(Buffer | undefined)[]> => {
      const contents = await this.get(ids);
      const present = ids.flatMap((id) => contents.get(id) ?? []);
      const found = await this.#blobs.readMany(present.map(placeOf));
      const byId = new Map(present.map((c, i) => [c.contentId, found[i]]));
      return ids.map((id) => byId.get(id));
    };
    try {
      return await read();
    } catch {
      // The sweeper may have moved one since its place was learnt.
      for (const id of ids) this.#byId.delete(id);
      return read();
    }
  }

  async imapTexts(ids: number[]): Promise<Map<number, ImapTexts>> {
    const found = new Map<number, ImapTexts>();
    const missing: number[] = [];
    for (const id of ids) {
      const texts = this.#texts.get(id);
      if (texts) found.set(id, texts);
      else missing.push(id);
    }
    if (missing.length > 0) {
      const { rows } = await this.#run<{ content_id: number; imap_envelope: string; imap_body_structure: string }>(
        contentImap,
        [missing],
      );
      for (const row of rows) {
        const texts = { envelope: row.imap_envelope, bodyStructure: row.imap_body_structure };
        found.set(row.content_id, texts);
        this.#texts.set(row.content_id, texts);
      }
    }
    return found;
  }

  async summaries(ids: number[]): Promise<Map<number, Summary>> {
    const found = new Map<number, Summary>();
    const missing: number[] = [];
    for (const id of ids) {
      const summary = this.#summaries.get(id);
      if (summary) found.set(id, summary);
      else missing.push(id);
    }
    if (missing.length > 0) {
      const { rows } = await this.#run<{ content_id: number; summary: Summary }>(contentSummaries, [missing]);
      for (const row of rows) {
        found.set(row.content_id, row.summary);
        this.#summaries.set(row.content_id, row.summary);
      }
    }
    return found;
  }

  /** A message's header block, through its blank line. */
  async readHeader(contentId: number): Promise<Buffer | undefined> {
    const content = (await this.get([contentId])).get(contentId);
    if (!content) return undefined;
    const place = placeOf(content);
    const start = await this.#blobs.read(place, 0, Math.min(content.size, HEADER_READ)).catch(() => null);
    // Moved meanwhile, or damaged: the whole is read, which looks for its new place.
    if (!start) return headerOf(await this.read(contentId));
    const end = headerEnd(start);
    if (end >= 0 || content.size <= HEADER_READ) return end >= 0 ? start.subarray(0, end) : start;
    return headerOf(await this.read(contentId));
  }
}

function toContent(row: ContentRow): Content {
  return {
    contentId: row.content_id,
    segment: row.segment,
    offset: row.segment_offset,
    size: row.size,
    threadId: row.thread_id,
  };
}

const placeOf = (c: Content): BlobLocation => ({ segment: c.segment, offset: c.offset, length: c.size });

function headerOf(bytes: Buffer | undefined): Buffer | undefined {
  const end = bytes ? headerEnd(bytes) : -1;
  return end >= 0 ? bytes!.subarray(0, end) : bytes;
}

function headerEnd(bytes: Buffer): number {
  const at = bytes.indexOf('\r\n\r\n');
  return at < 0 ? -1 : at + 4;
}

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
  takeContentIds,
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

/** A message on its way into the store: known already, or its octets written and its row yet to be. */
export interface Prepared {
  content: Content;
  /** SHA-256, as characters. */
  key: string;
  /** Its row for `insertContents`, and what that is made of; undefined when the row is there. */
  fresh?: { row: unknown[]; index: MessageIndex };
  bytes: Buffer;
  /** Resolves when the octets are on disk. Nobody is told of the message before. */
  durable: Promise<void>;
}

interface ContentRow {
  content_id: number;
  hash: Buffer;
  segment: number;
  segment_offset: number;
  size: number;
  thread_id: number;
}

/** Numbers taken at once. */
const ID_BLOCK = 256;
const KNOWN = 20_000;
const SUMMARIES = 20_000;
const HEADER_READ = 16_384;
const PLAIN_TEXTS = 20_000;
/** Characters of all texts kept, and of one. */
const PLAIN_WEIGHT = 32_000_000;
const PLAIN_LENGTH = 20_000;

/**
 * Distinct messages: octets in the blob store, what is derived from them in `content`. Once per SHA-256.
 *
 * `prepare` writes the octets and says what the row is to be; whoever points to it inserts it in the same transaction,
 * waits until they are `durable` and calls `confirm` after. Two may prepare the same message at once: the second one's
 * row is left out, which its transaction notices, and `relearn` finds the first one's.
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
  readonly #plain = new Lru<number, PlainText>(PLAIN_TEXTS, PLAIN_WEIGHT, (t) => t.lower.length + t.folded.length);
  readonly #ids: number[] = [];
  #moreIds: Promise<void> | undefined;

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

  async prepare(bytes: Buffer, given?: MessageIndex): Promise<Prepared> {
    const hash = createHash('sha256').update(bytes).digest();
    const key = hash.toString('latin1');
    const known = this.#byHash.get(key);
    if (known) return { content: known, key, bytes, durable: Promise.resolve() };
    const { written, durable } = this.#blobs.place([{ hash, bytes }]);
    const read = given ? Promise.resolve(given) : indexed(bytes);
    const [places, contentId, index, threadId] = await Promise.all([
      written,
      this.#nextId(),
      read,
      read.then((message) => this.#threadOf(hash, message)),
    ]);
    const { segment, offset } = places[0]!;
    const { messageId } = index.envelope;
    const row = [
      contentId,
      hash,
      segment,
      offset,
      bytes.length,
      index.imapEnvelope,
      index.imapBodyStructure,
      summaryJson(summarize(index)),
      threadId,
      messageId === null ? null : hash52(messageId),
    ];
    const content = { contentId, segment, offset, size: bytes.length, threadId };
    return { content, key, fresh: { row, index }, bytes, durable };
  }

  /** The row is committed and the octets are durable. */
  confirm(prepared: Prepared): void {
    const { content, key, bytes, fresh } = prepared;
    this.#byHash.set(key, content);
    if (!fresh) return;
    const { index } = fresh;
    this.#byId.set(content.contentId, content);
    this.#texts.set(content.contentId, { envelope: index.imapEnvelope, bodyStructure: index.imapBodyStructure });
    // After whoever waits for the delivery has been told.
    setImmediate(() => this.rememberText(content.contentId, bytes, index));
  }

  /** What was known of this message turned out wrong: looks in the database. Answers whether it is there. */
  async relearn({ key, content }: Prepared): Promise<boolean> {
    this.#byHash.delete(key);
    this.#byId.delete(content.contentId);
    const found = await this.byHash(Buffer.from(key, 'latin1'));
    if (!found) return false;
    // Whoever committed it may still be waiting for its octets to be on disk.
    await this.#blobs.sync(found.segment);
    this.#byHash.set(key, found);
    return true;
  }

  /**
   * The row alone, for what is not delivered to a mailbox. It may be committed without waiting for the disk: whoever
   * points to it commits later and waits, and PostgreSQL writes its log in order.
   */
  async put(bytes: Buffer, index?: MessageIndex): Promise<Content> {
    const prepared = await this.prepare(bytes, index);
    if (!prepared.fresh) return prepared.content;
    await prepared.durable;
    const inserted = await this.#lazyRun(insertContents(1), prepared.fresh.row);
    if (inserted.rowCount === 0) {
      await this.relearn(prepared);
      const known = this.#byHash.get(prepared.key);
      if (!known) throw new Error('A message was put into the store and is not there.');
      return known;
    }
    this.confirm(prepared);
    return prepared.content;
  }

  async #nextId(): Promise<number> {
    while (this.#ids.length === 0) {
      this.#moreIds ??= this.#run<{ id: number }>(takeContentIds, [ID_BLOCK])
        .then(({ rows }) => void this.#ids.push(...rows.map((r) => r.id).reverse()))
        .finally(() => {
          this.#moreIds = undefined;
        });
      await this.#moreIds;
    }
    return this.#ids.pop()!;
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

  async #threadOf(hash: Buffer, index: MessageIndex): Promise<number> {
    const { root, parent } = threadRoot(index);
    if (root === undefined) return hash52(hash.toString('hex'));
    const own = hash52(root);
    if (parent === undefined) return own;
    const { rows } = await this.#run<{ thread_id: number }>(contentThreads, [[own]]);
    return rows[0]?.thread_id ?? own;
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
    const { contents } = await this.#readPlaces(ids, async (places) => ({
      contents: await this.#blobs.readMany(places),
    }));
    return contents;
  }

  /** The same into memory that is used again once it is given back; see `BlobStore.lendMany`. */
  lendMany(ids: number[]): Promise<{ contents: (Buffer | undefined)[]; giveBack(): void }> {
    return this.#readPlaces(ids, (places) => this.#blobs.lendMany(places));
  }

  async #readPlaces<R extends { contents: Buffer[] }>(
    ids: number[],
    read: (places: BlobLocation[]) => Promise<R>,
  ): Promise<Omit<R, 'contents'> & { contents: (Buffer | undefined)[] }> {
    const attempt = async () => {
      const known = await this.get(ids);
      const present = ids.flatMap((id) => known.get(id) ?? []);
      const found = await read(present.map(placeOf));
      const byId = new Map(present.map((c, i) => [c.contentId, found.contents[i]]));
      return { ...found, contents: ids.map((id) => byId.get(id)) };
    };
    try {
      return await attempt();
    } catch {
      // The sweeper may have moved one since its place was learnt.
      for (const id of ids) this.#byId.delete(id);
      return attempt();
    }
  }

  /** In the order of `ids`; undefined where there is no such content. */
  async imapTexts(ids: number[]): Promise<(ImapTexts | undefined)[]> {
    const texts = ids.map((id) => this.#texts.peek(id));
    const missing = ids.filter((_, i) => !texts[i]);
    if (missing.length === 0) return texts;
    const { rows } = await this.#run<{ content_id: number; imap_envelope: string; imap_body_structure: string }>(
      contentImap,
      [missing],
    );
    const found = new Map<number, ImapTexts>();
    for (const row of rows) {
      const text = { envelope: row.imap_envelope, bodyStructure: row.imap_body_structure };
      found.set(row.content_id, text);
      this.#texts.set(row.content_id, text);
    }
    return ids.map((id, i) => texts[i] ?? found.get(id));
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

/** Parsed once the disk has been given the message: it works meanwhile. */
async function indexed(bytes: Buffer): Promise<MessageIndex> {
  await new Promise<void>((resolve) => process.nextTick(resolve));
  return indexMessage(bytes);
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

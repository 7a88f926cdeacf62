import type { ChangeHub } from './changes.ts';
import { Lru } from './lru.ts';
import { mailboxSince } from './queries.ts';
import type { Run } from './sql.ts';

/** One message's place in a mailbox, as the snapshot keeps it. */
export interface Row {
  uid: number;
  modseq: number;
  flags: number;
  keywords: readonly string[];
  size: number;
  /** Milliseconds since the epoch. */
  received: number;
  emailId: number;
  threadId: number;
  contentId: number;
}

interface SinceRow {
  uid_validity: number;
  uid_next: number;
  highest_modseq: number;
  total: number;
  unseen: number;
  deleted: number;
  size: number;
  modseq_floor: number;
  uids: string | null;
  modseqs: string;
  flags: string;
  sizes: string;
  received: string;
  emails: string;
  threads: string;
  contents: string;
  keywords: Record<string, string[]> | null;
  gone: string | null;
  gone_modseqs: string;
}

/** Word of another process's change may be lost with that process; then it is noticed after this. Milliseconds. */
const TRUST = 10_000;
const NONE: readonly string[] = [];
const numbers = (array: string): number[] => JSON.parse(`[${array.slice(1, -1)}]`);

/**
 * A mailbox's messages in memory, in columns: 56 octets a message. True for one mod-sequence; `SnapshotCache` brings
 * it up to date by what changed since. Callers read it without waiting in between, and keep no reference.
 */
export class Snapshot {
  readonly accountId: number;
  readonly mailboxId: number;
  modseq = 0;
  /** See `SnapshotCache.doubt`. */
  doubt = -1;
  /** When it was last compared with the database. */
  checkedAt = 0;
  /** From where on `vanished` is complete. */
  since = 0;
  uidValidity = 0;
  uidNext = 1;
  unseen = 0;
  deleted = 0;
  size = 0;
  uids: Uint32Array = new Uint32Array(0);
  modseqs: Float64Array = new Float64Array(0);
  flags: Uint8Array = new Uint8Array(0);
  sizes: Uint32Array = new Uint32Array(0);
  received: Float64Array = new Float64Array(0);
  emailIds: Float64Array = new Float64Array(0);
  threadIds: Float64Array = new Float64Array(0);
  contentIds: Float64Array = new Float64Array(0);
  readonly keywords = new Map<number, readonly string[]>();
  vanished: { uid: number; modseq: number }[] = [];

  constructor(accountId: number, mailboxId: number) {
    this.accountId = accountId;
    this.mailboxId = mailboxId;
  }

  get count(): number {
    return this.uids.length;
  }

  /** Position of a UID, or -1. */
  indexOf(uid: number): number {
    const at = this.lowerBound(uid);
    return this.uids[at] === uid ? at : -1;
  }

  /** First position whose UID is not below. */
  lowerBound(uid: number): number {
    let low = 0;
    let high = this.uids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.uids[middle]! < uid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  row(at: number): Row {
    return {
      uid: this.uids[at]!,
      modseq: this.modseqs[at]!,
      flags: this.flags[at]!,
      keywords: this.keywords.get(this.uids[at]!) ?? NONE,
      size: this.sizes[at]!,
      received: this.received[at]!,
      emailId: this.emailIds[at]!,
      threadId: this.threadIds[at]!,
      contentId: this.contentIds[at]!,
    };
  }

  apply(row: SinceRow): void {
    const gone = row.gone === null ? [] : numbers(row.gone);
    const goneModseqs = row.gone === null ? [] : numbers(row.gone_modseqs);
    const changed = row.uids === null ? undefined : toColumns(row);
    if (gone.length > 0) {
      this.#remove(gone);
      for (const [i, uid] of gone.entries()) this.vanished.push({ uid, modseq: goneModseqs[i]! });
      if (this.vanished.length > 10_000) this.#forgetVanished();
    }
    if (changed) this.#merge(changed);
    this.modseq = row.highest_modseq;
    this.uidValidity = row.uid_validity;
    this.uidNext = row.uid_next;
    this.unseen = row.unseen;
    this.deleted = row.deleted;
    this.size = row.size;
  }

  #forgetVanished(): void {
    this.vanished.sort((a, b) => a.modseq - b.modseq);
    const dropped = this.vanished.splice(0, 5_000);
    this.since = dropped.at(-1)!.modseq;
  }

  #remove(gone: number[]): void {
    const drop = new Set<number>();
    for (const uid of gone) {
      const at = this.indexOf(uid);
      if (at >= 0) drop.add(at);
      this.keywords.delete(uid);
    }
    if (drop.size === 0) return;
    const keep = <T extends Column>(column: T): T => column.filter((_: number, i: number) => !drop.has(i)) as T;
    this.#replace(keep);
  }

  #replace(change: <T extends Column>(column: T, name: ColumnName) => T): void {
    this.uids = change(this.uids, 'uids');
    this.modseqs = change(this.modseqs, 'modseqs');
    this.flags = change(this.flags, 'flags');
    this.sizes = change(this.sizes, 'sizes');
    this.received = change(this.received, 'received');
    this.emailIds = change(this.emailIds, 'emailIds');
    this.threadIds = change(this.threadIds, 'threadIds');
    this.contentIds = change(this.contentIds, 'contentIds');
  }

  /** `changed` ascends by UID: known ones are overwritten, new ones come at the end, for UIDs only grow. */
  #merge(changed: Columns): void {
    const last = this.uids.at(-1) ?? 0;
    let firstNew = changed.uids.length;
    for (let i = 0; i < changed.uids.length; i++) {
      const uid = changed.uids[i]!;
      if (uid > last) {
        firstNew = i;
        break;
      }
      const at = this.indexOf(uid);
      if (at < 0) continue;
      this.modseqs[at] = changed.modseqs[i]!;
      this.flags[at] = changed.flags[i]!;
      this.threadIds[at] = changed.threadIds[i]!;
    }
    for (const uid of changed.uids) {
      const words = changed.keywords[uid];
      if (words) this.keywords.set(uid, words);
      else this.keywords.delete(uid);
    }
    const added = changed.uids.length - firstNew;
    if (added === 0) return;
    const old = this.uids.length;
    this.#replace((column, name) => {
      const grown = new (column.constructor as new (n: number) => typeof column)(old + added);
      grown.set(column);
      const source = changed[name];
      for (let i = 0; i < added; i++) grown[old + i] = source[firstNew + i]!;
      return grown;
    });
  }
}

type Column = Uint32Array | Float64Array | Uint8Array;
type ColumnName = 'uids' | 'modseqs' | 'flags' | 'sizes' | 'received' | 'emailIds' | 'threadIds' | 'contentIds';
type Columns = Record<ColumnName, number[]> & { keywords: Record<string, string[]> };

function toColumns(row: SinceRow): Columns {
  return {
    uids: numbers(row.uids!),
    modseqs: numbers(row.modseqs),
    flags: numbers(row.flags),
    sizes: numbers(row.sizes),
    received: numbers(row.received),
    emailIds: numbers(row.emails),
    threadIds: numbers(row.threads),
    contentIds: numbers(row.contents),
    keywords: row.keywords ?? {},
  };
}

/**
 * Snapshots of the mailboxes in use, all of them together at most `maxMessages` long.
 *
 * The hub tells of every change after its commit, so a snapshot that has what the hub told of needs no look at the
 * database. While nobody listens to other processes (`trusted` false) every request looks. Requests for one mailbox at
 * the same time share one query.
 */
export class SnapshotCache {
  readonly #run: Run;
  readonly #snapshots: Lru<string, Snapshot>;
  readonly #underWay = new Map<string, Promise<Snapshot | undefined>>();
  /** The latest mod-sequence heard of, for mailboxes whose snapshot does not have it. */
  readonly #heard = new Map<string, number>();
  /** Counts the times when changes may have gone unheard. */
  #doubt = 0;
  trusted = false;

  constructor(run: Run, hub: ChangeHub, maxMessages = 1_000_000) {
    this.#run = run;
    this.#snapshots = new Lru(20_000, maxMessages, (s) => s.count + 50);
    hub.onChange((change) => {
      for (const mailboxId of change.mailboxIds) {
        const key = `${change.accountId}:${mailboxId}`;
        if (this.#snapshots.has(key) || this.#underWay.has(key)) this.#heard.set(key, change.modseq);
      }
    });
  }

  /** Changes may have gone unheard. */
  doubt(): void {
    this.#doubt++;
  }

  /** Undefined when there is no such mailbox. */
  async fresh(accountId: number, mailboxId: number): Promise<Snapshot | undefined> {
    const key = `${accountId}:${mailboxId}`;
    const snapshot = this.#snapshots.get(key);
    if (snapshot && this.#isCurrent(key, snapshot)) return snapshot;
    // A query already sent may miss what was committed since: it serves only those who asked before it was sent.
    await this.#underWay.get(key);
    return this.#underWay.get(key) ?? this.#begin(key, accountId, mailboxId);
  }

  #isCurrent(key: string, snapshot: Snapshot): boolean {
    if (!this.trusted || snapshot.doubt !== this.#doubt) return false;
    if (performance.now() - snapshot.checkedAt > TRUST) return false;
    const heard = this.#heard.get(key);
    return heard === undefined || heard <= snapshot.modseq;
  }

  #begin(key: string, accountId: number, mailboxId: number): Promise<Snapshot | undefined> {
    const promise = this.#refresh(key, accountId, mailboxId).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, promise);
    return promise;
  }

  async #refresh(key: string, accountId: number, mailboxId: number): Promise<Snapshot | undefined> {
    const doubt = this.#doubt;
    let snapshot = this.#snapshots.get(key);
    const since = snapshot?.modseq ?? 0;
    const { rows } = await this.#run<SinceRow>(mailboxSince, [accountId, mailboxId, since]);
    const row = rows[0];
    if (!row) {
      this.#snapshots.delete(key);
      this.#heard.delete(key);
      return undefined;
    }
    if (snapshot && row.modseq_floor > since) {
      this.#snapshots.delete(key);
      return this.#refresh(key, accountId, mailboxId);
    }
    snapshot ??= new Snapshot(accountId, mailboxId);
    if (since === 0) snapshot.since = row.highest_modseq;
    snapshot.doubt = doubt;
    snapshot.checkedAt = performance.now();
    if (row.highest_modseq !== snapshot.modseq) snapshot.apply(row);
    if ((this.#heard.get(key) ?? 0) <= snapshot.modseq) this.#heard.delete(key);
    // Put anew, since its weight may have changed.
    this.#snapshots.delete(key);
    this.#snapshots.set(key, snapshot);
    return snapshot;
  }
}

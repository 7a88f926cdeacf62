import type { Changes, Mailbox, MessageState, ModSeq, Uid } from './session.ts';
import { normalizeRanges, type SequenceSet } from './wire/sequence-set.ts';

/**
 * One connection's view of its selected mailbox (RFC 9051 §2.3.1.2): which message has which sequence number.
 *
 * Invariants
 * - The view changes only by what the client has been told: messages are added with EXISTS, and one that was
 *   expunged keeps its number until EXPUNGE may be sent.
 * - `modseq` is a state the view has taken in wholly.
 */
export interface ViewChanges {
  /** Number of messages now, when some arrived. */
  exists: number | undefined;
  /** Messages whose flags changed, and that the client has not been told of. */
  changed: MessageState[];
}

export class MailboxView {
  readonly mailbox: Mailbox;
  /** Ascending; the first `count` are in use. */
  #uids: Uint32Array;
  #count: number;
  modseq: ModSeq;
  /** The backend hints at news. */
  hinted = false;
  /** Expunged, not told yet. Ascending. */
  #vanished: Uid[] | undefined;
  /** What this connection itself has changed and told of: not news when it comes back. */
  #own: Map<Uid, ModSeq> | undefined;
  /** The saved search result (RFC 5182): ascending UIDs. */
  saved: Uint32Array | undefined;

  constructor(mailbox: Mailbox) {
    this.mailbox = mailbox;
    this.#uids = mailbox.initial.uids;
    this.#count = this.#uids.length;
    this.modseq = mailbox.initial.modseq;
  }

  /** Messages, as the client counts them. */
  get count(): number {
    return this.#count;
  }

  get lastUid(): Uid {
    return this.#count === 0 ? 0 : (this.#uids[this.#count - 1] as Uid);
  }

  /** All UIDs; valid until the view changes. */
  get uids(): Uint32Array {
    return this.#uids.subarray(0, this.#count);
  }

  uidAt(seq: number): Uid {
    return this.#uids[seq - 1] as Uid;
  }

  /** Sequence number, 0 when the view lacks it. `after` is a number known to be below, for walks. */
  seqOf(uid: Uid, after = 0): number {
    const uids = this.#uids;
    if (after < this.#count && uids[after] === uid) return after + 1;
    const i = this.#lowerBound(uid, after);
    return i < this.#count && uids[i] === uid ? i + 1 : 0;
  }

  /** Index of the first UID not below `uid`. */
  #lowerBound(uid: Uid, from = 0): number {
    let low = from;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#uids[middle] as Uid) < uid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The UIDs, ascending, of the messages that a set names. Undefined when a sequence number is above the
   * count (RFC 9051 §6.4.4: an error), unless it stands in a range with `*`.
   */
  resolve(set: SequenceSet, byUid: boolean): Uint32Array | undefined {
    if (set.saved) return this.#stillThere(this.saved ?? new Uint32Array());
    const ranges = byUid ? this.#uidIndexes(set.ranges) : this.#seqIndexes(set.ranges);
    if (ranges === undefined) return undefined;
    if (ranges.length === 1) return this.#uids.subarray(ranges[0]![0], ranges[0]![1]);
    let size = 0;
    for (const [from, to] of ranges) size += to - from;
    const uids = new Uint32Array(size);
    let at = 0;
    for (const [from, to] of ranges) {
      uids.set(this.#uids.subarray(from, to), at);
      at += to - from;
    }
    return uids;
  }

  /** Like `resolve`, as few ranges of UIDs. */
  uidRanges(set: SequenceSet, byUid: boolean): [Uid, Uid][] | undefined {
    let indexes: [number, number][] | undefined;
    if (set.saved) {
      const seqs = this.visible(Array.from(this.saved ?? []), false);
      indexes = normalizeRanges(
        seqs.map((seq) => [seq, seq]),
        this.#count,
      ).map(([from, to]) => [from - 1, to]);
    } else indexes = byUid ? this.#uidIndexes(set.ranges) : this.#seqIndexes(set.ranges);
    return indexes?.map(([from, to]) => [this.#uids[from] as Uid, this.#uids[to - 1] as Uid]);
  }

  /** Pairs of indexes, end exclusive. */
  #seqIndexes(ranges: readonly [number, number][]): [number, number][] | undefined {
    const found: [number, number][] = [];
    const clamped: [number, number][] = [];
    for (const [a, b] of ranges) {
      const open = Math.max(a, b) > 0xffffffff;
      if (!open && Math.max(a, b) > this.#count) return undefined;
      clamped.push(open ? [Math.min(a, b, this.#count), this.#count] : [a, b]);
    }
    for (const [from, to] of normalizeRanges(clamped, this.#count)) found.push([from - 1, to]);
    return found;
  }

  #uidIndexes(ranges: readonly [number, number][]): [number, number][] {
    const found: [number, number][] = [];
    for (const [from, to] of normalizeRanges(ranges, this.lastUid)) {
      const start = this.#lowerBound(from);
      const end = this.#lowerBound(to + 1, start);
      if (start < end) found.push([start, end]);
    }
    return found;
  }

  #stillThere(uids: Uint32Array): Uint32Array {
    return uids.filter((uid) => this.seqOf(uid) > 0);
  }

  /** Of ascending or other UIDs, those in the view, as ascending sequence numbers or UIDs. */
  visible(uids: readonly Uid[], asUids: boolean): number[] {
    const found: number[] = [];
    let seq = 0;
    let last = 0;
    for (const uid of uids) {
      seq = this.seqOf(uid, uid > last ? seq : 0);
      if (seq > 0) {
        found.push(asUids ? uid : seq);
        last = uid;
      } else {
        last = 0;
        seq = 0;
      }
    }
    return found;
  }

  /** This connection changed these, and tells the client itself (or was asked not to). */
  ownChanges(states: readonly MessageState[], span?: { before: ModSeq; after: ModSeq }): void {
    if (span !== undefined && span.before === this.modseq) {
      this.modseq = span.after;
      return;
    }
    if (states.length === 0) return;
    const own = (this.#own ??= new Map());
    for (const { uid, modseq } of states) own.set(uid, modseq);
  }

  /** Takes in news. Expunges wait for `takeExpunged`. */
  apply(changes: Changes): ViewChanges {
    const last = this.lastUid;
    const added: Uid[] = [];
    const changed: MessageState[] = [];
    const own = this.#own;
    for (const state of changes.changed) {
      if (state.uid > last) added.push(state.uid);
      else if (own?.get(state.uid) !== state.modseq) changed.push(state);
    }
    this.#own = undefined;
    this.modseq = Math.max(this.modseq, changes.modseq);
    if (added.length > 0) this.#append(added);
    if (changes.vanished.length > 0) this.#addVanished(changes.vanished);
    return { exists: added.length > 0 ? this.#count : undefined, changed };
  }

  #append(uids: Uid[]): void {
    const needed = this.#count + uids.length;
    if (needed > this.#uids.length) {
      const grown = new Uint32Array(needed + Math.min(1024, 8 + (needed >>> 4)));
      grown.set(this.uids);
      this.#uids = grown;
    }
    this.#uids.set(uids, this.#count);
    this.#count = needed;
  }

  #addVanished(uids: readonly Uid[]): void {
    const known = uids.filter((uid) => this.seqOf(uid) > 0);
    if (known.length === 0) return;
    this.#vanished = [...new Set([...(this.#vanished ?? []), ...known])].sort((a, b) => a - b);
  }

  get hasExpunged(): boolean {
    return this.#vanished !== undefined;
  }

  /** Removes what was expunged. The sequence numbers descend, so that each is right when it is told alone. */
  takeExpunged(): { uids: Uid[]; seqs: number[] } {
    const uids = this.#vanished ?? [];
    this.#vanished = undefined;
    const seqs: number[] = [];
    if (uids.length === 0) return { uids, seqs };
    const array = this.#uids;
    let write = this.seqOf(uids[0] as Uid) - 1;
    let next = 0;
    for (let read = write; read < this.#count; read++) {
      if (array[read] === uids[next]) {
        seqs.push(read + 1);
        next++;
      } else array[write++] = array[read] as Uid;
    }
    this.#count = write;
    seqs.reverse();
    return { uids, seqs };
  }

  /** This connection expunged these; `takeExpunged` tells. */
  expunged(uids: readonly Uid[]): void {
    this.#addVanished(uids);
  }
}

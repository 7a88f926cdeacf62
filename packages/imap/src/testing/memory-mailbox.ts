import { randomUUID } from 'node:crypto';
import { indexMessage, type MessageIndex } from '@congvu/mime';
import type { AppendMessage, MessageState, ModSeq, SpecialUse, StoreAction, StoreResult, Uid } from '../session.ts';

/** A message's octets and all that is derived from them; shared by its copies. */
export interface MemoryContent {
  bytes: Buffer;
  index: MessageIndex;
  emailId: string;
  threadId: string;
}

export interface MemoryMessage {
  uid: Uid;
  modseq: ModSeq;
  flags: string[];
  internalDate: number;
  content: MemoryContent;
}

const objectId = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '')}`;

export function makeContent(bytes: Buffer): MemoryContent {
  return { bytes, index: indexMessage(bytes), emailId: objectId('M'), threadId: objectId('T') };
}

/** One mailbox of one user: what all sessions that select it share. */
export class MemoryMailbox {
  name: string;
  readonly id = objectId('F');
  readonly uidValidity: number;
  specialUse: SpecialUse | undefined;
  uidNext: Uid = 1;
  modseq: ModSeq = 1;
  /** Ascending by UID. */
  messages: MemoryMessage[] = [];
  /** Ascending by mod-sequence. */
  readonly vanished: { uid: Uid; modseq: ModSeq }[] = [];
  readonly listeners = new Set<() => void>();
  /** Flags that have been used. */
  readonly flags = new Set(['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft']);
  deleted = false;

  constructor(name: string, uidValidity: number, specialUse?: SpecialUse) {
    this.name = name;
    this.uidValidity = uidValidity;
    this.specialUse = specialUse;
  }

  #state: { uids: Uint32Array; firstUnseen: Uid } | undefined;

  /** What a session begins with; kept until something changes. */
  get state(): { uids: Uint32Array; firstUnseen: Uid } {
    this.#state ??= {
      uids: Uint32Array.from(this.messages, (m) => m.uid),
      firstUnseen: this.messages.find((m) => !hasFlag(m.flags, '\\Seen'))?.uid ?? 0,
    };
    return this.#state;
  }

  /** Tells all sessions that something changed. */
  notify(): void {
    this.#state = undefined;
    for (const listener of this.listeners) listener();
  }

  add(messages: { content: MemoryContent; flags: readonly string[]; internalDate: number }[]): Uid[] {
    const modseq = ++this.modseq;
    const uids = messages.map(({ content, flags, internalDate }) => {
      const uid = this.uidNext++;
      for (const flag of flags) this.flags.add(flag);
      this.messages.push({ uid, modseq, flags: [...flags], internalDate, content });
      return uid;
    });
    this.notify();
    return uids;
  }

  append(messages: readonly AppendMessage[]): Uid[] {
    return this.add(
      messages.map(({ bytes, flags, internalDate }) => ({
        content: makeContent(bytes),
        flags,
        internalDate: internalDate ?? Date.now(),
      })),
    );
  }

  /** Those of the UIDs (ascending) that are there. */
  find(uids: Uint32Array | readonly Uid[]): MemoryMessage[] {
    const found: MemoryMessage[] = [];
    let at = this.#indexOf(uids[0] ?? 0);
    for (const uid of uids) {
      while (at < this.messages.length && this.messages[at]!.uid < uid) at++;
      if (this.messages[at]?.uid === uid) found.push(this.messages[at]!);
    }
    return found;
  }

  /** Of the first message with that UID or a higher. */
  #indexOf(uid: Uid): number {
    let [low, high] = [0, this.messages.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.messages[middle]!.uid < uid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  remove(uids: ReadonlySet<Uid>): Uid[] {
    const gone = this.messages.filter(({ uid }) => uids.has(uid)).map(({ uid }) => uid);
    if (gone.length === 0) return gone;
    const modseq = ++this.modseq;
    this.messages = this.messages.filter(({ uid }) => !uids.has(uid));
    for (const uid of gone) this.vanished.push({ uid, modseq });
    this.notify();
    return gone;
  }

  store(uids: readonly Uid[], action: StoreAction, flags: string[], unchangedSince: ModSeq | undefined): StoreResult {
    const before = this.modseq;
    if (action !== 'remove') for (const flag of flags) this.flags.add(flag);
    const stored: MessageState[] = [];
    const modified: Uid[] = [];
    for (const message of this.find(uids)) {
      if (unchangedSince !== undefined && message.modseq > unchangedSince) {
        modified.push(message.uid);
        continue;
      }
      const next = changedFlags(message.flags, action, flags);
      if (next.length !== message.flags.length || !next.every((flag) => hasFlag(message.flags, flag))) {
        message.flags = next;
        message.modseq = this.modseq = before + 1;
      }
      stored.push({ uid: message.uid, modseq: message.modseq, flags: message.flags });
    }
    if (this.modseq > before) this.notify();
    return { stored, modified, span: { before, after: this.modseq } };
  }
}

/** Flags are told apart without case (RFC 9051 §2.3.2). */
export function hasFlag(flags: readonly string[], flag: string): boolean {
  const lower = flag.toLowerCase();
  return flags.some((each) => each.toLowerCase() === lower);
}

function changedFlags(old: readonly string[], action: StoreAction, flags: string[]): string[] {
  if (action === 'replace') return flags;
  if (action === 'remove') return old.filter((flag) => !hasFlag(flags, flag));
  return [...old, ...flags.filter((flag) => !hasFlag(old, flag))];
}

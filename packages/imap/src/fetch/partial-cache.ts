import type { FetchedMessage, Mailbox, Uid } from '../session.ts';

/**
 * Keeps the large messages that clients fetch piece by piece (`BODY[]<0.65536>`, then `<65536.65536>`, …), which
 * would else be read whole for every piece. Least recently used go first.
 */
export class PartialCache {
  readonly #max: number;
  #size = 0;
  readonly #entries = new Map<string, { message: FetchedMessage; size: number }>();
  readonly #mailboxes = new WeakMap<Mailbox, number>();
  #nextMailbox = 0;

  constructor(max: number) {
    this.#max = max;
  }

  #key(mailbox: Mailbox, uid: Uid, structure: boolean): string {
    let id = this.#mailboxes.get(mailbox);
    if (id === undefined) this.#mailboxes.set(mailbox, (id = ++this.#nextMailbox));
    return `${id}:${uid}:${structure}`;
  }

  get(mailbox: Mailbox, uid: Uid, structure: boolean): FetchedMessage | undefined {
    if (this.#size === 0) return undefined;
    const key = this.#key(mailbox, uid, structure);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.message;
  }

  put(mailbox: Mailbox, message: FetchedMessage): void {
    const size = message.bytes?.length ?? 0;
    const key = this.#key(mailbox, message.uid, message.structure !== undefined);
    if (size > this.#max / 2 || this.#entries.has(key)) return;
    this.#entries.set(key, { message, size });
    this.#size += size;
    for (const [old, entry] of this.#entries) {
      if (this.#size <= this.#max) break;
      this.#entries.delete(old);
      this.#size -= entry.size;
    }
  }
}

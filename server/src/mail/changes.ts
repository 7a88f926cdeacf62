import { randomBytes } from 'node:crypto';
import type { AccountChange } from './types.ts';

type Listener = (change: AccountChange) => void;

/** A change is told to other processes this much later, together with those that come meanwhile. Milliseconds. */
const TELL_AFTER = 3;
/** Where one change follows another they are told together, so often at most: telling costs each commit a second one. */
const TELL_EVERY = 25;
/** PostgreSQL's limit on a payload is 8000 octets. */
const MAX_PAYLOAD = 7000;

/**
 * Who must hear of changes hears here: at once of this process's own, by PostgreSQL's NOTIFY of the others'.
 * Payload on channel `congvu_change`: `<process>/<account>:<modseq>:<mailbox>[+][!];…`. `+` marks an arrival, `!` a change
 * of the mailboxes themselves; mailbox 0 stands for a change outside any mailbox's messages.
 */
export class ChangeHub {
  readonly origin: string = `${randomBytes(6).toString('hex')}/`;
  readonly #everyone = new Set<Listener>();
  readonly #byAccount = new Map<number, Set<Listener>>();
  readonly #send: (payloads: string[]) => Promise<unknown>;
  #toTell: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #toldAt = 0;
  #telling: Promise<unknown> = Promise.resolve();

  /** `send` puts payloads on the channel. When it fails, others hear at the next change, or when they look. */
  constructor(send: (payloads: string[]) => Promise<unknown>) {
    this.#send = send;
  }

  onChange(listener: Listener): () => void {
    this.#everyone.add(listener);
    return () => this.#everyone.delete(listener);
  }

  onAccount(accountId: number, listener: Listener): () => void {
    let set = this.#byAccount.get(accountId);
    if (!set) this.#byAccount.set(accountId, (set = new Set()));
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#byAccount.delete(accountId);
    };
  }

  /** A change of this process's own, after its commit. */
  announce(change: AccountChange): void {
    this.emit(change);
    this.#toTell.push(itemsOf(change));
    this.#timer ??= setTimeout(() => this.flush(), Math.max(TELL_AFTER, this.#toldAt + TELL_EVERY - Date.now()));
  }

  /** Tells what is yet to be told. */
  flush(): Promise<unknown> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const payloads: string[] = [];
    for (const items of this.#toTell) {
      const last = payloads.at(-1);
      if (last !== undefined && last.length + items.length < MAX_PAYLOAD)
        payloads[payloads.length - 1] = `${last};${items}`;
      else payloads.push(this.origin + items);
    }
    this.#toTell = [];
    if (payloads.length > 0) this.#toldAt = Date.now();
    if (payloads.length > 0) this.#telling = this.#send(payloads).catch(() => {});
    return this.#telling;
  }

  emit(change: AccountChange): void {
    for (const listener of this.#everyone) listener(change);
    const set = this.#byAccount.get(change.accountId);
    if (set) for (const listener of [...set]) listener(change);
  }

  /** A payload that NOTIFY brought. */
  receive(payload: string): void {
    if (payload.startsWith(this.origin)) return;
    const byAccount = new Map<number, AccountChange>();
    for (const item of payload.slice(payload.indexOf('/') + 1).split(';')) {
      const match = /^(\d+):(\d+):(\d+)(\+?)(!?)$/.exec(item);
      if (!match) continue;
      const accountId = Number(match[1]);
      let change = byAccount.get(accountId);
      if (!change) byAccount.set(accountId, (change = { accountId, modseq: Number(match[2]), mailboxIds: [] }));
      if (match[3] !== '0') change.mailboxIds.push(Number(match[3]));
      if (match[4]) change.delivered = true;
      if (match[5]) change.tree = true;
    }
    for (const change of byAccount.values()) this.emit(change);
  }

  /** The connection that listens was lost for a while: everyone must look. */
  resync(): void {
    for (const [accountId, set] of this.#byAccount) {
      for (const listener of [...set])
        listener({ accountId, modseq: Number.MAX_SAFE_INTEGER, mailboxIds: [], tree: true });
    }
  }
}

function itemsOf(change: AccountChange): string {
  const boxes = change.mailboxIds.length > 0 ? change.mailboxIds : [0];
  const mark = `${change.delivered ? '+' : ''}${change.tree ? '!' : ''}`;
  return boxes.map((id) => `${change.accountId}:${change.modseq}:${id}${mark}`).join(';');
}

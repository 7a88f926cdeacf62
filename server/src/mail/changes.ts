import { randomBytes } from 'node:crypto';
import type { AccountChange } from './types.ts';

type Listener = (change: AccountChange) => void;

/**
 * Who must hear of changes hears here: at once of this process's own, by PostgreSQL's NOTIFY of the others'.
 * Payload on channel `congvu_change`: `<process>/<account>:<modseq>:<mailbox>[+];…`, `+` for an arrival, mailbox 0 for
 * a change outside any mailbox's messages.
 */
export class ChangeHub {
  readonly origin: string = `${randomBytes(6).toString('hex')}/`;
  readonly #everyone = new Set<Listener>();
  readonly #byAccount = new Map<number, Set<Listener>>();

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

  emit(change: AccountChange): void {
    for (const listener of this.#everyone) listener(change);
    const set = this.#byAccount.get(change.accountId);
    if (set) for (const listener of [...set]) listener(change);
  }

  payload(change: AccountChange): string {
    const boxes = change.mailboxIds.length > 0 ? change.mailboxIds : [0];
    const mark = change.delivered ? '+' : '';
    return this.origin + boxes.map((id) => `${change.accountId}:${change.modseq}:${id}${mark}`).join(';');
  }

  /** A payload that NOTIFY brought. */
  receive(payload: string): void {
    if (payload.startsWith(this.origin)) return;
    const byAccount = new Map<number, AccountChange>();
    for (const item of payload.slice(payload.indexOf('/') + 1).split(';')) {
      const match = /^(\d+):(\d+):(\d+)(\+?)$/.exec(item);
      if (!match) continue;
      const accountId = Number(match[1]);
      let change = byAccount.get(accountId);
      if (!change) byAccount.set(accountId, (change = { accountId, modseq: Number(match[2]), mailboxIds: [] }));
      if (match[3] !== '0') change.mailboxIds.push(Number(match[3]));
      if (match[4]) change.delivered = true;
    }
    for (const change of byAccount.values()) this.emit(change);
  }

  /** The connection that listens was lost for a while: everyone must look. */
  resync(): void {
    for (const [accountId, set] of this.#byAccount) {
      for (const listener of [...set]) listener({ accountId, modseq: Number.MAX_SAFE_INTEGER, mailboxIds: [] });
    }
  }
}

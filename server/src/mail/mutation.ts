import type { Pools } from '../platform/index.ts';
import type { ChangeHub } from './changes.ts';
import { OverQuota } from './errors.ts';
import { bumpAccount, bumpMailboxes, copyRows, lockAccounts, removeRows, takeUids, writeFlags } from './queries.ts';
import { type Run, runOn, type Transact } from './sql.ts';
import { type AccountChange, Flag } from './types.ts';

/** A row of `message` as mutations need it. */
export interface MessageRow {
  mailbox_id: number;
  uid: number;
  email_id: number;
  thread_id: number;
  content_id: number;
  modseq: number;
  flags: number;
  keywords: string[] | null;
  size: number;
}

interface Counters {
  total: number;
  unseen: number;
  deleted: number;
  size: number;
}

/** One account while it is locked: collects what a change does to its counters, and writes them at the end. */
export class LockedAccount {
  readonly accountId: number;
  readonly run: Run;
  /** The mod-sequence before, and the last one given. */
  readonly before: number;
  modseq: number;
  readonly room: number;
  readonly #boxes = new Map<number, Counters>();
  #bytes = 0;
  #messages = 0;
  #touched = false;
  #tree = false;

  constructor(accountId: number, run: Run, modseq: number, room: number) {
    this.accountId = accountId;
    this.run = run;
    this.before = modseq;
    this.modseq = modseq;
    this.room = room;
  }

  /** Mailboxes themselves change. */
  changeTree(): number {
    this.#tree = true;
    return this.changeModseq();
  }

  /** The mod-sequence that all rows changed (not made) in this transaction share. */
  changeModseq(): number {
    this.#touched = true;
    if (this.modseq === this.before) this.modseq++;
    return this.modseq;
  }

  #box(mailboxId: number): Counters {
    let box = this.#boxes.get(mailboxId);
    if (!box) this.#boxes.set(mailboxId, (box = { total: 0, unseen: 0, deleted: 0, size: 0 }));
    return box;
  }

  #count(row: MessageRow, mailboxId: number, sign: 1 | -1): void {
    const box = this.#box(mailboxId);
    box.total += sign;
    box.size += sign * row.size;
    if (!(row.flags & Flag.seen)) box.unseen += sign;
    if (row.flags & Flag.deleted) box.deleted += sign;
  }

  async writeFlags(rows: { row: MessageRow; flags: number; keywords: string[] }[]): Promise<void> {
    if (rows.length === 0) return;
    const modseq = this.changeModseq();
    for (const { row, flags } of rows) {
      const box = this.#box(row.mailbox_id);
      box.unseen += (row.flags & Flag.seen ? 1 : 0) - (flags & Flag.seen ? 1 : 0);
      box.deleted += (flags & Flag.deleted ? 1 : 0) - (row.flags & Flag.deleted ? 1 : 0);
    }
    await this.run(writeFlags, [
      this.accountId,
      rows.map((r) => r.row.mailbox_id),
      rows.map((r) => r.row.uid),
      rows.map((r) => r.flags),
      rows.map((r) => r.keywords.join(' ')),
      modseq,
    ]);
  }

  async remove(rows: MessageRow[]): Promise<void> {
    if (rows.length === 0) return;
    const modseq = this.changeModseq();
    for (const row of rows) {
      this.#count(row, row.mailbox_id, -1);
      this.#bytes -= row.size;
      this.#messages--;
    }
    await this.run(removeRows, [this.accountId, rows.map((r) => r.mailbox_id), rows.map((r) => r.uid), modseq]);
  }

  /**
   * New rows in `mailboxId` from rows of `source` (this account or another, locked too), as new Emails, or the same
   * ones (`keepEmail`, of this account). Answers the new UIDs, in the order of `rows`.
   * @throws OverQuota
   */
  async copyIn(
    mailboxId: number,
    source: number,
    rows: MessageRow[],
    keepEmail: boolean,
  ): Promise<{ uids: number[]; emailIds: number[]; uidValidity: number } | undefined> {
    const bytes = rows.reduce((n, r) => n + r.size, 0);
    if (!keepEmail && bytes > this.room - this.#bytes) throw new OverQuota();
    // A made row has a mod-sequence of its own, for it names the Email.
    const firstModseq = this.modseq + 1;
    this.modseq += rows.length;
    this.#touched = true;
    const taken = await this.run<{ first: number; uid_validity: number }>(takeUids, [
      this.accountId,
      mailboxId,
      rows.length,
      this.modseq,
    ]);
    const first = taken.rows[0]?.first;
    if (first === undefined) return undefined;
    const uids = rows.map((_, i) => first + i);
    const emailIds = rows.map((r, i) => (keepEmail ? r.email_id : firstModseq + i));
    if (rows.length > 0) {
      const bySource = Map.groupBy(
        rows.map((r, i) => ({ r, i })),
        ({ r }) => r.mailbox_id,
      );
      for (const [sourceBox, list] of bySource) {
        await this.run(copyRows, [
          this.accountId,
          mailboxId,
          list.map(({ i }) => uids[i]),
          list.map(({ i }) => emailIds[i]),
          list.map(({ i }) => firstModseq + i),
          source,
          sourceBox,
          list.map(({ r }) => r.uid),
        ]);
      }
      for (const row of rows) this.#count(row, mailboxId, 1);
      this.#bytes += bytes;
      this.#messages += rows.length;
    }
    return { uids, emailIds, uidValidity: taken.rows[0]!.uid_validity };
  }

  /** Writes the counters; answers what is to be told after commit. */
  async finish(): Promise<AccountChange | undefined> {
    if (!this.#touched) return undefined;
    const boxes = [...this.#boxes];
    const change: AccountChange = {
      accountId: this.accountId,
      modseq: this.modseq,
      mailboxIds: boxes.map(([id]) => id),
      ...(this.#tree ? { tree: true } : {}),
    };
    await this.run(bumpAccount, [this.accountId, this.modseq, this.#bytes, this.#messages]);
    if (boxes.length > 0) {
      await this.run(bumpMailboxes, [
        this.accountId,
        boxes.map(([id]) => id),
        boxes.map(([, b]) => b.total),
        boxes.map(([, b]) => b.unseen),
        boxes.map(([, b]) => b.deleted),
        boxes.map(([, b]) => b.size),
        this.modseq,
      ]);
    }
    return change;
  }
}

export interface MutationDeps {
  pools: Pools;
  /** For what is known before anything is read. */
  transact: Transact;
  hub: ChangeHub;
  defaultQuota(provinceId: string): number;
}

/**
 * Changes the mail of one or two accounts in one transaction: they are locked first (in order of their ids), so what
 * `work` reads is the latest, and mod-sequences become visible in order. Others hear after the commit.
 */
export async function changeAccounts<T>(
  deps: MutationDeps,
  accountIds: number[],
  work: (...accounts: LockedAccount[]) => Promise<T>,
): Promise<T> {
  const changes: AccountChange[] = [];
  const result = await deps.pools.transaction(async (tx) => {
    const run = runOn(tx);
    changes.length = 0;
    const { rows } = await run<{
      account_id: number;
      modseq: number;
      quota_bytes: number | null;
      used_bytes: number;
      province_id: string;
    }>(lockAccounts, [accountIds]);
    const locked = accountIds.map((id) => {
      const row = rows.find((r) => r.account_id === id);
      if (!row) throw new Error(`There is no account ${id}.`);
      return new LockedAccount(
        id,
        run,
        row.modseq,
        (row.quota_bytes ?? deps.defaultQuota(row.province_id)) - row.used_bytes,
      );
    });
    const answer = await work(...locked);
    for (const account of locked) {
      const change = await account.finish();
      if (change) changes.push(change);
    }
    return answer;
  });
  for (const change of changes) deps.hub.announce(change);
  return result;
}

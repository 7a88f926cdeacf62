import type { ChangeHub } from './changes.ts';
import { Lru } from './lru.ts';
import { type MailboxRecord, readMailboxes } from './mailboxes.ts';
import type { Run } from './sql.ts';

/** Word of another process's change may be lost with that process; then it is noticed after this. Milliseconds. */
const TRUST = 10_000;

/** What of a mailbox does not change with its messages. */
export type MailboxPlace = Pick<
  MailboxRecord,
  'mailbox_id' | 'parent_id' | 'name' | 'role' | 'subscribed' | 'uid_validity'
>;

/** The mailboxes of the accounts in use, without counts: for finding one by its name. */
export class TreeCache {
  readonly #run: Run;
  readonly #trees = new Lru<number, { at: number; rows: Promise<MailboxPlace[]> }>(20_000);
  trusted = false;

  constructor(run: Run, hub: ChangeHub) {
    this.#run = run;
    hub.onChange((change) => {
      if (change.tree) this.#trees.delete(change.accountId);
    });
  }

  /** Changes may have gone unheard. */
  doubt(): void {
    this.#trees.clear();
  }

  places(accountId: number): Promise<MailboxPlace[]> {
    const now = performance.now();
    const known = this.#trees.get(accountId);
    if (known && this.trusted && now - known.at < TRUST) return known.rows;
    const rows = readMailboxes(this.#run, accountId);
    const entry = { at: now, rows };
    this.#trees.set(accountId, entry);
    rows.catch(() => {
      if (this.#trees.get(accountId) === entry) this.#trees.delete(accountId);
    });
    return rows;
  }
}

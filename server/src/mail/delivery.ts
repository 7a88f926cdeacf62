import { type Pools, sqlState } from '../platform/index.ts';
import type { ChangeHub } from './changes.ts';
import type { ContentStore, Prepared } from './content-store.ts';
import { DeliveryConflict } from './errors.ts';
import { Lru } from './lru.ts';
import {
  deliverBatch,
  deliverNew,
  deliverOne,
  insertContents,
  mailboxesByRole,
  type Statement,
  whyRefused,
} from './queries.ts';
import { type Run, runOn, type Transact } from './sql.ts';
import type { DeliverOptions, DeliverOutcome, Target } from './types.ts';

interface Place {
  accountId: number;
  mailboxId: number;
  /** What the account may hold where it has no limit of its own. */
  quota: number;
}

interface Item {
  prepared: Prepared;
  target: Target;
  place: Place | undefined;
}

interface Call {
  items: Item[];
  options: DeliverOptions;
  outcomes: (DeliverOutcome | undefined)[];
  resolve(outcomes: DeliverOutcome[]): void;
  reject(error: unknown): void;
}

interface StoredRow {
  ord: number;
  uid: number;
  modseq: number;
  email_id: number;
  thread_id: number;
  top: number;
  nearly_full: boolean;
}

const MAX_TARGETS = 2000;
const MAX_ROWS = 32;
/** How `deliverBatch` fails when a mailbox is deleted meanwhile; a second run sees that it is gone. */
const mailboxGone = '22012';
const PARALLEL = 2;

export interface DeliveryDeps {
  pools: Pools;
  /** On connections of its own, for the statements that every delivery needs. */
  run: Run;
  transact: Transact;
  contents: ContentStore;
  hub: ChangeHub;
  /** The regulation's mailbox quota in bytes, for accounts without one of their own. */
  defaultQuota(provinceId: string): number;
  /** Percentage of the quota from which an account is nearly full. */
  warningPercent(): number;
  /** Takes back what is stored but did not become durable, and is acknowledged to nobody. */
  undo(stored: { accountId: number; mailboxId: number; uid: number }[], contentIds: number[]): Promise<void>;
  /** An account is nearly full and nobody has told its user lately. */
  onNearlyFull(accountId: number): void;
}

/**
 * Deliveries that come at the same time share a transaction: the first one starts at once, those that arrive while it
 * is under way go together in the next. A caller hears after the commit.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #run: Run;
  readonly #places = new Lru<string, Place>(50_000);
  readonly #waiting: Call[] = [];
  #flushing = 0;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    this.#run = deps.run;
  }

  async deliver(bytes: Buffer, targets: Target[], options: DeliverOptions = {}): Promise<DeliverOutcome[]> {
    return this.deliverAll([{ bytes, targets }], options);
  }

  /** Several messages; outcomes in the order of messages, then targets. */
  async deliverAll(
    messages: { bytes: Buffer; targets: Target[] }[],
    options: DeliverOptions = {},
  ): Promise<DeliverOutcome[]> {
    for (let attempt = 1; ; attempt++) {
      const [prepared] = await Promise.all([
        Promise.all(messages.map((m) => this.#deps.contents.prepare(m.bytes, options.index))),
        this.#resolvePlaces(messages.flatMap((m) => m.targets)),
      ]);
      const items = messages.flatMap((m, i) =>
        m.targets.map((target) => ({ prepared: prepared[i]!, target, place: this.#placeOf(target) })),
      );
      try {
        return await new Promise<DeliverOutcome[]>((resolve, reject) => {
          this.#waiting.push({ items, options, outcomes: items.map(() => undefined), resolve, reject });
          this.#pump();
        });
      } catch (error) {
        if (!(error instanceof ContentLost) || attempt >= 3) throw error;
        await Promise.all(prepared.map((p) => this.#deps.contents.relearn(p)));
      }
    }
  }

  #placeKey = (t: Target) => `${t.accountId}:${t.mailboxId ?? t.role ?? 'inbox'}`;

  #placeOf(target: Target): Place | undefined {
    return this.#places.get(this.#placeKey(target));
  }

  async #resolvePlaces(targets: Target[]): Promise<void> {
    const missing = targets.filter((t) => this.#placeOf(t) === undefined);
    if (missing.length === 0) return;
    const { rows } = await this.#run<{
      account_id: number;
      role: string;
      province_id: string;
      mailbox_id: number | null;
    }>(mailboxesByRole, [missing.map((t) => t.accountId), missing.map((t) => t.role ?? 'inbox')]);
    const byKey = new Map(rows.map((r) => [`${r.account_id}:${r.role}`, r]));
    for (const t of missing) {
      const row = byKey.get(`${t.accountId}:${t.role ?? 'inbox'}`);
      const mailboxId = t.mailboxId ?? row?.mailbox_id;
      if (!row || mailboxId == null) continue;
      this.#places.set(this.#placeKey(t), {
        accountId: t.accountId,
        mailboxId,
        quota: this.#deps.defaultQuota(row.province_id),
      });
    }
  }

  #pump(): void {
    while (this.#flushing < PARALLEL && this.#waiting.length > 0) {
      this.#flushing++;
      const batch = this.#take();
      this.#flush(batch)
        .catch((error) => {
          for (const call of batch) call.reject(error);
        })
        .finally(() => {
          this.#flushing--;
          this.#pump();
        });
    }
  }

  /** Calls for one transaction. One that must be all or none goes alone, for its fate is its own. */
  #take(): Call[] {
    const batch: Call[] = [];
    let targets = 0;
    while (this.#waiting.length > 0) {
      const next = this.#waiting[0]!;
      const alone = isAlone(next);
      if (batch.length > 0 && (alone || targets + next.items.length > MAX_TARGETS)) break;
      batch.push(this.#waiting.shift()!);
      targets += next.items.length;
      if (alone) break;
    }
    return batch;
  }

  async #flush(batch: Call[]): Promise<void> {
    const entries = batch.flatMap((call, group) => call.items.map((item, at) => ({ call, group, at, ...item })));
    const tried = entries.filter((e) => e.place !== undefined);
    if (tried.length > 0) {
      const rows = await this.#store(batch, tried).catch((error: unknown) => {
        if (sqlState(error) === mailboxGone) return this.#store(batch, tried);
        throw error;
      });
      this.#record(tried, rows);
    }
    const left = entries.filter((e) => e.call.outcomes[e.at] === undefined);
    if (left.length > 0) await this.#explain(left, batch.length > 1 || entries.length > 1);
    for (const call of batch) {
      if (call.outcomes.every((o) => o !== undefined)) call.resolve(call.outcomes as DeliverOutcome[]);
      // Nothing of this call is stored: without its content none of a message's targets is.
      else call.reject(new ContentLost('The content of a message was lost before it was delivered.'));
    }
  }

  async #store(batch: Call[], tried: (Item & { call: Call; group: number })[]): Promise<StoredRow[]> {
    const fresh = unify(tried);
    const rows = await this.#commit(batch, tried, fresh);
    if (rows === undefined) return [];
    try {
      // Written before the commit, on disk perhaps only now; nobody is told before both are.
      await Promise.all(fresh.map((prepared) => prepared.durable));
    } catch (error) {
      await this.#undo(tried, rows, fresh);
      throw error;
    }
    for (const prepared of fresh) this.#deps.contents.confirm(prepared);
    return rows;
  }

  async #undo(tried: Item[], rows: StoredRow[], fresh: Prepared[]): Promise<void> {
    const stored = rows.map((row) => ({ ...tried[row.ord - 1]!.place!, uid: row.uid }));
    const contentIds = fresh.map((prepared) => prepared.content.contentId);
    // Where this fails too the message stays, unacknowledged: its sender's next attempt makes it two.
    await this.#deps.undo(stored, contentIds).catch(() => {});
  }

  /** Undefined: all of it was undone. */
  async #commit(
    batch: Call[],
    tried: (Item & { call: Call; group: number })[],
    fresh: Prepared[],
  ): Promise<StoredRow[] | undefined> {
    const statements = this.#statements(tried, fresh);
    const extra = batch.flatMap((call) => call.options.alsoInTransaction ?? []);
    const single = batch.length === 1 && batch[0]!.options.allOrNone && tried.length > 1;
    if (extra.length === 0 && !single) {
      const results = await this.#deps.transact(statements);
      return results.at(-1)!.rows as StoredRow[];
    }
    return this.#deps.pools
      .transaction(async (tx) => {
        const run = runOn(tx);
        let rows: StoredRow[] = [];
        for (const { statement, values } of statements) rows = (await run<StoredRow>(statement, values)).rows;
        if (rows.length === 0 || (single && rows.length < batch[0]!.items.length)) throw new NotAll();
        for (const also of extra) {
          const result = await run({ text: also.text }, also.values);
          if (also.expectRows !== undefined && result.rowCount !== also.expectRows) throw new DeliveryConflict();
        }
        return rows;
      })
      .catch((error: unknown) => {
        if (error instanceof NotAll) return undefined;
        throw error;
      });
  }

  #statements(tried: (Item & { call: Call; group: number })[], fresh: Prepared[]): Sent[] {
    const [only, another] = tried;
    if (!only || another) return [...insertions(fresh), { statement: deliverBatch, values: this.#values(tried) }];
    const values = this.#valuesOfOne(only);
    const [prepared] = fresh;
    if (prepared) return [{ statement: deliverNew, values: [...values, ...prepared.fresh!.row] }];
    return [{ statement: deliverOne, values: [...values, only.prepared.content.contentId] }];
  }

  #valuesOfOne({ target, place, call }: Item & { call: Call }): unknown[] {
    const { accountId, mailboxId, quota } = place!;
    const { flags = 0, receivedAt = Date.now(), keywords = [] } = target;
    const { arriving = false } = call.options;
    const warningPercent = this.#deps.warningPercent();
    return [accountId, mailboxId, flags, receivedAt, quota, arriving, keywords.join(' '), warningPercent];
  }

  #values(tried: (Item & { call: Call; group: number })[]): unknown[] {
    const now = Date.now();
    return [
      tried.map((e) => e.place!.accountId),
      tried.map((e) => e.place!.mailboxId),
      tried.map((e) => e.prepared.content.contentId),
      tried.map((e) => e.target.flags ?? 0),
      tried.map((e) => e.target.receivedAt ?? now),
      tried.map((e, i) => (e.call.options.sameEmail ? e.group : MAX_TARGETS + i)),
      tried.map((e) => e.place!.quota),
      tried.map((e) => e.call.options.arriving ?? false),
      tried.map((e) => (e.target.keywords ?? []).join(' ')),
      this.#deps.warningPercent(),
    ];
  }

  #record(tried: (Item & { call: Call; at: number })[], rows: StoredRow[]): void {
    const changes = new Map<number, { top: number; boxes: Set<number>; delivered: boolean }>();
    const nearlyFull = new Set<number>();
    for (const row of rows) {
      const entry = tried[row.ord - 1]!;
      const { accountId, mailboxId } = entry.place!;
      entry.call.outcomes[entry.at] = {
        status: 'delivered',
        accountId,
        mailboxId,
        uid: row.uid,
        emailId: row.email_id,
        threadId: row.thread_id,
        contentId: entry.prepared.content.contentId,
      };
      let change = changes.get(accountId);
      if (!change) changes.set(accountId, (change = { top: row.top, boxes: new Set(), delivered: false }));
      change.boxes.add(mailboxId);
      if (entry.call.options.arriving) change.delivered = true;
      if (row.nearly_full) nearlyFull.add(accountId);
    }
    for (const [accountId, { top, boxes, delivered }] of changes) {
      this.#deps.hub.announce({ accountId, modseq: top, mailboxIds: [...boxes], ...(delivered ? { delivered } : {}) });
    }
    for (const accountId of nearlyFull) this.#deps.onNearlyFull(accountId);
  }

  /** Why targets were left out; those that only failed together with others are tried again alone. */
  async #explain(left: (Item & { call: Call; at: number })[], together: boolean): Promise<void> {
    const { rows } = await this.#run<{ ord: number; state: string | null; has_mailbox: boolean; has_content: boolean }>(
      whyRefused,
      [
        left.map((e) => e.target.accountId),
        left.map((e) => e.place?.mailboxId ?? 0),
        left.map((e) => e.prepared.content.contentId),
      ],
    );
    for (const row of rows) {
      const entry = left[row.ord - 1]!;
      const { accountId } = entry.target;
      if (!row.has_content && !(await this.#wasUndone(entry))) continue;
      const active = row.state === 'active' || (row.state === 'locked' && !entry.call.options.arriving);
      if (!active)
        entry.call.outcomes[entry.at] = { status: row.state === null ? 'no-mailbox' : 'not-active', accountId };
      else if (!row.has_mailbox) {
        this.#places.delete(this.#placeKey(entry.target));
        entry.call.outcomes[entry.at] = { status: 'no-mailbox', accountId };
      } else if (together && !entry.call.options.allOrNone) {
        entry.call.outcomes[entry.at] = await this.#alone(entry);
      } else entry.call.outcomes[entry.at] = { status: 'over-quota', accountId };
    }
  }

  /** A new message's row went with its transaction: then it is the account that refused, unless others have the message. */
  async #wasUndone({ call, prepared }: Item & { call: Call }): Promise<boolean> {
    if (!isAlone(call) || !prepared.fresh) return false;
    return !(await this.#deps.contents.relearn(prepared));
  }

  async #alone(entry: Item & { call: Call }): Promise<DeliverOutcome> {
    // What had to happen in the same transaction has happened with the others, or is the only one's and happens here.
    const { alsoInTransaction: _, ...options } = entry.call.options;
    const call: Call = { items: [entry], options, outcomes: [undefined], resolve() {}, reject() {} };
    const rows = await this.#store([call], [{ ...entry, call, group: 0 }]);
    this.#record([{ ...entry, call, at: 0 }], rows);
    return call.outcomes[0] ?? { status: 'over-quota', accountId: entry.target.accountId };
  }
}

/** The same message twice in a batch is one. Answers those whose rows are to be inserted, in an order all processes share. */
function unify(tried: Item[]): Prepared[] {
  const byKey = new Map<string, Prepared>();
  for (const item of tried) {
    const first = byKey.get(item.prepared.key);
    if (first) item.prepared = first;
    else byKey.set(item.prepared.key, item.prepared);
  }
  return [...byKey.values()].filter((p) => p.fresh).sort((a, b) => (a.key < b.key ? -1 : 1));
}

interface Sent {
  statement: Statement;
  values: unknown[];
}

function insertions(fresh: Prepared[]): Sent[] {
  const statements = [];
  for (let i = 0; i < fresh.length; i += MAX_ROWS) {
    const part = fresh.slice(i, i + MAX_ROWS);
    statements.push({ statement: insertContents(part.length), values: part.flatMap((p) => p.fresh!.row) });
  }
  return statements;
}

const isAlone = (call: Call): boolean =>
  call.options.alsoInTransaction !== undefined || (call.options.allOrNone === true && call.items.length > 1);

/** A content row was lost with the database before anything pointed to it. */
class ContentLost extends Error {}
class NotAll extends Error {}

import type { BlobStore, Dedicated, Log, Pools } from '../platform/index.ts';
import { type AccountUses, createAccountUses } from './account-use.ts';
import { ChangeHub } from './changes.ts';
import { ContentStore } from './content-store.ts';
import { Delivery } from './delivery.ts';
import { Indexer } from './indexer.ts';
import type { MutationDeps } from './mutation.ts';
import { dropTorn, takeBack } from './open-segments.ts';
import { quotaOf, tellChange } from './queries.ts';
import { SnapshotCache } from './snapshot.ts';
import { type Run, runOn, runOnDedicated, transactOnDedicated } from './sql.ts';
import { TreeCache } from './tree-cache.ts';
import type { DeliverOptions, DeliverOutcome, MailStore, Target } from './types.ts';

export interface MailDeps {
  pools: Pools;
  /** Connections of the store's own, of which at least two: for what every delivery and every IMAP command needs. */
  dedicated: Dedicated[];
  /** The same with `synchronous_commit` off: see `ContentStore`. */
  lazy: Dedicated;
  blobs: BlobStore;
  log: Log;
  /** The regulation's mailbox quota in bytes. */
  defaultQuota(provinceId: string): number;
  /** Percentage of the quota from which an account is nearly full; 90. */
  warningPercent?: () => number;
}

/** The store with the parts that its protocols reach into. */
export interface Mail extends MailStore {
  readonly run: Run;
  /** For statements whose best plan depends on what is asked. */
  readonly adHoc: Run;
  readonly hub: ChangeHub;
  readonly contents: ContentStore;
  readonly snapshots: SnapshotCache;
  readonly trees: TreeCache;
  readonly indexer: Indexer;
  /** When mailboxes were opened. */
  readonly uses: AccountUses;
  /** For the acts of `mailbox-acts.ts`, `mailboxes.ts` and `mutate.ts`. */
  readonly mutation: MutationDeps;
  /** Several messages, outcomes in the order of messages, then targets. */
  deliverAll(messages: { bytes: Buffer; targets: Target[] }[], options?: DeliverOptions): Promise<DeliverOutcome[]>;
  /** An account is nearly full, and its user was not told in the last week. May be told more than once. */
  onNearlyFull(listener: (accountId: number) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createMailStore(deps: MailDeps): Mail {
  const run = runOnDedicated(deps.dedicated);
  const lazyRun = runOnDedicated([deps.lazy]);
  const hub = new ChangeHub((payloads) => lazyRun(tellChange, [payloads]));
  const contents = new ContentStore({ blobs: deps.blobs, run, lazyRun });
  const transact = transactOnDedicated(deps.dedicated);
  const mutation = { pools: deps.pools, transact, hub, defaultQuota: deps.defaultQuota };
  const nearlyFull = new Set<(accountId: number) => void>();
  const delivery = new Delivery({
    pools: deps.pools,
    run,
    transact,
    contents,
    hub,
    defaultQuota: deps.defaultQuota,
    warningPercent: deps.warningPercent ?? (() => 90),
    undo: (stored, contentIds) => takeBack(mutation, stored, contentIds),
    onNearlyFull: (accountId) => {
      for (const listener of nearlyFull) listener(accountId);
    },
  });
  const uses = createAccountUses(lazyRun, deps.log);
  const indexer = new Indexer({ pools: deps.pools, contents, log: deps.log });
  const afterDelivery = <T>(result: T): T => {
    indexer.poke();
    return result;
  };
  return {
    run,
    adHoc: runOn(deps.pools),
    hub,
    contents,
    indexer,
    uses,
    snapshots: new SnapshotCache(run, hub),
    trees: new TreeCache(run, hub),
    mutation,
    deliver: (bytes, targets, options) => delivery.deliver(bytes, targets, options).then(afterDelivery),
    deliverAll: (messages, options) => delivery.deliverAll(messages, options).then(afterDelivery),
    putContent: (bytes, index) => contents.put(bytes, index),
    content: (ids) => contents.get(ids),
    readContent: (id) => contents.read(id),
    async quota(accountId) {
      const { rows } = await runOn(deps.pools)<{
        province_id: string;
        quota_bytes: number | null;
        used_bytes: number;
        message_count: number;
      }>(quotaOf, [accountId]);
      const row = rows[0];
      if (!row) throw new Error(`There is no account ${accountId}.`);
      return {
        used: row.used_bytes,
        limit: row.quota_bytes ?? deps.defaultQuota(row.province_id),
        messages: row.message_count,
      };
    },
    onNearlyFull: (listener) => void nearlyFull.add(listener),
    onChange: (listener) => hub.onChange(listener),
    onAccount: (accountId, listener) => hub.onAccount(accountId, listener),
    async start() {
      await dropTorn({ mutation, blobs: deps.blobs, log: deps.log });
      await indexer.start();
    },
    async stop() {
      await hub.flush();
      await indexer.stop();
      await uses.settled();
    },
  };
}

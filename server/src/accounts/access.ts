/**
 * What each person may open now, and who must be told when that changes.
 *
 * A person's list is read at most once a second; a change is noticed at once by NOTIFY, in every process, and at the
 * latest after that second (also the end of a delegation, which nobody announces).
 */
import { type AccountAccess, accessChannel, accountsOf, normaliseAddress } from '../directory/index.ts';
import type { Notifications, Pools } from '../platform/index.ts';
import { FreshCache } from './fresh-cache.ts';
import { type SendingRight, sendsAs } from './policy.ts';

/** `ended`: what was signed in with holds no longer, close the connection. `changed`: look at the rights again. */
export type AccessEvent = 'changed' | 'ended';

export interface UsableAddress {
  address: string;
  /** Display name of the mailbox. */
  name: string;
  accountId: number;
  right: SendingRight;
  /** The mailbox's primary address. */
  isPrimary: boolean;
}

export interface Access {
  accountsOf(personId: number): Promise<AccountAccess[]>;
  /** Undefined when the person may not open the account. */
  accountOf(personId: number, accountId: number): Promise<AccountAccess | undefined>;
  /** Undefined: the person may not use the address as sender. */
  maySendAs(personId: number, address: string): Promise<SendingRight | undefined>;
  /** Own addresses first. */
  usableAddresses(personId: number): Promise<UsableAddress[]>;
  /** For open connections. Answers how to stop. */
  watch(who: { personId: number; credentialVersion: number }, listener: (event: AccessEvent) => void): () => void;
  stop(): Promise<void>;
}

interface Watcher {
  credentialVersion: number;
  listener: (event: AccessEvent) => void;
}

export async function createAccess(pools: Pools, notifications: Notifications): Promise<Access> {
  const cache = new FreshCache((personId) => accountsOf(pools, personId));
  const watchers = new Map<number, Set<Watcher>>();

  const check = async (personIds: number[]) => {
    const { rows } = await pools.query<{ person_id: number; version: number }>(
      `select c.person_id, c.version from credential c
       where c.person_id = any($1) and exists (select 1 from account a where a.person_id = c.person_id and a.state = 'active')`,
      [personIds],
    );
    const versions = new Map(rows.map((row) => [row.person_id, row.version]));
    for (const personId of personIds) {
      for (const watcher of [...(watchers.get(personId) ?? [])]) {
        watcher.listener(versions.get(personId) === watcher.credentialVersion ? 'changed' : 'ended');
      }
    }
  };
  const checkLater = (personIds: number[]) => {
    // The database is away: the resync that follows its return checks everyone.
    if (personIds.length > 0) check(personIds).catch(() => {});
  };

  const unlisten = await notifications.listen(accessChannel, (payload) => {
    const personId = Number(payload);
    cache.forget(personId);
    if (watchers.has(personId)) checkLater([personId]);
  });
  const stopResync = notifications.onResync(() => {
    cache.clear();
    checkLater([...watchers.keys()]);
  });

  const read = (personId: number) => cache.get(personId);

  return {
    accountsOf: read,
    accountOf: async (personId, accountId) => (await read(personId)).find((a) => a.accountId === accountId),
    maySendAs: async (personId, address) => {
      const wanted = normaliseAddress(address);
      const account = (await read(personId)).find((a) => a.addresses.includes(wanted));
      return account && sendsAs(account);
    },
    usableAddresses: async (personId) =>
      (await read(personId)).flatMap((account) => {
        const right = sendsAs(account);
        if (!right) return [];
        const { accountId, name } = account;
        return account.addresses.map((address, i) => ({ address, name, accountId, right, isPrimary: i === 0 }));
      }),
    watch: ({ personId, credentialVersion }, listener) => {
      const watcher = { credentialVersion, listener };
      const all = watchers.get(personId) ?? new Set();
      watchers.set(personId, all.add(watcher));
      return () => {
        all.delete(watcher);
        if (all.size === 0 && watchers.get(personId) === all) watchers.delete(personId);
      };
    },
    stop: async () => {
      stopResync();
      await unlisten();
    },
  };
}

import { domainToASCII } from 'node:url';
import type { Queryable } from '../../platform/index.ts';
import { resolveRecipients } from './queries.ts';

export type AccountState = 'active' | 'locked' | 'closed';

export interface LocalAccount {
  accountId: number;
  state: AccountState;
  used: number;
  quota: number;
}

/** What this server knows of an address. */
export interface Recipient {
  /** As asked. */
  address: string;
  /** The domain is one of ours. */
  local: boolean;
  /** The mailbox it reaches; null when there is none. */
  account: LocalAccount | null;
}

export interface Directory {
  /** What is known at this moment without asking. */
  peek(address: string): Recipient | undefined;
  /** Has addresses looked up together, so that `resolve` needn't ask for each. */
  prefetch(addresses: readonly string[]): void;
  /** Rejects when the database is away. */
  resolve(address: string): Promise<Recipient>;
  resolveAll(addresses: readonly string[]): Promise<Recipient[]>;
}

export interface DirectoryDeps {
  db: Queryable;
  /** The regulation's quota in octets, for accounts without one of their own. */
  defaultQuota(provinceId: string): number;
  /** Milliseconds that an answer may be used again. Delivery checks again in its own transaction. */
  ttl?: number;
}

interface Row {
  key: string;
  local: boolean;
  account_id: number | null;
  state: AccountState | null;
  used_bytes: number | null;
  quota_bytes: number | null;
  province_id: string | null;
}

type Found = Omit<Recipient, 'address'>;

const maxCached = 20_000;

/**
 * Looks addresses up in the directory: letter case does not matter, and `name+tag` reaches `name` (RFC 5233) unless an
 * address of that very form exists. Look-ups of one moment are one query.
 */
export function createDirectory(deps: DirectoryDeps): Directory {
  const ttl = deps.ttl ?? 1000;
  const cache = new Map<string, { until: number; found: Found }>();
  let batch: { keys: Set<string>; done: Promise<Map<string, Found>> } | null = null;
  const pending = new Map<string, Promise<Map<string, Found>>>();

  const fresh = (key: string) => {
    const entry = cache.get(key);
    return entry && entry.until > Date.now() ? entry.found : undefined;
  };

  async function query(keys: string[]): Promise<Map<string, Found>> {
    const parts = keys.map(splitKey);
    const { rows } = await deps.db.query<Row>({
      ...resolveRecipients,
      values: [keys, parts.map((p) => p.base), parts.map((p) => p.domain)],
    });
    if (cache.size > maxCached) cache.clear();
    const until = Date.now() + ttl;
    const answers = new Map<string, Found>();
    for (const row of rows) {
      const account =
        row.account_id === null
          ? null
          : {
              accountId: row.account_id,
              state: row.state!,
              used: row.used_bytes!,
              quota: row.quota_bytes ?? deps.defaultQuota(row.province_id!),
            };
      const found = { local: row.local, account };
      answers.set(row.key, found);
      cache.set(row.key, { until, found });
    }
    return answers;
  }

  /** Joins the look-up that starts after this turn of the event loop. */
  function enqueue(key: string): Promise<Map<string, Found>> {
    const waiting = pending.get(key);
    if (waiting) return waiting;
    if (!batch) {
      const keys = new Set<string>();
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        batch = null;
        return query([...keys]).finally(() => {
          for (const asked of keys) pending.delete(asked);
        });
      });
      done.catch(() => {});
      batch = { keys, done };
    }
    batch.keys.add(key);
    pending.set(key, batch.done);
    return batch.done;
  }

  const directory: Directory = {
    peek(address) {
      const found = fresh(addressKey(address));
      return found && { address, ...found };
    },
    prefetch(addresses) {
      for (const address of addresses) {
        const key = addressKey(address);
        if (!fresh(key)) void enqueue(key);
      }
    },
    async resolve(address) {
      const key = addressKey(address);
      const known = fresh(key);
      if (known) return { address, ...known };
      return { address, ...(await enqueue(key)).get(key)! };
    },
    resolveAll: (addresses) => Promise.all(addresses.map((address) => directory.resolve(address))),
  };
  return directory;
}

/** The form in which addresses are compared and kept: lower case, NFC, the domain as an A-label. */
export function addressKey(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at).toLowerCase().normalize('NFC')}@${domainOf(address)}`;
}

/**
 * An address as it goes over the wire: the domain as an A-label, so that only a local part can need SMTPUTF8
 * (RFC 6531 §3.2 allows U-labels, but not every server knows them).
 */
export function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return address;
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${/[^\x00-\x7f]/.test(domain) ? domainOf(address) : domain}`;
}

/** The domain as an A-label in lower case; an address literal as it is. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domainToASCII(domain) || domain;
}

function splitKey(key: string): { base: string; domain: string } {
  const at = key.lastIndexOf('@');
  const plus = key.indexOf('+');
  const domain = key.slice(at + 1);
  return { base: plus > 0 && plus < at ? `${key.slice(0, plus)}@${domain}` : key, domain };
}

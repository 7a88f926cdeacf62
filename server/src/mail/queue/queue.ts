import type { Access } from '../../accounts/index.ts';
import type { Log, Notifications, OutboundConfig, Pools } from '../../platform/index.ts';
import type { MailStore } from '../types.ts';
import type { QueueDeps } from './deps.ts';
import { type DkimKey, ensureDkimKey } from './dkim.ts';
import { createDns, type Dns } from './dns.ts';
import { createOperator, type QueueOperator } from './operator.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { fromDomain } from './prepare.ts';
import { domainNames } from './queries.ts';
import { createDirectory, type Directory, domainOf } from './recipients.ts';
import { readQueueSettings } from './settings.ts';
import type { ClientTimeouts } from './smtp-client.ts';
import type { Clock } from './types.ts';
import { QueueWorker, type WorkerOptions } from './worker.ts';

export interface QueueOptions {
  pools: Pools;
  mail: MailStore;
  /** Who may send as whom. */
  access: Pick<Access, 'usableAddresses'>;
  notifications: Pick<Notifications, 'listen' | 'onResync'>;
  log: Log;
  outbound: OutboundConfig;
  /** The name in greetings and reports. */
  hostname: string;
  /** The regulation's mailbox quota in octets. */
  defaultQuota(provinceId: string): number;
  /** In place of what the environment says. */
  mxPort?: number;
  dns?: Dns;
  directory?: Directory;
  clock?: Clock;
  requiresTls?: (domain: string) => boolean;
  timeouts?: ClientTimeouts;
  worker?: WorkerOptions;
}

export interface Queue {
  outbox: Outbox;
  operator: QueueOperator;
  directory: Directory;
  dns: Dns;
  worker: QueueWorker;
  /** The key that signs for a domain, made when there is none. Null for a domain that is not ours. */
  ensureDkimKey(domain: string): Promise<DkimKey | null>;
  start(): Promise<void>;
  stop(graceMs?: number): Promise<void>;
}

/** Everything about mail on its way, put together. Nothing is sent before `start`. */
export function createQueue(options: QueueOptions): Queue {
  const { pools, log, outbound } = options;
  const settings = readQueueSettings();
  const dns = options.dns ?? createDns({ servers: outbound.dns });
  const directory = options.directory ?? createDirectory({ db: pools, defaultQuota: options.defaultQuota });
  const deps: QueueDeps = {
    pools,
    mail: options.mail,
    access: options.access,
    directory,
    dns,
    log: log.child({ name: 'queue' }),
    outbound,
    holdsOutbound: outbound.mode === 'held',
    hostname: options.hostname,
    mxPort: options.mxPort ?? settings.mxPort,
    clock: options.clock ?? Date.now,
    signingDomain: fromDomain,
    reportSender: async (recipient) => `mailer-daemon@${await ownDomain(recipient)}`,
    requiresTls:
      options.requiresTls ?? ((domain) => settings.requireTls.includes('*') || settings.requireTls.includes(domain)),
    ...(options.timeouts && { timeouts: options.timeouts }),
  };

  async function ownDomain(address: string): Promise<string> {
    const { rows } = await pools.query<{ name: string }>(domainNames.text);
    const names = rows.map((row) => row.name);
    const wanted = domainOf(address);
    return names.includes(wanted) ? wanted : (names[0] ?? options.hostname);
  }

  /** Mail that leaves is signed from the start; `congvu dns` tells what to publish for it. */
  async function makeKeys(): Promise<void> {
    const { rows } = await pools.query<{ name: string }>(domainNames.text);
    for (const { name } of rows) await ensureDkimKey(pools, name);
  }

  const worker = new QueueWorker(deps, options.worker);
  const endings: (() => unknown)[] = [];
  return {
    outbox: createOutbox(deps, worker),
    operator: createOperator(pools, deps.clock),
    directory,
    dns,
    worker,
    ensureDkimKey: (domain) => ensureDkimKey(pools, domain),
    async start() {
      endings.push(await options.notifications.listen('congvu_queue', () => worker.wake()));
      endings.push(options.notifications.onResync(() => worker.wake()));
      worker.start();
      const keys = makeKeys().catch((error) => deps.log.warn({ err: error }, 'no DKIM key could be made'));
      endings.push(() => keys);
    },
    async stop(graceMs) {
      for (const end of endings.splice(0)) await end();
      await worker.stop(graceMs);
    },
  };
}

/** Everything below the protocols, put together: what the server and the command line both work with. */
import { join } from 'node:path';
import { type Accounts, createAccounts } from './accounts/index.ts';
import { createLists, type Lists } from './directory/index.ts';
import { createMailStore, hotUrl, lazyUrl, type Mail, runOn, segmentBook } from './mail/index.ts';
import { createQueue, type Queue } from './mail/queue/index.ts';
import {
  type BlobStore,
  type Config,
  createDedicated,
  createNotifications,
  createPools,
  type Log,
  migrate,
  type Notifications,
  openBlobStore,
  type Pools,
  type Queryable,
} from './platform/index.ts';
import { followIssued, type IssuedFollower, loadRegulation, type Regulation } from './regulation/index.ts';

export interface Services {
  config: Config;
  log: Log;
  pools: Pools;
  /** For look-ups in the directory: plans each statement once. */
  lookup: Pools;
  notifications: Notifications;
  blobs: BlobStore;
  /** Where its segments are. */
  blobFolder: string;
  regulation: Regulation;
  /** Keeps `regulation` as what is issued in the web. */
  issued: IssuedFollower;
  mail: Mail;
  accounts: Accounts;
  /** Imports of organisations and people. */
  lists: Lists;
  queue: Queue;
  close(): Promise<void>;
}

/** Connections of the mail store's own. Two: one batch is under way while the next is sent. */
const DEDICATED = 2;
/** Look-ups that run at once: they are short, and must not take the connections that mail needs. */
const LOOKUPS = 4;

/** Migrates the database at `url` and opens all services on it. Nothing is sent or indexed before `start`. */
export async function openServices(url: string, config: Config, log: Log): Promise<Services> {
  const endings: (() => Promise<unknown> | unknown)[] = [];
  const close = async () => {
    for (const end of endings.reverse().splice(0)) await end();
  };
  /** Opens something that is closed again, in reverse order, whatever happens later. */
  const open = async <T>(opening: Promise<T>, end: (opened: T) => Promise<unknown> | unknown): Promise<T> => {
    const opened = await opening;
    endings.push(() => end(opened));
    return opened;
  };
  try {
    await migrate(url, log);
    const regulation = loadRegulation();
    const defaultQuota = (province: string) => regulation.rule(province, 'mailbox-quota').bytes;
    const pools = await open(createPools(url, log), (p) => p.end());
    const notifications = await open(createNotifications(url, log), (n) => n.end());
    const issued = await open(followIssued({ db: pools, notifications, regulation, log }), (i) => i.stop());
    const warningPercent = () => Math.min(...regulation.everywhere('quota-warning').map(({ percent }) => percent));
    const blobFolder = join(config.dataDir, 'blobs');
    const book = segmentBook(runOn(pools));
    const blobs = await open(openBlobStore({ dir: blobFolder, ...book, log }), (b) => b.close());
    const dedicated = await Promise.all(
      Array.from({ length: DEDICATED }, () => open(createDedicated(hotUrl(url), { log }), (d) => d.end())),
    );
    const signIn = await open(createDedicated(hotUrl(url), { log }), (d) => d.end());
    const hot = { query: (statement: object) => signIn.query(statement as never) } as Pick<Queryable, 'query'>;
    const lookup = await open(createPools(hotUrl(url), log, { max: LOOKUPS, warm: 1 }), (p) => p.end());
    const lazy = await open(createDedicated(lazyUrl(url), { log }), (d) => d.end());
    const mail = createMailStore({ pools, dedicated, lazy, blobs, log, defaultQuota, warningPercent });
    await listenToChanges(mail, notifications);
    endings.push(() => mail.stop());
    const accounts = await open(createAccounts({ pools, hot, notifications, regulation, config }), (a) => a.stop());
    const lists = createLists({ pools, url, regulation, log });
    endings.push(() => lists.stop());
    const queue = createQueue({
      pools,
      mail,
      access: accounts,
      notifications,
      log,
      outbound: config.outbound,
      hostname: config.hostname,
      defaultQuota,
      worker: { alone: config.database.url === null },
    });
    return {
      config,
      log,
      pools,
      lookup,
      notifications,
      blobs,
      blobFolder,
      regulation,
      issued,
      mail,
      accounts,
      lists,
      queue,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Other processes' changes of mail reach this one's caches and listeners. */
async function listenToChanges(mail: Mail, notifications: Notifications): Promise<void> {
  await notifications.listen('congvu_change', (payload) => mail.hub.receive(payload));
  notifications.onResync(() => {
    mail.contents.forget();
    mail.snapshots.doubt();
    mail.trees.doubt();
    mail.hub.resync();
  });
  mail.snapshots.trusted = true;
  mail.trees.trusted = true;
}

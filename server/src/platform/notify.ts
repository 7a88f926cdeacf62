import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { mapDatabaseError } from './database-errors.ts';
import type { Log } from './log.ts';
import { connectionConfig } from './pool.ts';

export type NotifyHandler = (payload: string) => void;

/**
 * Hears PostgreSQL's NOTIFY over one connection. Notices are lost while that connection is: after it has been made
 * again `resync` handlers are called, and everyone must look for what has changed meanwhile.
 */
export interface Notifications {
  /** Calls the handler for every NOTIFY on the channel, from when the promise resolves. Returns how to end it. */
  listen(channel: string, handler: NotifyHandler): Promise<() => Promise<void>>;
  /** Calls the handler each time the connection was lost and is back. Returns how to end it. */
  onResync(handler: () => void): () => void;
  end(): Promise<void>;
}

/**
 * To send, use `SELECT pg_notify($1, $2)` within the transaction whose change it tells of: it goes out at the commit.
 * @throws PlatformError `database.unavailable` if the first connection can't be made.
 */
export async function createNotifications(url: string, log: Log): Promise<Notifications> {
  const handlers = new Map<string, Set<NotifyHandler>>();
  const resync = new Set<() => void>();
  let ended = false;
  let client: Client | null = null;
  let connecting: Promise<void> = Promise.resolve();

  function call(what: string, run: () => void): void {
    try {
      run();
    } catch (err) {
      log.error({ err, what }, 'a handler of notices failed');
    }
  }

  async function connect(): Promise<void> {
    const next = new Client(connectionConfig(url));
    next.on('error', () => drop(next));
    next.on('end', () => drop(next));
    next.on('notification', ({ channel, payload = '' }) => {
      for (const handler of handlers.get(channel) ?? []) call(channel, () => handler(payload));
    });
    try {
      await next.connect();
      if (handlers.size > 0)
        await next.query([...handlers.keys()].map((channel) => `LISTEN ${quote(channel)}`).join(';'));
      if (ended) await next.end();
      else client = next;
    } catch (error) {
      next.end().catch(() => {});
      throw mapDatabaseError(error);
    }
  }

  function drop(broken: Client): void {
    if (ended || client !== broken) return;
    client = null;
    log.warn('the connection for notices was lost');
    broken.end().catch(() => {});
    connecting = reconnect();
  }

  async function reconnect(): Promise<void> {
    for (let pause = 20; !ended; pause = Math.min(pause * 2, 2000)) {
      try {
        await connect();
        if (!ended) for (const handler of resync) call('resync', handler);
        return;
      } catch {
        await sleep(pause);
      }
    }
  }

  await connect();
  return {
    async listen(channel, handler) {
      const known = handlers.get(channel);
      if (known) known.add(handler);
      else handlers.set(channel, new Set([handler]));
      // Without a connection the next one listens to it, and calls for a resync.
      if (!known) await client?.query(`LISTEN ${quote(channel)}`).catch(() => {});
      return async () => {
        const rest = handlers.get(channel);
        rest?.delete(handler);
        if (rest?.size !== 0) return;
        handlers.delete(channel);
        await client?.query(`UNLISTEN ${quote(channel)}`).catch(() => {});
      };
    },
    onResync(handler) {
      resync.add(handler);
      return () => void resync.delete(handler);
    },
    async end() {
      ended = true;
      await client?.end();
      await connecting;
    },
  };
}

function quote(channel: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel)) throw new Error('A channel is a plain lower-case name.');
  return `"${channel}"`;
}

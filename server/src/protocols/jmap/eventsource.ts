import type { AccountChange } from '../../mail/index.ts';
import type { Caller } from './core/call.ts';
import { encodeId } from './core/ids.ts';
import { accountStates } from './queries/account.ts';
import type { JmapServices } from './services.ts';

/** Types whose changes are pushed (RFC 8620 §7.1). */
export const pushedTypes = [
  'Email',
  'EmailDelivery',
  'EmailSubmission',
  'Identity',
  'Mailbox',
  'Quota',
  'Thread',
] as const;
type PushedType = (typeof pushedTypes)[number];

export interface EventSourceOptions {
  /** Undefined: all. */
  types: ReadonlySet<string> | undefined;
  closeAfter: 'no' | 'state';
  /** Seconds between pings; 0 for none. */
  ping: number;
}

/** RFC 8620 §7.3. Undefined when the query is not as it should be. */
export function readEventSourceOptions(query: Record<string, unknown>): EventSourceOptions | undefined {
  const { types = '*', closeafter = 'no', ping = '0' } = query;
  if (typeof types !== 'string' || types.length > 1000) return undefined;
  if (closeafter !== 'no' && closeafter !== 'state') return undefined;
  if (typeof ping !== 'string' || !/^\d{1,9}$/.test(ping)) return undefined;
  const seconds = Number(ping);
  return {
    types: types === '*' ? undefined : new Set(types.split(',')),
    closeAfter: closeafter,
    // More often than this would be noise, and less often lets proxies close the connection.
    ping: seconds === 0 ? 0 : Math.min(Math.max(seconds, 5), 300),
  };
}

/** A connection that events are written to. */
export interface EventSink {
  write(text: string): void;
  close(): void;
}

/** Milliseconds during which changes are gathered into one event: a burst of them costs a client one look. */
const gatherFor = 10;
/** A comment now and then keeps proxies and dead connections from holding on. Milliseconds. */
const keepAlive = 25_000;

/**
 * Pushes changes of the caller's accounts to a connection until `stop` is called or `closeAfter` ends it. `since` is the
 * client's Last-Event-ID: what it has missed meanwhile is told first.
 */
export function pushChanges(
  services: JmapServices,
  caller: Caller,
  options: EventSourceOptions,
  since: string | undefined,
  sink: EventSink,
): { stop(): void } {
  const gathered = new Map<number, { modseq: number; types: Set<PushedType> }>();
  /** The counters the client knows of: an event's id, so that after a break it can say what it had. */
  const seen = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const stop = () => {
    if (stopped) return;
    stopped = true;
    clearTimeout(timer);
    clearInterval(pinger);
    for (const leave of leaving) leave();
  };
  const flush = () => {
    timer = undefined;
    if (stopped || gathered.size === 0) return;
    const changed: Record<string, Record<string, string>> = {};
    for (const [row, { modseq, types }] of gathered) {
      changed[encodeId('account', row)] = Object.fromEntries([...types].map((type) => [type, String(modseq)]));
      seen.set(row, modseq);
    }
    const id = [...seen].map(([row, modseq]) => `${row}:${modseq}`).join(',');
    gathered.clear();
    sink.write(`event: state\nid: ${id}\ndata: ${JSON.stringify({ '@type': 'StateChange', changed })}\n\n`);
    if (options.closeAfter === 'state') {
      stop();
      sink.close();
    }
  };
  const gather = (accountId: number, modseq: number, types: readonly PushedType[]) => {
    const wanted = types.filter((type) => options.types === undefined || options.types.has(type));
    if (wanted.length === 0 || stopped) return;
    const known = gathered.get(accountId) ?? { modseq, types: new Set<PushedType>() };
    known.modseq = Math.max(known.modseq, modseq);
    for (const type of wanted) known.types.add(type);
    gathered.set(accountId, known);
    timer ??= setTimeout(flush, gatherFor);
  };
  const rows = [...caller.accounts.values()].map((a) => a.row);
  /** Tells of every account whose counter is not the one the client knows. */
  const compare = async (known: ReadonlyMap<number, number>) => {
    for (const [row, modseq] of await accountStates(services.db, rows)) {
      if (known.get(row) !== modseq) gather(row, modseq, pushedTypes);
    }
  };
  const begin = async () => {
    for (const [row, modseq] of await accountStates(services.db, rows)) if (!seen.has(row)) seen.set(row, modseq);
  };
  const hear = (change: AccountChange) => {
    // After a lost connection to the database nobody knows what changed: all that may have is told.
    if (change.modseq === Number.MAX_SAFE_INTEGER) compare(seen).catch(() => {});
    else gather(change.accountId, change.modseq, typesOf(change));
  };

  const leaving = rows.map((row) => services.mail.onAccount(row, hear));
  const pinger = setInterval(
    () => sink.write(options.ping > 0 ? `event: ping\ndata: {"interval":${options.ping}}\n\n` : ': \n\n'),
    options.ping > 0 ? options.ping * 1000 : keepAlive,
  );
  sink.write(': \n\n');
  const missed = since === undefined ? undefined : readEventId(since);
  // The database is away: the client hears nothing, and finds out by itself.
  (missed ? compare(missed) : begin()).catch(() => {});
  return { stop };
}

function readEventId(id: string): Map<number, number> | undefined {
  if (!/^\d{1,15}:\d{1,15}(,\d{1,15}:\d{1,15}){0,500}$/.test(id)) return undefined;
  return new Map(id.split(',').map((pair) => pair.split(':').map(Number) as [number, number]));
}

function typesOf(change: AccountChange): readonly PushedType[] {
  // Outside messages it may have been anything else: mailboxes, identities, submissions.
  if (change.mailboxIds.length === 0) return ['Mailbox', 'Identity', 'EmailSubmission'];
  const types: PushedType[] = ['Email', 'Mailbox', 'Thread', 'Quota'];
  return change.delivered ? [...types, 'EmailDelivery'] : types;
}

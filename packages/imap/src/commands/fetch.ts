import type { Connection } from '../connection.ts';
import { type FetchItem, type FetchRequest, parseFetchItems } from '../fetch/items.ts';
import { FetchRenderer } from '../fetch/render.ts';
import { type FetchedMessage, ImapError, type MessageState, type ModSeq, type Uid } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { flagList } from '../wire/render.ts';
import { formatSet } from '../wire/sequence-set.ts';
import type { Command } from './command.ts';
import { resolveSet } from './messages.ts';
import { changesSince } from './resync.ts';

/** Octets gathered before they are sent. */
const GATHER = 64 * 1024;
/** Messages fetched in pieces are kept from this size. */
const CACHED = 128 * 1024;

/** RFC 9051 §6.4.5; CHANGEDSINCE and VANISHED by RFC 7162 §3.1.4, §3.2.6. */
export const fetch: Command = {
  state: 'selected',
  uid: true,
  expunge: false,
  async run(c, args, { uid }) {
    args.space();
    const set = args.sequenceSet();
    args.space();
    const request = parseFetchItems(args);
    const modifiers = parseModifiers(c, args, uid);
    args.end();
    if (modifiers.changedSince !== undefined || request.items.some(({ item }) => item === 'MODSEQ')) c.condstore = true;
    if ((uid || c.qresync) && !request.items.some(({ item }) => item === 'UID')) request.items.unshift({ item: 'UID' });
    if (modifiers.changedSince !== undefined && !request.items.some(({ item }) => item === 'MODSEQ'))
      request.items.push({ item: 'MODSEQ' });
    let uids: Uint32Array | Uid[] = resolveSet(c, set, uid);
    const renderer = new FetchRenderer(request.items, c.context.dates);
    if (modifiers.changedSince !== undefined) {
      const { changed, vanished } = await changesSince(c, modifiers.changedSince, set);
      if (modifiers.vanished && vanished.length > 0) c.out.text(`* VANISHED (EARLIER) ${formatSet(vanished)}\r\n`);
      const wanted = new Set(uids);
      const states = changed.filter((state) => wanted.has(state.uid));
      if (onlyState(request.items)) {
        writeBatch(c, renderer, states, undefined);
        return undefined;
      }
      uids = states.map((state) => state.uid);
    }
    if (uids.length > 0) await stream(c, uids, request, renderer);
    if (renderer.unknownEncoding) throw new ImapError('A part has an encoding unknown here', 'UNKNOWN-CTE');
    return undefined;
  },
};

function parseModifiers(c: Connection, args: Args, uid: boolean): { changedSince?: ModSeq; vanished: boolean } {
  const modifiers: { changedSince?: ModSeq; vanished: boolean } = { vanished: false };
  if (!args.skip(' ')) return modifiers;
  args.list(() => {
    const name = args.keyword();
    if (name === 'CHANGEDSINCE') {
      args.space();
      modifiers.changedSince = args.number();
    } else if (name === 'VANISHED' && uid && c.qresync) modifiers.vanished = true;
    else args.fail('CHANGEDSINCE');
  }, false);
  if (modifiers.vanished && modifiers.changedSince === undefined) args.fail('CHANGEDSINCE with VANISHED');
  return modifiers;
}

const onlyState = (items: readonly FetchItem[]): boolean =>
  items.every(({ item }) => item === 'UID' || item === 'FLAGS' || item === 'MODSEQ');

async function stream(
  c: Connection,
  uids: Uint32Array | Uid[],
  request: FetchRequest,
  renderer: FetchRenderer,
): Promise<void> {
  const mailbox = c.view.mailbox;
  const seen = request.seen && !mailbox.readOnly;
  const { needs } = request;
  if (needs.bytes) delete needs.header;
  if (onlyState(request.items) && !needs.flags && !request.items.some(({ item }) => item === 'MODSEQ')) {
    writeBatch(
      c,
      renderer,
      Array.from(uids, (uid) => ({ uid, modseq: 0, flags: [] })),
      undefined,
    );
    return;
  }
  const pieces = !seen && uids.length === 1 && isPiecewise(request);
  const { partialCache } = c.context;
  if (pieces) {
    const kept = partialCache.get(mailbox, uids[0] as Uid, needs.structure === true);
    if (kept !== undefined) {
      writeBatch(c, renderer, [kept], undefined);
      return;
    }
  }
  if (seen) needs.flags = true;
  const batches = mailbox.fetch(uids, needs)[Symbol.asyncIterator]();
  // The next batch is read while this one is sent; not while \Seen is stored, which the backend may want to do alone.
  let next = seen ? undefined : batches.next();
  let ended = false;
  try {
    for (;;) {
      const { done, value: batch } = await (next ?? batches.next());
      next = undefined;
      ended = done === true;
      if (done === true || c.closed) return;
      if (!seen) {
        next = batches.next();
        next.catch(() => {});
      }
      const marked = seen ? await markSeen(c, batch) : undefined;
      const kept = pieces && batch[0] !== undefined && (batch[0].bytes?.length ?? 0) >= CACHED;
      if (kept) partialCache.put(mailbox, batch[0]!);
      writeBatch(c, renderer, batch, marked);
      if (batch.done !== undefined && !kept) c.out.whenSent(batch.done);
      if (c.out.size >= GATHER) {
        const waiting = c.out.drained();
        if (waiting !== undefined) await waiting;
      }
    }
  } finally {
    if (!ended) await batches.return?.();
  }
}

/** Only octets, and only a piece of them. */
function isPiecewise({ items, needs }: FetchRequest): boolean {
  if (needs.bytes !== true) return false;
  return items.every((item) => item.item === 'UID' || ('partial' in item && item.partial !== undefined));
}

/** Sets \Seen where it wasn't (RFC 9051 §6.4.5, BODY[…]); answers the new states, to be told with the messages. */
async function markSeen(c: Connection, batch: FetchedMessage[]): Promise<Map<Uid, MessageState> | undefined> {
  const unseen = batch.filter(({ flags }) => flags?.includes('\\Seen') === false).map(({ uid }) => uid);
  if (unseen.length === 0) return undefined;
  const { stored, span } = await c.view.mailbox.store(unseen, 'add', ['\\Seen']);
  c.view.ownChanges(stored, span);
  return new Map(stored.map((state) => [state.uid, state]));
}

function writeBatch(
  c: Connection,
  renderer: FetchRenderer,
  batch: readonly FetchedMessage[],
  marked: Map<Uid, MessageState> | undefined,
): void {
  const { view, out } = c;
  let seq = 0;
  for (const message of batch) {
    const found = view.seqOf(message.uid, seq);
    if (found === 0) continue;
    seq = found;
    const state = marked?.get(message.uid);
    if (state === undefined) renderer.write(found, message, out, '');
    else {
      // Told even when FLAGS were not asked for.
      const merged = { ...message, flags: state.flags, modseq: state.modseq };
      renderer.write(found, merged, out, toldAlready(renderer, c, state));
    }
  }
}

function toldAlready(renderer: FetchRenderer, c: Connection, state: MessageState): string {
  const flags = renderer.has('FLAGS') ? [] : [`FLAGS ${flagList(state.flags)}`];
  const modseq = renderer.has('MODSEQ') || !c.condstore ? [] : [`MODSEQ (${state.modseq})`];
  return [...flags, ...modseq].join(' ');
}

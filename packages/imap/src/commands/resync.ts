import type { Connection } from '../connection.ts';
import type { MessageState, Uid } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { flagList } from '../wire/render.ts';
import { formatSet, normalizeRanges, type SequenceSet } from '../wire/sequence-set.ts';

/** What a client still knows from before (RFC 7162 §3.2.5). */
export interface Resync {
  uidValidity: number;
  modseq: number;
  known: SequenceSet | undefined;
}

/** `(uidvalidity modseq [known-uids [(sequence-match)]])` */
export function parseResync(args: Args): Resync {
  args.expect('(');
  const uidValidity = args.number(0xffffffff);
  args.space();
  const modseq = args.number();
  let known: SequenceSet | undefined;
  if (args.skip(' ')) {
    if (args.peek() !== '(') known = args.sequenceSet();
    if (known === undefined || args.skip(' ')) {
      // Pairs of known numbers and UIDs only help servers that have forgotten expunges.
      args.expect('(');
      args.sequenceSet();
      args.space();
      args.sequenceSet();
      args.expect(')');
    }
  }
  args.expect(')');
  return { uidValidity, modseq, known };
}

/** Tells what vanished and changed since then, in the mailbox just selected. */
export async function resync(c: Connection, from: Resync): Promise<void> {
  const view = c.view;
  if (from.uidValidity !== view.mailbox.uidValidity) return;
  const { changed, vanished } = await changesSince(c, from.modseq, from.known);
  if (vanished.length > 0) c.out.text(`* VANISHED (EARLIER) ${formatSet(vanished)}\r\n`);
  const wanted = from.known === undefined ? undefined : new Set(view.resolve(from.known, true));
  let seq = 0;
  for (const state of changed) {
    const found = view.seqOf(state.uid, seq);
    if (found === 0 || wanted?.has(state.uid) === false) continue;
    seq = found;
    const { uid, flags, modseq } = state;
    c.out.text(`* ${found} FETCH (UID ${uid} FLAGS ${flagList(flags)} MODSEQ (${modseq}))\r\n`);
  }
}

/** Changes since a mod-sequence; `vanished` ascending, of `known` only, and complete even where the backend forgets. */
export async function changesSince(
  c: Connection,
  modseq: number,
  known: SequenceSet | undefined,
): Promise<{ changed: MessageState[]; vanished: Uid[] }> {
  const view = c.view;
  const changes = await view.mailbox.changes(modseq);
  const last = Math.max(view.mailbox.initial.uidNext - 1, view.lastUid);
  const ranges = known === undefined || known.saved ? ([[1, last]] as [number, number][]) : known.ranges;
  const clipped = normalizeRanges(ranges, last).map(([a, b]) => [a, Math.min(b, last)] as const);
  let vanished: Uid[];
  if (changes.vanishedIncomplete === true) {
    vanished = [];
    for (const [from, to] of clipped)
      for (let uid = from; uid <= to && vanished.length < 1_000_000; uid++)
        if (view.seqOf(uid) === 0) vanished.push(uid);
  } else {
    const inside = (uid: Uid) => clipped.some(([from, to]) => uid >= from && uid <= to);
    vanished = changes.vanished.filter((uid) => view.seqOf(uid) === 0 && inside(uid)).sort((a, b) => a - b);
  }
  return { changed: changes.changed, vanished };
}

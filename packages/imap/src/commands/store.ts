import type { Connection } from '../connection.ts';
import type { MessageState, ModSeq, StoreAction } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { flagList } from '../wire/render.ts';
import { formatSet } from '../wire/sequence-set.ts';
import type { Command } from './command.ts';
import { requireWritable, resolveSet } from './messages.ts';

const ACTIONS: Record<string, StoreAction> = { '+FLAGS': 'add', '-FLAGS': 'remove', FLAGS: 'replace' };

/** RFC 9051 §6.4.6; UNCHANGEDSINCE by RFC 7162 §3.1.3. */
export const store: Command = {
  state: 'selected',
  uid: true,
  expunge: false,
  async run(c, args, { uid, name }) {
    args.space();
    const set = args.sequenceSet();
    args.space();
    const unchangedSince = parseModifier(args);
    const [what = '', silent] = args.keyword().split('.');
    const action = ACTIONS[what] ?? args.fail('FLAGS, +FLAGS or -FLAGS');
    if (silent !== undefined && silent !== 'SILENT') args.fail('SILENT');
    args.space();
    const flags = parseFlags(args);
    args.end();
    if (unchangedSince !== undefined) c.condstore = true;
    requireWritable(c);
    const view = c.view;
    const uids = Array.from(resolveSet(c, set, uid));
    if (uids.length === 0) return undefined;
    const result = await view.mailbox.store(uids, action, flags, unchangedSince);
    view.ownChanges(result.stored, result.span);
    // A client that follows mod-sequences is told the new ones even when it wants silence (RFC 7162 §3.1.3).
    if (silent === undefined || c.condstore) tell(c, result.stored, silent === undefined, uid);
    if (result.modified.length === 0) return undefined;
    return `[MODIFIED ${formatSet(view.visible(result.modified, uid))}] ${name} completed for the others`;
  },
};

function parseModifier(args: Args): ModSeq | undefined {
  if (!args.skip('(')) return undefined;
  args.expect('UNCHANGEDSINCE ');
  const modseq = args.number();
  args.expect(')');
  args.space();
  return modseq;
}

function parseFlags(args: Args): string[] {
  if (args.peek() === '(') return args.flagList();
  const flags = [args.flag()];
  while (args.skip(' ')) flags.push(args.flag());
  return flags;
}

function tell(c: Connection, stored: readonly MessageState[], withFlags: boolean, withUid: boolean): void {
  const view = c.view;
  let seq = 0;
  let lastUid = 0;
  for (const { uid, flags, modseq } of stored) {
    const found = view.seqOf(uid, uid > lastUid ? seq : 0);
    if (found === 0) continue;
    seq = found;
    lastUid = uid;
    const items = [
      ...(withUid || c.qresync ? [`UID ${uid}`] : []),
      ...(withFlags ? [`FLAGS ${flagList(flags)}`] : []),
      ...(c.condstore ? [`MODSEQ (${modseq})`] : []),
    ];
    c.out.text(`* ${found} FETCH (${items.join(' ')})\r\n`);
  }
}

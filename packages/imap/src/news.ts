import type { Connection } from './connection.ts';
import { ImapError, type MessageState } from './session.ts';
import type { MailboxView } from './view.ts';
import { flagList } from './wire/render.ts';
import { formatSet } from './wire/sequence-set.ts';

/**
 * Tells the client what changed in its mailbox (RFC 9051 §7.4.1, §7.5), if the backend hints that something has. False when
 * the backend couldn't say: it is asked again with the next command or hint.
 */
export async function tellNews(c: Connection, view: MailboxView, expunge: boolean): Promise<boolean> {
  let exists = false;
  let changed: MessageState[] | undefined;
  if (view.hinted) {
    view.hinted = false;
    try {
      const changes = await view.mailbox.changes(view.modseq);
      if (!c.isSelected(view)) return true;
      const news = view.apply(changes);
      exists = news.exists !== undefined;
      changed = news.changed;
    } catch (error) {
      failed(c, view, error);
      return false;
    }
  }
  if (expunge) tellExpunged(c);
  if (exists) c.out.text(`* ${view.count} EXISTS\r\n`);
  if (changed !== undefined) tellFlags(c, view, changed);
  return true;
}

function failed(c: Connection, view: MailboxView, error: unknown): void {
  if (error instanceof ImapError && error.code === 'NONEXISTENT') {
    c.bye('The selected mailbox was deleted');
    return;
  }
  view.hinted = true;
  if (!c.closed) c.context.log.error({ error, user: c.session?.user }, 'asking for changes failed');
}

function tellFlags(c: Connection, view: MailboxView, changed: readonly MessageState[]): void {
  let seq = 0;
  for (const state of changed) {
    const found = view.seqOf(state.uid, seq);
    if (found === 0) continue;
    seq = found;
    const modseq = c.condstore ? ` MODSEQ (${state.modseq})` : '';
    c.out.text(`* ${found} FETCH (UID ${state.uid} FLAGS ${flagList(state.flags)}${modseq})\r\n`);
  }
}

/** EXPUNGE, or VANISHED (RFC 7162 §3.2.10), for all that is known to be gone. */
export function tellExpunged(c: Connection): void {
  const { view } = c;
  if (!view.hasExpunged) return;
  const { uids, seqs } = view.takeExpunged();
  if (c.qresync) c.out.text(`* VANISHED ${formatSet(uids)}\r\n`);
  else for (const seq of seqs) c.out.text(`* ${seq} EXPUNGE\r\n`);
}

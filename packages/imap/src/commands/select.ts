import type { Connection } from '../connection.ts';
import type { Mailbox } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { flagList, mailboxName } from '../wire/render.ts';
import type { Command } from './command.ts';
import { parseResync, type Resync, resync } from './resync.ts';

/** RFC 9051 §6.3.2, and EXAMINE of §6.3.3; CONDSTORE and QRESYNC parameters of RFC 7162 §3.1.8, §3.2.5. */
const make = (readOnly: boolean): Command => ({
  state: 'authenticated',
  async run(c, args, { name: command }) {
    args.space();
    const name = args.mailbox(c.utf8);
    const from = parseParameters(c, args);
    args.end();
    if (c.selected !== undefined) {
      c.deselect();
      c.out.text('* OK [CLOSED] The mailbox before is closed\r\n');
    }
    const mailbox = await c.user.select(name, readOnly);
    if (c.closed) {
      mailbox.close();
      return undefined;
    }
    c.select(mailbox);
    announce(c, mailbox);
    if (from !== undefined) await resync(c, from);
    return `[${mailbox.readOnly ? 'READ-ONLY' : 'READ-WRITE'}] ${command} completed`;
  },
});

export const select = make(false);
export const examine = make(true);

function parseParameters(c: Connection, args: Args): Resync | undefined {
  if (args.peek() !== ' ') return undefined;
  args.space();
  let from: Resync | undefined;
  args.list(() => {
    const name = args.keyword();
    if (name === 'CONDSTORE') c.condstore = true;
    else if (name === 'QRESYNC' && c.qresync) {
      args.space();
      from = parseResync(args);
    } else args.fail('CONDSTORE, or QRESYNC when enabled');
  }, false);
  return from;
}

/** RFC 9051 §7.3, §7.4: what the client needs to know first. */
function announce(c: Connection, mailbox: Mailbox): void {
  const { uidNext, firstUnseen, modseq } = mailbox.initial;
  const view = c.view;
  const permanent = mailbox.readOnly ? '()' : flagList([...mailbox.flags, '\\*']);
  const unseen = firstUnseen === 0 || c.rev2 ? 0 : view.seqOf(firstUnseen);
  c.out.text(
    `* FLAGS ${flagList(mailbox.flags)}\r\n* OK [PERMANENTFLAGS ${permanent}] Flags that stay\r\n` +
      `* ${view.count} EXISTS\r\n${c.rev2 ? '' : '* 0 RECENT\r\n'}` +
      `${unseen === 0 ? '' : `* OK [UNSEEN ${unseen}] First unseen\r\n`}` +
      `* OK [UIDVALIDITY ${mailbox.uidValidity}] UIDs valid\r\n* OK [UIDNEXT ${uidNext}] Next UID\r\n` +
      `* OK [HIGHESTMODSEQ ${Math.max(1, modseq)}] Highest\r\n* OK [MAILBOXID (${mailbox.mailboxId})] Mailbox\r\n` +
      // RFC 9051 §6.3.2: the name as it is, for IMAP4rev2.
      (c.rev2 ? `* LIST () "/" ${mailboxName(mailbox.name, c.utf8)}\r\n` : ''),
  );
}

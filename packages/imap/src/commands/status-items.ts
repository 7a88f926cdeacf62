import type { Connection } from '../connection.ts';
import type { StatusData } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { mailboxName } from '../wire/render.ts';

const ITEMS: Record<string, (s: StatusData, c: Connection) => number | string> = {
  MESSAGES: (s) => s.messages,
  UIDNEXT: (s) => s.uidNext,
  UIDVALIDITY: (s) => s.uidValidity,
  UNSEEN: (s) => s.unseen,
  DELETED: (s) => s.deleted,
  SIZE: (s) => s.size,
  // IMAP4rev1's; no message is recent here.
  RECENT: () => 0,
  HIGHESTMODSEQ: (s) => s.highestModSeq,
  MAILBOXID: (s) => `(${s.mailboxId})`,
  APPENDLIMIT: (_s, c) => c.user.appendLimit,
};

/** `(MESSAGES UNSEEN …)` (RFC 9051 §6.3.11, RFC 7162 §3.1.7, RFC 7889 §4, RFC 8474 §4.3). */
export function parseStatusItems(c: Connection, args: Args): string[] {
  const items = new Set<string>();
  args.list(() => {
    const item = args.keyword();
    if (ITEMS[item] === undefined) args.fail('a status item');
    items.add(item);
  }, false);
  if (items.has('HIGHESTMODSEQ')) c.condstore = true;
  return [...items];
}

export function writeStatus(c: Connection, name: string, items: readonly string[], status: StatusData): void {
  const values = items.map((item) => `${item} ${ITEMS[item]?.(status, c) ?? 0}`);
  c.out.text(`* STATUS ${mailboxName(name, c.utf8)} (${values.join(' ')})\r\n`);
}

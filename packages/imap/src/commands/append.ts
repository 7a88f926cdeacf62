import { type AppendMessage, ImapError } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { formatSet } from '../wire/sequence-set.ts';
import type { Command } from './command.ts';

/** RFC 9051 §6.3.12; several at once by RFC 3502; `UTF8 (~{…}` by RFC 6855 §4; APPENDUID by RFC 4315 §3. */
export const append: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const name = args.mailbox(c.utf8);
    const messages: AppendMessage[] = [];
    do messages.push(parseMessage(args));
    while (!args.atEnd);
    if (messages.some(({ bytes }) => bytes.length === 0))
      throw new ImapError('An empty message is no message', 'CANNOT');
    const { uidValidity, uids } = await c.user.append(name, messages);
    if (c.selected?.name === name) c.view.hinted = true;
    return `[APPENDUID ${uidValidity} ${formatSet(uids)}] APPEND completed`;
  },
};

function parseMessage(args: Args): AppendMessage {
  args.space();
  let flags: string[] = [];
  if (args.peek() === '(') {
    flags = args.flagList();
    args.space();
  }
  let internalDate: number | undefined;
  if (args.peek() === '"') {
    internalDate = args.dateTime();
    args.space();
  }
  let bytes: Buffer;
  if (args.skip('UTF8 (')) {
    bytes = args.literal().bytes;
    args.expect(')');
  } else {
    const literal = args.literal();
    bytes = literal.bytes;
    // RFC 9051 §4.3: only a literal8 may hold NUL.
    if (!literal.binary && bytes.includes(0)) throw new ImapError('NUL needs a literal8', 'CANNOT');
  }
  return { bytes, flags, ...(internalDate === undefined ? {} : { internalDate }) };
}

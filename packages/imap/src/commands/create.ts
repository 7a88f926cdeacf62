import { ImapError, type SpecialUse } from '../session.ts';
import type { Command } from './command.ts';
import { checkNewName } from './mailbox-name.ts';

const USES = new Map<string, SpecialUse>(
  (['\\All', '\\Archive', '\\Drafts', '\\Flagged', '\\Junk', '\\Sent', '\\Trash'] as const).map((use) => [
    use.toLowerCase(),
    use,
  ]),
);
const USE = /\\[A-Za-z]{1,30}/y;

/** RFC 9051 §6.3.4; CREATE-SPECIAL-USE of RFC 6154 §3; MAILBOXID of RFC 8474 §4.1. */
export const create: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const name = args.mailbox(c.utf8);
    let use: string | undefined;
    if (args.peek() === ' ') {
      args.space();
      args.expect('(USE ');
      args.list(() => {
        if (use !== undefined) throw new ImapError('A mailbox has one special use', 'USEATTR');
        use = args.match(USE) ?? args.fail('a special use');
      });
      args.expect(')');
    }
    args.end();
    const specialUse = use === undefined ? undefined : USES.get(use.toLowerCase());
    if (use !== undefined && specialUse === undefined) throw new ImapError('No such special use', 'USEATTR');
    if (name === 'INBOX') throw new ImapError('INBOX is always there', 'ALREADYEXISTS');
    const { mailboxId } = await c.user.create(checkNewName(name), specialUse);
    return `[MAILBOXID (${mailboxId})] CREATE completed`;
  },
};

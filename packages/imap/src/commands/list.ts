import type { Connection } from '../connection.ts';
import { ListPattern } from '../list/pattern.ts';
import { buildTree, type ListedMailbox } from '../list/tree.ts';
import { ImapError, type MailboxInfo, type StatusData } from '../session.ts';
import type { Args } from '../wire/args.ts';
import { mailboxName } from '../wire/render.ts';
import type { Command } from './command.ts';
import { parseStatusItems, writeStatus } from './status-items.ts';

/** Selection and return options (RFC 5258 §3, RFC 6154 §5, RFC 5819). */
interface Options {
  subscribed: boolean;
  specialUse: boolean;
  recursive: boolean;
  returnSubscribed: boolean;
  status: string[] | undefined;
}

/** Matching costs the product of pattern and name, for every mailbox. */
export const MAX_PATTERN = 1_000;
const MAX_PATTERNS = 50;

/** RFC 9051 §6.3.9; LIST-EXTENDED, LIST-STATUS and SPECIAL-USE with it. */
export const list: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const options: Options = {
      subscribed: false,
      specialUse: false,
      recursive: false,
      returnSubscribed: false,
      status: undefined,
    };
    if (args.peek() === '(') {
      parseSelection(args, options);
      args.space();
    }
    const reference = args.listMailbox(c.utf8);
    args.space();
    const patterns: string[] = [];
    const pattern = () => {
      if (patterns.push(args.listMailbox(c.utf8)) > MAX_PATTERNS) args.fail('fewer patterns');
    };
    if (args.peek() === '(') args.list(pattern, false);
    else pattern();
    if (args.skip(' RETURN ')) parseReturn(c, args, options);
    args.end();
    if (patterns.length === 1 && patterns[0] === '') {
      // RFC 9051 §6.3.9: asks for the separator.
      c.out.text('* LIST (\\Noselect) "/" ""\r\n');
      return undefined;
    }
    if (patterns.some((each) => reference.length + each.length > MAX_PATTERN)) args.fail('a shorter pattern');
    await write(
      c,
      options,
      patterns.map((each) => new ListPattern(reference + each)),
    );
    return undefined;
  },
};

function parseSelection(args: Args, options: Options): void {
  args.list(() => {
    const word = args.keyword();
    if (word === 'SUBSCRIBED') options.subscribed = options.returnSubscribed = true;
    else if (word === 'SPECIAL-USE') options.specialUse = true;
    else if (word === 'RECURSIVEMATCH') options.recursive = true;
    // No mailbox is on another server.
    else if (word !== 'REMOTE') args.fail('a selection option');
  });
  if (options.recursive && !options.subscribed && !options.specialUse) args.fail('what RECURSIVEMATCH shall match');
}

function parseReturn(c: Connection, args: Args, options: Options): void {
  args.list(() => {
    const word = args.keyword();
    if (word === 'SUBSCRIBED') options.returnSubscribed = true;
    else if (word === 'STATUS') {
      args.space();
      options.status = parseStatusItems(c, args);
    }
    // CHILDREN and SPECIAL-USE are always told.
    else if (word !== 'CHILDREN' && word !== 'SPECIAL-USE') args.fail('a return option');
  });
}

async function write(c: Connection, options: Options, patterns: ListPattern[]): Promise<void> {
  const chosen = (m: MailboxInfo) =>
    (!options.subscribed || m.subscribed) && (!options.specialUse || m.specialUse !== undefined);
  const matching = buildTree(await c.user.list(), chosen).filter(
    (m) => (chosen(m) || (options.recursive && m.childMatches)) && patterns.some((pattern) => pattern.matches(m.name)),
  );
  const { status } = options;
  const statuses = status === undefined ? [] : await allStatuses(c, matching);
  for (const [i, m] of matching.entries()) {
    const info = options.recursive && m.childMatches ? childInfo(options) : '';
    const name = mailboxName(m.name, c.utf8);
    c.out.text(`* LIST (${attributes(m, options.returnSubscribed).join(' ')}) "/" ${name}${info}\r\n`);
    const data = statuses[i];
    if (status !== undefined && data !== undefined) writeStatus(c, m.name, status, data);
  }
}

function childInfo({ subscribed, specialUse }: Options): string {
  const matched = [...(subscribed ? ['"SUBSCRIBED"'] : []), ...(specialUse ? ['"SPECIAL-USE"'] : [])];
  return ` ("CHILDINFO" (${matched.join(' ')}))`;
}

export function attributes(m: ListedMailbox, withSubscribed: boolean): string[] {
  const out: string[] = [m.hasChildren ? '\\HasChildren' : '\\HasNoChildren'];
  if (m.noSelect === true) out.push('\\NonExistent', '\\Noselect');
  if (m.subscribed && withSubscribed) out.push('\\Subscribed');
  if (m.specialUse !== undefined) out.push(m.specialUse);
  return out;
}

/** Index by index; undefined where there is nothing to tell. */
async function allStatuses(c: Connection, mailboxes: ListedMailbox[]): Promise<(StatusData | undefined)[]> {
  const there = mailboxes.filter((m) => m.noSelect !== true).map(({ name }) => name);
  const found = new Map<string, StatusData | undefined>();
  if (c.user.statuses !== undefined) {
    const many = await c.user.statuses(there);
    there.forEach((name, i) => {
      found.set(name, many[i]);
    });
  } else for (const name of there) found.set(name, await statusOrNothing(c, name));
  return mailboxes.map(({ name }) => found.get(name));
}

async function statusOrNothing(c: Connection, name: string): Promise<StatusData | undefined> {
  try {
    return await c.user.status(name);
  } catch (error) {
    if (error instanceof ImapError) return undefined;
    throw error;
  }
}

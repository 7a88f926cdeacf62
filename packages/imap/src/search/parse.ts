import { outOfRange } from '../commands/messages.ts';
import type { Connection } from '../connection.ts';
import { ImapError, type SearchKey } from '../session.ts';
import { type Args, BadCommand } from '../wire/args.ts';
import { isoDay, parseDate } from '../wire/dates.ts';
import { parseSequenceSet } from '../wire/sequence-set.ts';

/** SEARCH criteria (RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 5032, RFC 7162 §3.1.5, RFC 8474 §5.4). */

const MAX_DEPTH = 64;
const MAX_KEYS = 2_000;

const WORD = /[A-Za-z]+/y;
const SET = /[0-9*][0-9:*,]*|\$/y;
const KEYWORD = /[^\x00-\x20\x7f-\xff(){%*"\\\]]{1,255}/y;
const DATE = /"?(\d{1,2}-[A-Za-z]{3}-\d{4})"?/y;
const ENTRY = /"(?:[^"\\]|\\["\\]){1,300}" (?:all|priv|shared) /iy;
const OBJECT_ID = /[A-Za-z0-9_-]{1,255}/y;

const FLAGS: Record<string, string> = {
  ANSWERED: '\\Answered',
  DELETED: '\\Deleted',
  DRAFT: '\\Draft',
  FLAGGED: '\\Flagged',
  SEEN: '\\Seen',
};
const NONE: SearchKey = { key: 'not', of: { key: 'all' } };

interface State {
  c: Connection;
  args: Args;
  keys: number;
  modseq: boolean;
}

export interface Criteria {
  key: SearchKey;
  /** MODSEQ was among them: the highest of the found is to be told. */
  modseq: boolean;
}

/** `[CHARSET name ]key key …` up to the end of the command. */
export function parseCriteria(c: Connection, args: Args): Criteria {
  if (args.skip('CHARSET ')) {
    parseCharset(args);
    args.space();
  }
  return parseKeys(c, args);
}

/** We take UTF-8, and ASCII, which it contains. */
export function parseCharset(args: Args): void {
  const name = args.astring().toUpperCase();
  if (name !== 'UTF-8' && name !== 'US-ASCII')
    throw new ImapError('That charset is not offered', 'BADCHARSET (US-ASCII UTF-8)');
}

export function parseKeys(c: Connection, args: Args): Criteria {
  const state: State = { c, args, keys: 0, modseq: false };
  const keys = [parseKey(state, 0)];
  while (!args.atEnd) {
    args.space();
    keys.push(parseKey(state, 0));
  }
  return { key: all(keys), modseq: state.modseq };
}

function all(keys: SearchKey[]): SearchKey {
  const some = keys.filter(({ key }) => key !== 'all');
  if (some.length === 0) return { key: 'all' };
  return some.length === 1 ? some[0]! : { key: 'and', keys: some };
}

function parseKey(state: State, depth: number): SearchKey {
  const { args } = state;
  if (depth > MAX_DEPTH) throw new BadCommand('Criteria are nested too deep');
  if (++state.keys > MAX_KEYS) throw new BadCommand('Too many criteria');
  if (args.peek() === '(') {
    const keys: SearchKey[] = [];
    args.list(() => keys.push(parseKey(state, depth + 1)), false);
    return all(keys);
  }
  const set = args.match(SET);
  if (set !== undefined) return parseSet(state, set, false);
  return parseWord(state, (args.match(WORD) ?? args.fail('a search key')).toUpperCase(), depth);
}

function parseSet({ c, args }: State, text: string, byUid: boolean): SearchKey {
  const set = parseSequenceSet(text) ?? args.fail('a sequence set');
  const ranges = c.view.uidRanges(set, byUid) ?? outOfRange();
  return { key: 'uids', ranges };
}

function parseWord(state: State, word: string, depth: number): SearchKey {
  const { args } = state;
  const flag = FLAGS[word] ?? FLAGS[word.replace(/^UN/, '')];
  if (flag !== undefined) return { key: 'flag', flag, set: FLAGS[word] !== undefined };
  switch (word) {
    case 'ALL':
    case 'OLD':
      return { key: 'all' };
    // No message is recent here (RFC 9051 dropped the flag).
    case 'NEW':
    case 'RECENT':
      return NONE;
    case 'NOT':
      args.space();
      return { key: 'not', of: parseKey(state, depth + 1) };
    case 'OR': {
      args.space();
      const left = parseKey(state, depth + 1);
      args.space();
      return { key: 'or', left, right: parseKey(state, depth + 1) };
    }
    default:
      args.space();
      return parseValued(state, word);
  }
}

function parseValued(state: State, word: string): SearchKey {
  const { args } = state;
  switch (word) {
    case 'UID':
      return parseSet(state, args.match(SET) ?? args.fail('a sequence set'), true);
    case 'KEYWORD':
    case 'UNKEYWORD':
      return { key: 'flag', flag: args.match(KEYWORD) ?? args.fail('a keyword'), set: word === 'KEYWORD' };
    case 'FROM':
    case 'TO':
    case 'CC':
    case 'BCC': {
      const value = args.utf8();
      return value === '' ? { key: 'header', name: word, value } : { key: 'address', field: lower(word), value };
    }
    case 'SUBJECT': {
      const value = args.utf8();
      return value === '' ? { key: 'header', name: word, value } : { key: 'subject', value };
    }
    case 'BODY':
    case 'TEXT': {
      const value = args.utf8();
      return value === '' ? { key: 'all' } : { key: word === 'BODY' ? 'body' : 'text', value };
    }
    case 'HEADER': {
      const name = args.utf8();
      args.space();
      return { key: 'header', name, value: args.utf8() };
    }
    case 'LARGER':
      return { key: 'larger', size: args.number() };
    case 'SMALLER':
      return { key: 'smaller', size: args.number() };
    case 'OLDER':
      return { key: 'within', older: args.number(0xffffffff) };
    case 'YOUNGER':
      return { key: 'within', younger: args.number(0xffffffff) };
    case 'MODSEQ':
      // All entries share one mod-sequence here; the entry named makes no difference (RFC 7162 §3.1.5).
      args.match(ENTRY);
      state.modseq = true;
      state.c.condstore = true;
      return { key: 'modseq', modseq: args.number() };
    case 'EMAILID':
      return { key: 'emailId', id: args.match(OBJECT_ID) ?? args.fail('an object id') };
    case 'THREADID':
      return { key: 'threadId', id: args.match(OBJECT_ID) ?? args.fail('an object id') };
    default:
      return parseDated(args, word);
  }
}

const lower = (word: 'FROM' | 'TO' | 'CC' | 'BCC') => word.toLowerCase() as 'from' | 'to' | 'cc' | 'bcc';

function parseDated(args: Args, word: string): SearchKey {
  const match = /^(SENT)?(ON|BEFORE|SINCE)$/.exec(word) ?? args.fail('a search key');
  const day = parseDate(args.match(DATE) ?? args.fail('a date')) ?? args.fail('a date');
  const key = match[1] === undefined ? 'internalDate' : 'sentDate';
  if (match[2] === 'BEFORE') return { key, before: isoDay(day) };
  if (match[2] === 'SINCE') return { key, from: isoDay(day) };
  return { key, from: isoDay(day), before: isoDay(day + 1) };
}

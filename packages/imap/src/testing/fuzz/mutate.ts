/** Random input that is close enough to IMAP to get past the first letter. */

export type Random = () => number;

/** mulberry32: the same seed gives the same run. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const int = (random: Random, below: number): number => Math.floor(random() * below);
export const pick = <T>(random: Random, list: readonly T[]): T => list[int(random, list.length)] as T;

const COMMANDS = [
  'CAPABILITY',
  'NOOP',
  'LOGIN user secret',
  'LOGIN {4}\r\nuser {6+}\r\nsecret',
  'AUTHENTICATE PLAIN AHVzZXIAc2VjcmV0',
  'AUTHENTICATE PLAIN\r\nAHVzZXIAc2VjcmV0',
  'AUTHENTICATE LOGIN\r\ndXNlcg==\r\nc2VjcmV0',
  'STARTTLS',
  'ID ("name" "x" "version" NIL)',
  'ENABLE CONDSTORE QRESYNC IMAP4rev2 UTF8=ACCEPT',
  'SELECT INBOX',
  'EXAMINE "INBOX" (CONDSTORE)',
  'SELECT INBOX (QRESYNC (1 1 1:20 (1:3 1:3)))',
  'CREATE a/b&AOI-',
  'CREATE new (USE (\\Archive))',
  'DELETE Sent',
  'RENAME Sent Elsewhere',
  'SUBSCRIBE INBOX',
  'UNSUBSCRIBE INBOX',
  'LIST "" "*"',
  'LIST (SUBSCRIBED RECURSIVEMATCH) "" ("%" "a/%*%*b") RETURN (CHILDREN STATUS (MESSAGES UNSEEN SIZE))',
  'LSUB "" "%"',
  'NAMESPACE',
  'STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY UNSEEN DELETED SIZE HIGHESTMODSEQ MAILBOXID APPENDLIMIT)',
  'APPEND INBOX (\\Seen) "17-Jul-1996 02:44:25 -0700" {21+}\r\nSubject: x\r\n\r\nbody\r\n\r\n',
  'APPEND INBOX {5+}\r\na:b\r\n {3+}\r\nxyz',
  'APPEND INBOX UTF8 (~{5+}\r\na:b\r\n)',
  'APPEND INBOX {999999999}',
  'APPEND INBOX {2000000+}\r\nx',
  'IDLE\r\nDONE',
  'CHECK',
  'CLOSE',
  'UNSELECT',
  'EXPUNGE',
  'UID EXPUNGE 1:3',
  'SEARCH ALL',
  'UID SEARCH RETURN (MIN MAX COUNT ALL SAVE) OR (SEEN 1:5) NOT (SUBJECT "x" FROM {3+}\r\nabc)',
  'SEARCH CHARSET UTF-8 TEXT "xin chào" SINCE 1-Jan-2020 LARGER 10 MODSEQ "/flags/\\\\seen" all 5',
  'SEARCH HEADER Message-ID "" KEYWORD x YOUNGER 100 EMAILID a THREADID b UID $ 1,2:*',
  'SORT RETURN (COUNT) (REVERSE DATE SUBJECT) UTF-8 ALL',
  'UID THREAD REFERENCES UTF-8 ALL',
  'THREAD ORDEREDSUBJECT UTF-8 1:*',
  'FETCH 1:* (FLAGS UID INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY MODSEQ EMAILID THREADID)',
  'FETCH 1:3,5 (BODY.PEEK[] BODY[1.MIME] BODY[HEADER.FIELDS (SUBJECT "x y")] BODY[2]<0.10> BINARY[2] BINARY.SIZE[2])',
  'UID FETCH 1:* (FLAGS) (CHANGEDSINCE 3 VANISHED)',
  'FETCH $ FULL',
  'FETCH * BODY.PEEK[3.HEADER.FIELDS.NOT (A B)]<5.100>',
  'STORE 1:* +FLAGS.SILENT (\\Seen \\Flagged key)',
  'UID STORE 2:4 (UNCHANGEDSINCE 5) -FLAGS \\Deleted \\Seen',
  'STORE $ FLAGS ()',
  'COPY 1:2 Sent',
  'UID MOVE 1 Trash',
  'GETQUOTA ""',
  'GETQUOTAROOT INBOX',
  'SETQUOTA "" (STORAGE 1)',
];

const TOKENS = [
  ...['(', ')', '"', '\\', '{', '}', '[', ']', '<', '>', '*', '%', '$', '+', '-', '~', '&', '.', ',', ':', ' ', '  '],
  ...[
    '\r',
    '\n',
    '\r\n',
    '\0',
    '\x7f',
    '\x80',
    '\xff',
    '{0}',
    '{1+}\r\n',
    '{4294967296}',
    '{99999999999999999999+}\r\n',
  ],
  ...['NIL', 'NOT ', 'OR ', 'UID ', '((((', '))))', '0', '1', '4294967295', '4294967296', '-1', '1:*', '*:1', '\\Seen'],
  ...['BODY[', 'HEADER.FIELDS (', 'RETURN (', 'CHARSET ', '"\\', '&-', '&AAA-', '\xc3\xa2', '\xed\xa0\x80', 'DONE\r\n'],
];

/** A command without its tag, as octets; mostly malformed. */
export function fuzzCommand(random: Random): Buffer {
  let text = pick(random, COMMANDS);
  const rounds = random() < 0.15 ? 0 : 1 + int(random, 6);
  for (let i = 0; i < rounds; i++) text = mutate(random, text);
  return Buffer.from(text, 'latin1');
}

function mutate(random: Random, text: string): string {
  const at = int(random, text.length + 1);
  const length = int(random, 8);
  switch (int(random, 9)) {
    case 0:
      return text.slice(0, at) + pick(random, TOKENS) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(1 + int(random, 50)) + text.slice(at + length);
    case 3:
      return text.slice(0, at) + String.fromCharCode(int(random, 256)) + text.slice(at + 1);
    case 4:
      return text.slice(0, at);
    case 5:
      return text.replace(/\d+/, () =>
        pick(random, ['0', '1', '20', '21', '4294967295', '4294967296', '9'.repeat(20)]),
      );
    case 6:
      return text.slice(0, at) + pick(random, COMMANDS).slice(int(random, 10));
    case 7: {
      const words = text.split(' ');
      [words[0], words[words.length - 1]] = [words.at(-1) ?? '', words[0] ?? ''];
      return words.join(' ');
    }
    default:
      return text.slice(0, at) + randomOctets(random) + text.slice(at);
  }
}

function randomOctets(random: Random): string {
  let out = '';
  for (let n = int(random, 30); n > 0; n--) out += String.fromCharCode(int(random, 256));
  return out;
}

/** The same octets, cut anywhere. */
export function cut(random: Random, octets: Buffer): Buffer[] {
  if (random() < 0.5) return [octets];
  const chunks: Buffer[] = [];
  for (let at = 0; at < octets.length; ) {
    const end = at + 1 + int(random, random() < 0.5 ? 4 : octets.length);
    chunks.push(octets.subarray(at, end));
    at = end;
  }
  return chunks;
}

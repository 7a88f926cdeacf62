import { Flag } from './types.ts';

/** IMAP's system flags by bit, and JMAP's names for those it has. */
const SYSTEM: readonly { bit: number; imap: string; jmap?: string }[] = [
  { bit: Flag.seen, imap: '\\Seen', jmap: '$seen' },
  { bit: Flag.answered, imap: '\\Answered', jmap: '$answered' },
  { bit: Flag.flagged, imap: '\\Flagged', jmap: '$flagged' },
  { bit: Flag.deleted, imap: '\\Deleted' },
  { bit: Flag.draft, imap: '\\Draft', jmap: '$draft' },
];

const byName = new Map(
  SYSTEM.flatMap((s) => [[s.imap.toLowerCase(), s.bit] as const, ...(s.jmap ? [[s.jmap, s.bit] as const] : [])]),
);

/** The bits of all system flags. */
export const ALL_FLAGS = 31;

export interface FlagSet {
  flags: number;
  /** Lower case, sorted, without the system's. */
  keywords: string[];
}

/** Reads IMAP flags or JMAP keywords. Keywords are case-insensitive (RFC 9051 §2.3.2) and kept in lower case; unknown `\x` are passed over. */
export function parseFlags(names: Iterable<string>): FlagSet {
  let flags = 0;
  const keywords = new Set<string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    const bit = byName.get(lower);
    if (bit) flags |= bit;
    else if (!lower.startsWith('\\')) keywords.add(lower);
  }
  return { flags, keywords: [...keywords].sort() };
}

const imapNames: readonly (readonly string[])[] = Array.from({ length: 32 }, (_, bits) =>
  SYSTEM.filter((s) => bits & s.bit).map((s) => s.imap),
);

/** Registered keywords (IANA) whose usual writing has capitals; compared without case, kept in lower case. */
const written = new Map(
  ['$Forwarded', '$MDNSent', '$Junk', '$NotJunk', '$Phishing', '$Submitted', '$SubmitPending', 'NonJunk', 'Junk'].map(
    (word) => [word.toLowerCase(), word],
  ),
);

/** Flags as IMAP shows them. The answer may be shared: don't change it. */
export function imapFlags(flags: number, keywords: readonly string[]): readonly string[] {
  const system = imapNames[flags & ALL_FLAGS]!;
  return keywords.length === 0 ? system : [...system, ...keywords.map((k) => written.get(k) ?? k)];
}

export type FlagAction = 'add' | 'remove' | 'replace';

/** The set after the action. `replace` from JMAP leaves \Deleted alone: pass the bits it may touch as `mask`. */
export function applyFlags(now: FlagSet, action: FlagAction, change: FlagSet, mask = ALL_FLAGS): FlagSet {
  if (action === 'replace') return { flags: (now.flags & ~mask) | (change.flags & mask), keywords: change.keywords };
  if (action === 'add')
    return { flags: now.flags | change.flags, keywords: [...new Set([...now.keywords, ...change.keywords])].sort() };
  return { flags: now.flags & ~change.flags, keywords: now.keywords.filter((k) => !change.keywords.includes(k)) };
}

export const sameFlags = (a: FlagSet, b: FlagSet): boolean =>
  a.flags === b.flags && a.keywords.length === b.keywords.length && a.keywords.every((k, i) => k === b.keywords[i]);

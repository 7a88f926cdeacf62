/** What IMAP does to messages of one mailbox, addressed by UID. Every act is one transaction. */
import { ALL_FLAGS, type FlagAction, type FlagSet } from './flags.ts';
import { changeAccounts, type LockedAccount, type MessageRow, type MutationDeps } from './mutation.ts';
import { changeFlags, lockAccounts, rowsByUid, vanishedSince } from './queries.ts';
import type { Run } from './sql.ts';
import { Flag } from './types.ts';

export interface Place {
  accountId: number;
  mailboxId: number;
}

const readRows = async (account: LockedAccount, mailboxId: number, uids: number[]): Promise<MessageRow[]> =>
  (await account.run<MessageRow>(rowsByUid, [account.accountId, mailboxId, uids])).rows.sort((a, b) => a.uid - b.uid);

export interface StoredFlags {
  stored: { uid: number; modseq: number; flags: number; keywords: string[] }[];
  /** Not changed: changed by others after `unchangedSince`. */
  modified: number[];
  before: number;
  after: number;
}

interface FlagsRow {
  uid: number;
  changes: boolean;
  modified: boolean;
  modseq: number;
  flags: number;
  keywords: string[] | null;
  mailboxes: number[] | null;
}

/** Flags of an Email that is in several mailboxes change in all of them. One round trip: it is part of reading a message. */
export async function storeFlags(
  { transact, hub }: MutationDeps,
  { accountId, mailboxId }: Place,
  uids: number[],
  action: FlagAction,
  { flags, keywords }: FlagSet,
  unchangedSince?: number,
): Promise<StoredFlags> {
  const replace = action === 'replace';
  const removes = action === 'remove';
  const values = [
    accountId,
    mailboxId,
    uids,
    removes ? 0 : flags,
    replace ? ALL_FLAGS : removes ? flags : 0,
    replace,
    removes ? [] : keywords,
    removes ? keywords : [],
    unchangedSince ?? null,
  ];
  const [locked, done] = await transact([
    { statement: lockAccounts, values: [[accountId]] },
    { statement: changeFlags, values },
  ]);
  const account = locked!.rows[0] as { modseq: number } | undefined;
  if (!account) throw new Error(`There is no account ${accountId}.`);
  const rows = done!.rows as FlagsRow[];
  const after = rows.find((row) => row.changes)?.modseq ?? account.modseq;
  if (after !== account.modseq) hub.announce({ accountId, modseq: after, mailboxIds: rows[0]!.mailboxes! });
  return {
    stored: rows
      .filter((row) => !row.modified)
      .map((row) => ({ uid: row.uid, modseq: row.modseq, flags: row.flags, keywords: row.keywords ?? [] })),
    modified: rows.filter((row) => row.modified).map((row) => row.uid),
    before: account.modseq,
    after,
  };
}

export interface Copied {
  uidValidity: number;
  sourceUids: number[];
  destinationUids: number[];
}

/** Undefined when the destination is gone. @throws OverQuota */
export function copyMessages(deps: MutationDeps, from: Place, uids: number[], to: Place): Promise<Copied | undefined> {
  const same = from.accountId === to.accountId;
  return changeAccounts(deps, same ? [from.accountId] : [from.accountId, to.accountId], async (source, other) => {
    const rows = await readRows(source!, from.mailboxId, uids);
    const made = await (other ?? source)!.copyIn(to.mailboxId, from.accountId, rows, false);
    return made && { uidValidity: made.uidValidity, sourceUids: rows.map((r) => r.uid), destinationUids: made.uids };
  });
}

/** Within an account the Email stays the same one; into another account it is a new one there. */
export function moveMessages(deps: MutationDeps, from: Place, uids: number[], to: Place): Promise<Copied | undefined> {
  const same = from.accountId === to.accountId;
  return changeAccounts(deps, same ? [from.accountId] : [from.accountId, to.accountId], async (source, other) => {
    const rows = await readRows(source!, from.mailboxId, uids);
    const made = await (other ?? source)!.copyIn(to.mailboxId, from.accountId, rows, same);
    if (!made) return undefined;
    await source!.remove(rows);
    return { uidValidity: made.uidValidity, sourceUids: rows.map((r) => r.uid), destinationUids: made.uids };
  });
}

/** Removes messages with \Deleted among `uids`. */
export function expungeMessages(
  deps: MutationDeps,
  place: Place,
  uids: number[],
): Promise<{ uids: number[]; modseq: number }> {
  return changeAccounts(deps, [place.accountId], async (account) => {
    const rows = (await readRows(account!, place.mailboxId, uids)).filter((r) => r.flags & Flag.deleted);
    await account!.remove(rows);
    return { uids: rows.map((r) => r.uid), modseq: account!.modseq };
  });
}

/** UIDs that left a mailbox since a mod-sequence. */
export async function vanishedUids(run: Run, accountId: number, mailboxId: number, since: number): Promise<number[]> {
  const { rows } = await run<{ uids: string | null }>(vanishedSince, [accountId, mailboxId, since]);
  const uids = rows[0]?.uids;
  return uids ? JSON.parse(`[${uids.slice(1, -1)}]`) : [];
}

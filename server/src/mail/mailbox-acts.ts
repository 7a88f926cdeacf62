/** What IMAP does to messages of one mailbox, addressed by UID. Every act is one transaction. */
import { sqlState } from '../platform/index.ts';
import { ALL_FLAGS, type FlagAction, type FlagSet } from './flags.ts';
import { changeAccounts, type LockedAccount, type MessageRow, type MutationDeps } from './mutation.ts';
import { changeFlags, lockAccounts, lockAccountsNow, rowsByUid, vanishedSince } from './queries.ts';
import { type Run, runOn } from './sql.ts';
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

/** So many messages at most are changed on a connection that others wait for. */
const FEW = 200;
const lockNotAvailable = '55P03';

/**
 * Flags of an Email that is in several mailboxes change in all of them. Of few messages in one round trip, for it is part of
 * reading: on connections that all share, which therefore must not wait for the account.
 */
export async function storeFlags(
  { pools, transact, hub }: MutationDeps,
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
  const change = { statement: changeFlags, values };
  const atOnce = async () => {
    if (uids.length > FEW) return undefined;
    return transact([{ statement: lockAccountsNow, values: [[accountId]] }, change]).catch((error: unknown) => {
      if (sqlState(error) === lockNotAvailable) return undefined;
      throw error;
    });
  };
  const waiting = () =>
    pools.transaction(async (tx) => {
      const run = runOn(tx);
      return [await run(lockAccounts, [[accountId]]), await run(changeFlags, values)];
    });
  const [, changed] = (await atOnce()) ?? (await waiting());
  const rows = changed!.rows as FlagsRow[];
  const modseq = rows.find((row) => row.changes)?.modseq;
  if (modseq !== undefined) hub.announce({ accountId, modseq, mailboxIds: rows[0]!.mailboxes! });
  return {
    stored: rows
      .filter((row) => !row.modified)
      .map((row) => ({ uid: row.uid, modseq: row.modseq, flags: row.flags, keywords: row.keywords ?? [] })),
    modified: rows.filter((row) => row.modified).map((row) => row.uid),
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

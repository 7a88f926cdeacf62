/** What IMAP does to messages of one mailbox, addressed by UID. Every act is one transaction. */
import { applyFlags, type FlagAction, type FlagSet, sameFlags } from './flags.ts';
import { changeAccounts, type LockedAccount, type MessageRow, type MutationDeps } from './mutation.ts';
import { rowsByEmail, rowsByUid, vanishedSince } from './queries.ts';
import type { Run } from './sql.ts';
import { Flag } from './types.ts';

export interface Place {
  accountId: number;
  mailboxId: number;
}

const readRows = async (account: LockedAccount, mailboxId: number, uids: number[]): Promise<MessageRow[]> =>
  (await account.run<MessageRow>(rowsByUid, [account.accountId, mailboxId, uids])).rows.sort((a, b) => a.uid - b.uid);

const setOf = (row: MessageRow): FlagSet => ({ flags: row.flags, keywords: row.keywords ?? [] });

export interface StoredFlags {
  stored: { uid: number; modseq: number; flags: number; keywords: string[] }[];
  /** Not changed: changed by others after `unchangedSince`. */
  modified: number[];
  before: number;
  after: number;
}

/** Flags of an Email that is in several mailboxes change in all of them. */
export function storeFlags(
  deps: MutationDeps,
  place: Place,
  uids: number[],
  action: FlagAction,
  change: FlagSet,
  unchangedSince?: number,
): Promise<StoredFlags> {
  return changeAccounts(deps, [place.accountId], async (account) => {
    const rows = await readRows(account!, place.mailboxId, uids);
    const modified = unchangedSince === undefined ? [] : rows.filter((r) => r.modseq > unchangedSince);
    const left = modified.length === 0 ? rows : rows.filter((r) => !modified.includes(r));
    const next = new Map(left.map((row) => [row.uid, applyFlags(setOf(row), action, change)]));
    const changed = left.filter((row) => !sameFlags(setOf(row), next.get(row.uid)!));
    const before = account!.before;
    if (changed.length > 0) {
      const siblings = (await account!.run<MessageRow>(rowsByEmail, [place.accountId, changed.map((r) => r.email_id)]))
        .rows;
      const byEmail = new Map(changed.map((r) => [r.email_id, next.get(r.uid)!]));
      await account!.writeFlags(siblings.map((row) => ({ row, ...byEmail.get(row.email_id)! })));
    }
    const after = account!.modseq;
    const stored = left.map((row) => {
      const set = next.get(row.uid)!;
      return {
        uid: row.uid,
        modseq: changed.includes(row) ? after : row.modseq,
        flags: set.flags,
        keywords: set.keywords,
      };
    });
    return { stored, modified: modified.map((r) => r.uid), before, after };
  });
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

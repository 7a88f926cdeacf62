/** What JMAP does to Emails: keywords, mailboxes, destruction (RFC 8621 §4.6). One transaction for all. */
import { applyFlags, parseFlags, sameFlags } from './flags.ts';
import { changeAccounts, type LockedAccount, type MessageRow, type MutationDeps } from './mutation.ts';
import { mailboxRows, rowsByEmail } from './queries.ts';
import { Flag } from './types.ts';

export interface EmailChange {
  emailId: number;
  addKeywords?: string[];
  removeKeywords?: string[];
  /** Replaces all; \Deleted, which is no keyword, stays. */
  setKeywords?: string[];
  mailboxIds?: { add: number[]; remove: number[] };
  destroy?: true;
}

export interface EmailChangeResult {
  emailId: number;
  /** `no-mailbox`: a mailbox to add is not there, or the Email would be in none. Nothing of it was changed. */
  status: 'ok' | 'not-found' | 'no-mailbox';
}

/** The account's state is not the expected one; nothing was changed. */
export class StateMismatch extends Error {}

const JMAP_BITS = Flag.seen | Flag.answered | Flag.flagged | Flag.draft;

export function mutateEmails(
  deps: MutationDeps,
  accountId: number,
  ifInState: number | undefined,
  changes: EmailChange[],
): Promise<{ modseq: number; results: EmailChangeResult[] }> {
  return changeAccounts(deps, [accountId], async (locked) => {
    const account = locked!;
    if (ifInState !== undefined && account.before !== ifInState) throw new StateMismatch();
    const { rows } = await account.run<MessageRow>(rowsByEmail, [accountId, changes.map((c) => c.emailId)]);
    const boxes = new Set(
      (await account.run<{ mailbox_id: number }>(mailboxRows, [accountId])).rows.map((r) => r.mailbox_id),
    );
    const byEmail = Map.groupBy(rows, (r) => r.email_id);
    const plan = new Plan();
    const results = changes.map(
      (change): EmailChangeResult => ({
        emailId: change.emailId,
        status: plan.add(change, byEmail.get(change.emailId) ?? [], boxes),
      }),
    );
    await plan.carryOut(account);
    return { modseq: account.modseq, results };
  });
}

class Plan {
  readonly #flags: { row: MessageRow; flags: number; keywords: string[] }[] = [];
  readonly #gone: MessageRow[] = [];
  readonly #made = new Map<number, MessageRow[]>();

  add(change: EmailChange, rows: MessageRow[], boxes: Set<number>): EmailChangeResult['status'] {
    const first = rows[0];
    if (!first) return 'not-found';
    if (change.destroy) {
      this.#gone.push(...rows);
      return 'ok';
    }
    const now = new Set(rows.map((r) => r.mailbox_id));
    const after = new Set(now);
    for (const id of change.mailboxIds?.remove ?? []) after.delete(id);
    for (const id of change.mailboxIds?.add ?? []) {
      if (!boxes.has(id)) return 'no-mailbox';
      after.add(id);
    }
    if (after.size === 0) return 'no-mailbox';

    const before = { flags: first.flags, keywords: first.keywords ?? [] };
    let set = before;
    if (change.setKeywords) set = applyFlags(set, 'replace', parseFlags(change.setKeywords), JMAP_BITS);
    if (change.addKeywords) set = applyFlags(set, 'add', parseFlags(change.addKeywords));
    if (change.removeKeywords) set = applyFlags(set, 'remove', parseFlags(change.removeKeywords));

    const staying = rows.filter((r) => after.has(r.mailbox_id));
    if (!sameFlags(before, set)) for (const row of rows) this.#flags.push({ row, ...set });
    const model = { ...first, flags: set.flags, keywords: set.keywords };
    for (const id of after) if (!now.has(id)) this.#made.set(id, [...(this.#made.get(id) ?? []), model]);
    for (const row of rows)
      if (!staying.includes(row)) this.#gone.push({ ...row, flags: set.flags, keywords: set.keywords });
    return 'ok';
  }

  async carryOut(account: LockedAccount): Promise<void> {
    // In this order: a copy takes the new flags with it, and its source goes last.
    await account.writeFlags(this.#flags);
    for (const [mailboxId, rows] of this.#made) await account.copyIn(mailboxId, account.accountId, rows, true);
    await account.remove(this.#gone);
  }
}

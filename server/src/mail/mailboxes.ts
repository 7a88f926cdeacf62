/** Mailboxes (folders) of an account: reading, making, changing, destroying. Shared by IMAP and JMAP. */
import { MailboxError } from './errors.ts';
import { changeAccounts, type LockedAccount, type MessageRow, type MutationDeps } from './mutation.ts';
import { deleteMailbox, insertMailbox, mailboxMessages, mailboxRows, vanishMailbox, writeMailbox } from './queries.ts';
import type { Run } from './sql.ts';
import type { MailboxRole } from './types.ts';

export interface MailboxRecord {
  mailbox_id: number;
  parent_id: number | null;
  name: string;
  role: MailboxRole | null;
  sort_order: number;
  subscribed: boolean;
  uid_validity: number;
  uid_next: number;
  highest_modseq: number;
  created_modseq: number;
  property_modseq: number;
  total: number;
  unseen: number;
  deleted: number;
  size: number;
}

export const MAX_MAILBOXES = 2000;
export const MAX_DEPTH = 20;
export const MAX_NAME_OCTETS = 200;

export async function readMailboxes(run: Run, accountId: number): Promise<MailboxRecord[]> {
  return (await run<MailboxRecord>(mailboxRows, [accountId])).rows;
}

/** Path of each mailbox, levels separated by `/`. */
export function mailboxPaths(rows: MailboxRecord[]): Map<number, string> {
  const byId = new Map(rows.map((r) => [r.mailbox_id, r]));
  const paths = new Map<number, string>();
  const pathOf = (row: MailboxRecord): string => {
    const known = paths.get(row.mailbox_id);
    if (known !== undefined) return known;
    const parent = row.parent_id === null ? undefined : byId.get(row.parent_id);
    const path = parent ? `${pathOf(parent)}/${row.name}` : row.name;
    paths.set(row.mailbox_id, path);
    return path;
  };
  for (const row of rows) pathOf(row);
  return paths;
}

export interface NewMailbox {
  name: string;
  parentId?: number | null;
  role?: MailboxRole | null;
  sortOrder?: number;
  subscribed?: boolean;
}

export interface MailboxPatch {
  name?: string;
  parentId?: number | null;
  role?: MailboxRole | null;
  sortOrder?: number;
  subscribed?: boolean;
}

/** NFC, no control characters, no `/` and no surrounding space; anything else is refused. */
export function checkName(name: string): string {
  const clean = name.normalize('NFC');
  const bad =
    clean.length === 0 || clean !== clean.trim() || /[\u0000-\u001f\u007f/]/.test(clean) || !clean.isWellFormed();
  if (bad || Buffer.byteLength(clean) > MAX_NAME_OCTETS) throw new MailboxError('mailbox-name-invalid');
  return clean;
}

class Tree {
  readonly rows: MailboxRecord[];
  constructor(rows: MailboxRecord[]) {
    this.rows = rows;
  }

  get(id: number): MailboxRecord {
    const row = this.rows.find((r) => r.mailbox_id === id);
    if (!row) throw new MailboxError('mailbox-not-found');
    return row;
  }

  /** Throws unless a mailbox of this name may stand there. */
  checkPlace(self: number | undefined, parentId: number | null, name: string): void {
    let depth = 1;
    for (let at = parentId; at !== null; at = this.get(at).parent_id) {
      if (at === self) throw new MailboxError('mailbox-loop');
      if (++depth > MAX_DEPTH) throw new MailboxError('mailbox-too-deep');
    }
    const isInbox = parentId === null && name.toLowerCase() === 'inbox';
    for (const row of this.rows) {
      if (row.mailbox_id === self || row.parent_id !== parentId) continue;
      if (row.name === name || (isInbox && row.role === 'inbox')) throw new MailboxError('mailbox-exists');
    }
  }

  checkRole(self: number | undefined, role: MailboxRole | null): void {
    if (role !== null && this.rows.some((r) => r.role === role && r.mailbox_id !== self))
      throw new MailboxError('mailbox-role-taken');
  }
}

async function withTree<T>(
  deps: MutationDeps,
  accountId: number,
  work: (tree: Tree, account: LockedAccount) => Promise<T>,
): Promise<T> {
  return changeAccounts(deps, [accountId], async (account) =>
    work(new Tree(await readMailboxes(account!.run, accountId)), account!),
  );
}

/** @throws MailboxError */
export function createMailbox(
  deps: MutationDeps,
  accountId: number,
  made: NewMailbox,
): Promise<{ mailboxId: number; modseq: number }> {
  return withTree(deps, accountId, async (tree, account) => {
    const name = checkName(made.name);
    const parentId = made.parentId ?? null;
    if (tree.rows.length >= MAX_MAILBOXES) throw new MailboxError('mailbox-limit');
    tree.checkPlace(undefined, parentId, name);
    tree.checkRole(undefined, made.role ?? null);
    const modseq = account.changeTree();
    const { rows } = await account.run<{ mailbox_id: number }>(insertMailbox, [
      accountId,
      parentId,
      name,
      made.role ?? null,
      made.sortOrder ?? 100,
      made.subscribed ?? true,
      modseq,
    ]);
    return { mailboxId: rows[0]!.mailbox_id, modseq };
  });
}

/** The inbox keeps its name, place and role (RFC 8621 §2: the server may refuse). @throws MailboxError */
export function updateMailbox(
  deps: MutationDeps,
  accountId: number,
  mailboxId: number,
  patch: MailboxPatch,
): Promise<{ modseq: number }> {
  return withTree(deps, accountId, async (tree, account) => {
    const row = tree.get(mailboxId);
    const name = patch.name === undefined ? row.name : checkName(patch.name);
    const parentId = patch.parentId === undefined ? row.parent_id : patch.parentId;
    const role = patch.role === undefined ? row.role : patch.role;
    if (row.role === 'inbox' && (name !== row.name || parentId !== null || role !== 'inbox'))
      throw new MailboxError('mailbox-is-inbox');
    tree.checkPlace(mailboxId, parentId, name);
    tree.checkRole(mailboxId, role);
    const modseq = account.changeTree();
    await account.run(writeMailbox, [
      accountId,
      mailboxId,
      parentId,
      name,
      role,
      patch.sortOrder ?? row.sort_order,
      patch.subscribed ?? row.subscribed,
      modseq,
    ]);
    return { modseq };
  });
}

/**
 * `messages`: what to do with messages that are in no other mailbox; `refuse` throws `mailbox-has-email` when there
 * are any messages at all (RFC 8621 §2.5 onDestroyRemoveEmails). @throws MailboxError
 */
export function destroyMailbox(
  deps: MutationDeps,
  accountId: number,
  mailboxId: number,
  messages: 'refuse' | 'remove',
): Promise<{ modseq: number }> {
  return withTree(deps, accountId, async (tree, account) => {
    const row = tree.get(mailboxId);
    if (row.role === 'inbox') throw new MailboxError('mailbox-is-inbox');
    if (tree.rows.some((r) => r.parent_id === mailboxId)) throw new MailboxError('mailbox-has-child');
    if (row.total > 0) {
      if (messages === 'refuse') throw new MailboxError('mailbox-has-email');
      await account.remove((await account.run<MessageRow>(mailboxMessages, [accountId, mailboxId])).rows);
    }
    const modseq = account.changeTree();
    await account.run(deleteMailbox, [accountId, mailboxId]);
    await account.run(vanishMailbox, [accountId, mailboxId, modseq]);
    return { modseq };
  });
}

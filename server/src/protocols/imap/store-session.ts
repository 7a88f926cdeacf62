import {
  type AppendMessage,
  type AppendResult,
  ImapError,
  type Mailbox,
  type MailboxInfo,
  type Namespaces,
  type QuotaRoot,
  type Session,
  type SpecialUse,
  type StatusData,
} from '@congvu/imap';
import { mayRead, mayWrite, type SignedIn } from '../../accounts/index.ts';
import type { AccountAccess } from '../../directory/index.ts';
import {
  createMailbox,
  destroyMailbox,
  MailboxError,
  type MailboxErrorCode,
  type MailboxPlace,
  type MailboxRecord,
  mailboxPaths,
  parseFlags,
  readMailboxes,
  updateMailbox,
} from '../../mail/index.ts';
import { encodeId } from '../jmap/core/ids.ts';
import type { ImapBackendDeps } from './backend.ts';
import { locate, roleOf, SHARED, sharedRoots, specialUse } from './names.ts';
import { type MailboxAccess, MailboxWatch, StoreMailbox } from './store-mailbox.ts';

const mailboxCodes: Partial<Record<MailboxErrorCode, string>> = {
  'mailbox-exists': 'ALREADYEXISTS',
  'mailbox-role-taken': 'USEATTR',
  'mailbox-not-found': 'NONEXISTENT',
  'mailbox-has-child': 'HASCHILDREN',
  'mailbox-is-inbox': 'CANNOT',
  'mailbox-name-invalid': 'CANNOT',
  'mailbox-too-deep': 'CANNOT',
  'mailbox-loop': 'CANNOT',
  'mailbox-limit': 'LIMIT',
};

interface Found {
  account: AccountAccess;
  row: MailboxPlace;
}

/** One person's view of their own mailbox and the organisation mailboxes delegated to them. */
export class StoreSession implements Session {
  readonly user: string;
  readonly appendLimit: number;
  readonly #deps: ImapBackendDeps;
  readonly #personId: number;
  readonly #remoteAddress: string;
  readonly #unwatch: () => void;
  #ended = false;

  constructor(deps: ImapBackendDeps, who: SignedIn, remoteAddress: string) {
    this.#deps = deps;
    this.#personId = who.personId;
    this.#remoteAddress = remoteAddress;
    this.user = who.address;
    this.appendLimit = deps.messageLimit;
    this.#unwatch = deps.accounts.watch(who, (event) => {
      if (event === 'ended') this.#ended = true;
    });
  }

  /** What the person may open now: a right granted or taken back counts within a second. */
  async #access(): Promise<AccountAccess[]> {
    this.#mustLive();
    return (await this.#deps.accounts.accountsOf(this.#personId)).filter(mayRead);
  }

  /** The password was changed or the account locked: nothing more on this connection. */
  #mustLive(): void {
    if (this.#ended) throw new ImapError('Phiên làm việc đã kết thúc. The session has ended.', 'NONEXISTENT');
  }

  /** Who uses another's mailbox is in the audit trail, before it is used. */
  async #use(account: AccountAccess, act: 'read' | 'changed'): Promise<void> {
    if (account.own) return;
    const { accountId } = account;
    const use = { accountId, act, protocol: 'imap' as const, remoteAddress: this.#remoteAddress };
    await this.#deps.accounts.used(this.#personId, use);
  }

  async #change(account: AccountAccess): Promise<void> {
    requireWrite(account);
    await this.#use(account, 'changed');
  }

  /** Undefined for a mailbox that is not there or not to be seen. */
  async #find(name: string): Promise<Found | undefined> {
    const place = locate(name, await this.#access());
    if (!place) return undefined;
    const row = findPath(await this.#deps.mail.trees.places(place.account.accountId), place.path);
    return row && { account: place.account, row };
  }

  async #must(name: string, code = 'NONEXISTENT'): Promise<Found> {
    const found = await this.#find(name);
    if (!found) throw new ImapError('There is no such mailbox.', code);
    return found;
  }

  /** The account a mailbox is to be made in, and its parent. */
  async #parentOf(name: string): Promise<{ account: AccountAccess; rows: MailboxRecord[]; path: string }> {
    const place = locate(name, await this.#access());
    if (!place || place.path === '') throw new ImapError('A mailbox can not be made here.', 'NOPERM');
    await this.#change(place.account);
    return {
      account: place.account,
      path: place.path,
      rows: await readMailboxes(this.#deps.mail.run, place.account.accountId),
    };
  }

  async list(): Promise<MailboxInfo[]> {
    const accounts = await this.#access();
    const infos: MailboxInfo[] = [];
    const add = async (account: AccountAccess, prefix: string) => {
      const rows = await readMailboxes(this.#deps.mail.run, account.accountId);
      const paths = mailboxPaths(rows);
      for (const row of rows) {
        const use = row.role ? specialUse[row.role] : undefined;
        infos.push({
          name: prefix + paths.get(row.mailbox_id)!,
          subscribed: row.subscribed,
          ...(use && account.own ? { specialUse: use } : {}),
        });
      }
    };
    const own = accounts.find((a) => a.own);
    if (own) await add(own, '');
    const roots = sharedRoots(accounts);
    if (roots.size > 0) infos.push({ name: SHARED, noSelect: true, subscribed: false });
    for (const [root, account] of roots) {
      infos.push({ name: `${SHARED}/${root}`, noSelect: true, subscribed: false });
      await add(account, `${SHARED}/${root}/`);
    }
    return infos;
  }

  namespaces(): Namespaces {
    return {
      personal: [{ prefix: '', separator: '/' }],
      otherUsers: [],
      shared: [{ prefix: `${SHARED}/`, separator: '/' }],
    };
  }

  async status(name: string): Promise<StatusData> {
    const [status] = await this.statuses([name]);
    if (!status) throw new ImapError('There is no such mailbox.', 'NONEXISTENT');
    return status;
  }

  async statuses(names: string[]): Promise<(StatusData | undefined)[]> {
    const accounts = await this.#access();
    const byAccount = new Map<number, Promise<MailboxRecord[]>>();
    return Promise.all(
      names.map(async (name) => {
        const place = locate(name, accounts);
        if (!place) return undefined;
        const { accountId } = place.account;
        let rows = byAccount.get(accountId);
        if (!rows) byAccount.set(accountId, (rows = readMailboxes(this.#deps.mail.run, accountId)));
        const row = findPath(await rows, place.path);
        return row && statusOf(row);
      }),
    );
  }

  async create(name: string, use?: SpecialUse): Promise<{ mailboxId: string }> {
    const { account, rows, path } = await this.#parentOf(name);
    const role = use && roleOf(use);
    if (use && !role) throw new ImapError('This use can not be given.', 'USEATTR');
    const levels = path.split('/');
    let parentId: number | null = null;
    let made: number | undefined;
    for (let i = 0; i < levels.length; i++) {
      const known = findPath(rows, levels.slice(0, i + 1).join('/'));
      const isLast = i === levels.length - 1;
      if (known && isLast) throw new ImapError('The mailbox exists already.', 'ALREADYEXISTS');
      if (known) parentId = known.mailbox_id;
      else {
        const result: { mailboxId: number } = await coded(
          createMailbox(this.#deps.mail.mutation, account.accountId, {
            name: levels[i]!,
            parentId,
            ...(isLast && role ? { role } : {}),
          }),
        );
        parentId = made = result.mailboxId;
      }
    }
    return { mailboxId: encodeId('mailbox', made!) };
  }

  async delete(name: string): Promise<void> {
    const { account, row } = await this.#must(name);
    await this.#change(account);
    await coded(destroyMailbox(this.#deps.mail.mutation, account.accountId, row.mailbox_id, 'remove'));
  }

  async rename(from: string, to: string): Promise<void> {
    const source = await this.#must(from);
    await this.#change(source.account);
    const target = await this.#parentOf(to);
    if (target.account.accountId !== source.account.accountId)
      throw new ImapError('A mailbox stays in its account.', 'CANNOT');
    if (source.row.role === 'inbox') throw new ImapError('INBOX keeps its name: move its messages instead.', 'CANNOT');
    if (findPath(target.rows, target.path)) throw new ImapError('The mailbox exists already.', 'ALREADYEXISTS');
    const levels = target.path.split('/');
    const parentPath = levels.slice(0, -1).join('/');
    let parent = parentPath === '' ? undefined : findPath(target.rows, parentPath);
    if (parentPath !== '' && !parent) {
      await this.create(to.slice(0, to.lastIndexOf('/')));
      parent = findPath(await readMailboxes(this.#deps.mail.run, source.account.accountId), parentPath);
    }
    const patch = { name: levels.at(-1)!, parentId: parent?.mailbox_id ?? null };
    await coded(updateMailbox(this.#deps.mail.mutation, source.account.accountId, source.row.mailbox_id, patch));
  }

  async subscribe(name: string, on: boolean): Promise<void> {
    const found = await this.#find(name);
    if (!found) {
      if (on) throw new ImapError('There is no such mailbox.', 'NONEXISTENT');
      return;
    }
    requireWrite(found.account);
    if (found.row.subscribed === on) return;
    await coded(
      updateMailbox(this.#deps.mail.mutation, found.account.accountId, found.row.mailbox_id, { subscribed: on }),
    );
  }

  async append(name: string, messages: AppendMessage[]): Promise<AppendResult> {
    const { account, row } = await this.#must(name, 'TRYCREATE');
    await this.#change(account);
    const outcomes = await this.#deps.mail.deliverAll(
      messages.map((m) => ({
        bytes: m.bytes,
        targets: [
          {
            accountId: account.accountId,
            mailboxId: row.mailbox_id,
            ...parseFlags(m.flags),
            ...(m.internalDate === undefined ? {} : { receivedAt: m.internalDate }),
          },
        ],
      })),
      { allOrNone: true },
    );
    const uids: number[] = [];
    for (const outcome of outcomes) {
      if (outcome.status === 'over-quota') throw new ImapError('Hộp thư đã đầy. The mailbox is full.', 'OVERQUOTA');
      if (outcome.status === 'no-mailbox') throw new ImapError('There is no such mailbox.', 'TRYCREATE');
      if (outcome.status !== 'delivered') throw new ImapError('The account is closed.', 'NOPERM');
      uids.push(outcome.uid);
    }
    return { uidValidity: row.uid_validity, uids };
  }

  async select(name: string, readOnly: boolean): Promise<Mailbox> {
    const { account, row } = await this.#must(name);
    this.#deps.mail.uses.opened(account.accountId, 'imap');
    await this.#use(account, 'read');
    const watch = new MailboxWatch(this.#deps.mail, account.accountId, row.mailbox_id);
    const snapshot = await this.#deps.mail.snapshots.fresh(account.accountId, row.mailbox_id).catch((error) => {
      watch.stop();
      throw error;
    });
    if (!snapshot) {
      watch.stop();
      throw new ImapError('There is no such mailbox.', 'NONEXISTENT');
    }
    const access: MailboxAccess = {
      mustRead: async () => {
        this.#mustLive();
        const now = (await this.#access()).find((a) => a.accountId === account.accountId);
        if (!now) throw new ImapError('Quyền mở hộp thư đã hết. You may no longer open this mailbox.', 'NONEXISTENT');
        return now;
      },
      changing: () => this.#use(account, 'changed'),
      locate: async (to) => {
        const found = await this.#must(to, 'TRYCREATE');
        await this.#change(found.account);
        return { accountId: found.account.accountId, mailboxId: found.row.mailbox_id };
      },
    };
    return new StoreMailbox(this.#deps.mail, name, snapshot, readOnly || !mayWrite(account), access, watch);
  }

  async quotaRoots(name: string): Promise<QuotaRoot[]> {
    const { account } = await this.#must(name);
    return [await this.#quotaOf(account)];
  }

  async quota(root: string): Promise<QuotaRoot> {
    const account = (await this.#access()).find((a) => a.address === root);
    if (!account) throw new ImapError('There is no such quota root.', 'NONEXISTENT');
    return this.#quotaOf(account);
  }

  async #quotaOf(account: AccountAccess): Promise<QuotaRoot> {
    const { used, limit } = await this.#deps.mail.quota(account.accountId);
    return {
      name: account.address,
      resources: [{ name: 'STORAGE', usage: Math.ceil(used / 1024), limit: Math.floor(limit / 1024) }],
    };
  }

  async close(): Promise<void> {
    this.#unwatch();
  }
}

function requireWrite(account: AccountAccess): void {
  if (!mayWrite(account))
    throw new ImapError('Bạn chỉ được đọc hộp thư này. You may only read this mailbox.', 'NOPERM');
}

function findPath<M extends MailboxPlace>(rows: M[], path: string): M | undefined {
  if (path.toUpperCase() === 'INBOX') return rows.find((r) => r.role === 'inbox');
  let parentId: number | null = null;
  let row: M | undefined;
  for (const [depth, level] of path.split('/').entries()) {
    const isInbox: boolean = depth === 0 && level.toUpperCase() === 'INBOX';
    row = rows.find((r) => r.parent_id === parentId && (isInbox ? r.role === 'inbox' : r.name === level));
    if (!row) return undefined;
    parentId = row.mailbox_id;
  }
  return row;
}

function statusOf(row: MailboxRecord): StatusData {
  return {
    messages: row.total,
    uidNext: row.uid_next,
    uidValidity: row.uid_validity,
    unseen: row.unseen,
    deleted: row.deleted,
    size: row.size,
    highestModSeq: row.highest_modseq,
    mailboxId: encodeId('mailbox', row.mailbox_id),
  };
}

async function coded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof MailboxError) throw new ImapError(`Refused: ${error.message}.`, mailboxCodes[error.code]);
    throw error;
  }
}

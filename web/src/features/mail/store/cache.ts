import type { EmailSummary, Id, Mailbox, SearchSnippet } from '../../../api/jmap/types.ts';
import { countChanges } from './patches.ts';
import { Topics } from './topics.ts';
import { type View, viewKey } from './view.ts';

/** A list as far as it is loaded. Immutable: a change makes a new one. */
export interface MailList {
  key: string;
  view: View;
  ids: readonly Id[];
  /** Null until the server has told. */
  total: number | null;
  status: 'loading' | 'ready' | 'failed';
  loadingMore: boolean;
  error: unknown;
  /** Shown at once, but asked for again when next looked at. */
  stale: boolean;
  snippets: ReadonlyMap<Id, SearchSnippet>;
}

interface AccountData {
  mailboxes: readonly Mailbox[] | null;
  mailboxState: string | null;
  emails: Map<Id, EmailSummary>;
  emailState: string | null;
  threads: Map<Id, readonly Id[]>;
  /** Thread id → its messages, rebuilt when one of them changes. */
  threadViews: Map<Id, readonly EmailSummary[]>;
}

/**
 * Everything known of the mail, by account. Objects are never changed in place, so a view may compare by identity.
 * Topics: `mailboxes:<account>`, `email:<account>:<id>`, `thread:<account>:<id>`, `list:<key>`.
 */
export class MailCache {
  readonly topics = new Topics();
  readonly #accounts = new Map<Id, AccountData>();
  readonly #lists = new Map<string, MailList>();

  account(accountId: Id): AccountData {
    let data = this.#accounts.get(accountId);
    if (!data) {
      data = {
        mailboxes: null,
        mailboxState: null,
        emails: new Map(),
        emailState: null,
        threads: new Map(),
        threadViews: new Map(),
      };
      this.#accounts.set(accountId, data);
    }
    return data;
  }

  knownAccounts(): Id[] {
    return [...this.#accounts].filter(([, a]) => a.mailboxes !== null).map(([id]) => id);
  }

  setMailboxes(accountId: Id, mailboxes: readonly Mailbox[], state: string): void {
    Object.assign(this.account(accountId), { mailboxes, mailboxState: state });
    this.topics.ring(`mailboxes:${accountId}`);
  }

  /** The folder of a role, as far as the account has one. */
  role(accountId: Id, role: string): Mailbox | undefined {
    return this.account(accountId).mailboxes?.find((m) => m.role === role);
  }

  putEmails(accountId: Id, emails: readonly (Partial<EmailSummary> & { id: Id })[]): void {
    const data = this.account(accountId);
    for (const email of emails) {
      const known = data.emails.get(email.id);
      // A partial answer about a message never seen has nothing to stand on.
      if (!known && email.subject === undefined) continue;
      const next = { ...known, ...email } as EmailSummary;
      data.emails.set(email.id, next);
      this.#ringEmail(accountId, next);
    }
  }

  /** Replaces a message that is known and moves the counts of its folders. */
  replaceEmail(accountId: Id, next: EmailSummary): void {
    const data = this.account(accountId);
    const before = data.emails.get(next.id) ?? null;
    data.emails.set(next.id, next);
    this.#ringEmail(accountId, next);
    this.#moveCounts(accountId, countChanges(before, next));
  }

  removeEmails(accountId: Id, ids: readonly Id[], moveCounts: boolean): void {
    const data = this.account(accountId);
    for (const id of ids) {
      const email = data.emails.get(id);
      if (!email) continue;
      data.emails.delete(id);
      const thread = data.threads.get(email.threadId);
      if (thread)
        data.threads.set(
          email.threadId,
          thread.filter((e) => e !== id),
        );
      if (moveCounts) this.#moveCounts(accountId, countChanges(email, null));
      this.#ringEmail(accountId, email);
    }
  }

  putThreads(accountId: Id, threads: readonly { id: Id; emailIds: readonly Id[] }[]): void {
    const data = this.account(accountId);
    for (const t of threads) {
      data.threads.set(t.id, t.emailIds);
      data.threadViews.delete(t.id);
      this.topics.ring(`thread:${accountId}:${t.id}`);
    }
  }

  /** The messages of a thread that are known, oldest first. The same array until one of them changes. */
  thread(accountId: Id, threadId: Id): readonly EmailSummary[] {
    const data = this.account(accountId);
    let view = data.threadViews.get(threadId);
    if (!view) {
      const ids = data.threads.get(threadId) ?? [];
      view = ids.flatMap((id) => data.emails.get(id) ?? []).sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
      data.threadViews.set(threadId, view);
    }
    return view;
  }

  list(view: View): MailList {
    const key = viewKey(view);
    return this.#lists.get(key) ?? this.setList(emptyList(key, view));
  }

  setList(list: MailList): MailList {
    this.#lists.set(list.key, list);
    this.topics.ring(`list:${list.key}`);
    return list;
  }

  lists(accountId: Id): MailList[] {
    return [...this.#lists.values()].filter((l) => l.view.accountId === accountId);
  }

  /** After the server can't say what has changed: keep what is on screen, trust nothing. */
  distrust(accountId: Id): void {
    Object.assign(this.account(accountId), { emailState: null, mailboxState: null });
    for (const list of this.lists(accountId)) this.setList({ ...list, stale: true });
  }

  #ringEmail(accountId: Id, email: EmailSummary): void {
    this.account(accountId).threadViews.delete(email.threadId);
    this.topics.ring(`email:${accountId}:${email.id}`);
    this.topics.ring(`thread:${accountId}:${email.threadId}`);
  }

  #moveCounts(accountId: Id, changes: ReturnType<typeof countChanges>): void {
    const data = this.account(accountId);
    if (!data.mailboxes || changes.size === 0) return;
    data.mailboxes = data.mailboxes.map((m) => {
      const c = changes.get(m.id);
      if (!c) return m;
      const totalEmails = Math.max(0, m.totalEmails + c.total);
      return { ...m, totalEmails, unreadEmails: Math.max(0, m.unreadEmails + c.unread) };
    });
    this.topics.ring(`mailboxes:${accountId}`);
  }
}

function emptyList(key: string, view: View): MailList {
  return {
    key,
    view,
    ids: [],
    total: null,
    status: 'loading',
    loadingMore: false,
    error: null,
    stale: true,
    snippets: new Map(),
  };
}

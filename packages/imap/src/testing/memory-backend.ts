import { type Backend, type ConnectionInfo, ImapError, type Session, type SpecialUse } from '../session.ts';
import { MemoryMailbox } from './memory-mailbox.ts';
import { MemorySession } from './memory-session.ts';

export interface MemoryAccountOptions {
  /** Octets of one message. */
  appendLimit?: number;
  /** Octets of all messages. */
  quota?: number;
}

/** Everything of one user. */
export class MemoryAccount {
  readonly user: string;
  readonly password: string;
  readonly appendLimit: number;
  quota: number;
  readonly mailboxes = new Map<string, MemoryMailbox>();
  readonly subscribed = new Set<string>();
  #uidValidity = Math.floor(Date.now() / 1000);

  constructor(user: string, password: string, options: MemoryAccountOptions) {
    this.user = user;
    this.password = password;
    this.appendLimit = options.appendLimit ?? 50 * 1024 * 1024;
    this.quota = options.quota ?? 1024 ** 3;
    for (const [name, use] of [['INBOX'], ['Drafts', '\\Drafts'], ['Sent', '\\Sent'], ['Trash', '\\Trash']] as const) {
      this.create(name, use);
      this.subscribed.add(name);
    }
  }

  get(name: string, code = 'NONEXISTENT'): MemoryMailbox {
    const mailbox = this.mailboxes.get(name);
    if (mailbox === undefined) throw new ImapError('No such mailbox', code);
    return mailbox;
  }

  create(name: string, specialUse?: SpecialUse): MemoryMailbox {
    if (this.mailboxes.has(name)) throw new ImapError('The mailbox is there already', 'ALREADYEXISTS');
    if (specialUse !== undefined && [...this.mailboxes.values()].some((m) => m.specialUse === specialUse))
      throw new ImapError('Another mailbox has that use', 'USEATTR');
    const mailbox = new MemoryMailbox(name, this.#uidValidity++, specialUse);
    this.mailboxes.set(name, mailbox);
    return mailbox;
  }

  delete(name: string): void {
    const mailbox = this.get(name);
    this.mailboxes.delete(name);
    mailbox.deleted = true;
    mailbox.notify();
  }

  rename(from: string, to: string): void {
    const mailbox = this.get(from);
    if (this.mailboxes.has(to)) throw new ImapError('The mailbox is there already', 'ALREADYEXISTS');
    if (from === 'INBOX') {
      // RFC 9051 §6.3.6: its messages move, it stays.
      this.create(to).add(mailbox.messages);
      mailbox.remove(new Set(mailbox.messages.map(({ uid }) => uid)));
      return;
    }
    for (const each of [...this.mailboxes.values()]) {
      if (each !== mailbox && !each.name.startsWith(`${from}/`)) continue;
      this.mailboxes.delete(each.name);
      const renamed = to + each.name.slice(from.length);
      if (this.subscribed.delete(each.name)) this.subscribed.add(renamed);
      each.name = renamed;
      this.mailboxes.set(renamed, each);
    }
  }

  usage(): number {
    let sum = 0;
    for (const { messages } of this.mailboxes.values()) for (const m of messages) sum += m.content.bytes.length;
    return sum;
  }

  requireRoom(octets: number): void {
    if (this.quota < Number.MAX_SAFE_INTEGER && this.usage() + octets > this.quota)
      throw new ImapError('The mailbox is full', 'OVERQUOTA');
  }
}

/** Keeps mail in memory: for tests, examples, and measuring the library alone. */
export class MemoryBackend implements Backend {
  readonly accounts = new Map<string, MemoryAccount>();

  addAccount(user: string, password: string, options: MemoryAccountOptions = {}): MemoryAccount {
    const account = new MemoryAccount(user, password, options);
    this.accounts.set(user, account);
    return account;
  }

  async authenticate(user: string, password: string, _connection: ConnectionInfo): Promise<Session> {
    const account = this.accounts.get(user);
    if (account === undefined || account.password !== password)
      throw new ImapError('Wrong name or password', 'AUTHENTICATIONFAILED');
    return new MemorySession(account);
  }

  /** A message for a user's INBOX. */
  deliver(user: string, bytes: Buffer): void {
    this.accounts
      .get(user)
      ?.get('INBOX')
      .append([{ bytes, flags: [] }]);
  }
}

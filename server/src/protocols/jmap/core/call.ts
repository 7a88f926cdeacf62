import type { OpenedBy } from '../../../mail/index.ts';
import type { JmapServices } from '../services.ts';
import { MethodError } from './errors.ts';
import type { Invocation } from './request.ts';

/** An account as one person may use it. */
export interface AccountAccess {
  /** The JMAP id. */
  id: string;
  /** `account.account_id`. */
  row: number;
  provinceId: string;
  /** Display name of the mailbox. */
  name: string;
  isPersonal: boolean;
  isReadOnly: boolean;
  /** Addresses the person may send from here, lower case, the mailbox's primary one first; with display names. */
  sendAs: { address: string; name: string }[];
}

/** Who calls: a person and the accounts open to them. */
export interface Caller {
  personId: number;
  /** The address signed in with. */
  username: string;
  /** Through the web page, or with a mail program of their own. */
  via: OpenedBy;
  remoteAddress: string;
  /** Notes in the audit trail that they use a mailbox that isn't their own; to be waited for if there is something. */
  using(account: AccountAccess, act: 'read' | 'changed'): Promise<void> | undefined;
  /** By JMAP id; the person's own first. */
  accounts: ReadonlyMap<string, AccountAccess>;
}

/** What one request shares between its method calls. */
export interface Exchange {
  services: JmapServices;
  caller: Caller;
  /** Ids of objects created so far, by creation id (RFC 8620 §3.3). */
  createdIds: Map<string, string>;
  /** The methods that the capabilities in `using` open. */
  invoke(invocation: Invocation, call: Call): Promise<object>;
}

/** One method call under way. */
export class Call {
  readonly exchange: Exchange;
  readonly #account: AccountAccess | undefined;
  /** Answers that follow this call's own: an implicit Email/set (RFC 8621 §7.5). */
  readonly after: [name: string, args: object][];

  constructor(exchange: Exchange, account?: AccountAccess, after: [string, object][] = []) {
    this.exchange = exchange;
    this.#account = account;
    this.after = after;
  }

  get services(): JmapServices {
    return this.exchange.services;
  }

  get accounts(): ReadonlyMap<string, AccountAccess> {
    return this.exchange.caller.accounts;
  }

  get personId(): number {
    return this.exchange.caller.personId;
  }

  get account(): AccountAccess {
    if (!this.#account) throw new Error('This method has no account.');
    return this.#account;
  }

  forAccount(account: AccountAccess): Call {
    return new Call(this.exchange, account, this.after);
  }

  /** An id, or what a creation id `#id` stands for; itself when that was not created, which is then not found. */
  resolve(id: string): string {
    return id.startsWith('#') ? (this.exchange.createdIds.get(id.slice(1)) ?? id) : id;
  }

  created(creationId: string, id: string): void {
    this.exchange.createdIds.set(creationId, id);
  }

  /** Another account of the caller, for /copy. */
  fromAccount(id: string): AccountAccess {
    const account = this.accounts.get(id);
    if (!account) throw new MethodError('fromAccountNotFound');
    return account;
  }
}

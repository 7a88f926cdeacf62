import {
  type AppendMessage,
  type AppendResult,
  type Changes,
  type CopyResult,
  type FetchedMessage,
  type FetchNeeds,
  ImapError,
  type Mailbox,
  type MailboxInfo,
  type ModSeq,
  type Namespaces,
  type Overview,
  type QuotaRoot,
  type SearchKey,
  type Session,
  type SpecialUse,
  type StatusData,
  type StoreAction,
  type Uid,
} from '../session.ts';
import type { MemoryAccount } from './memory-backend.ts';
import { hasFlag, type MemoryMailbox, type MemoryMessage } from './memory-mailbox.ts';
import { meets } from './memory-search.ts';

const BATCH_MESSAGES = 500;
const BATCH_OCTETS = 2 * 1024 * 1024;

export class MemorySession implements Session {
  readonly user: string;
  readonly #account: MemoryAccount;

  constructor(account: MemoryAccount) {
    this.user = account.user;
    this.#account = account;
  }

  get appendLimit(): number {
    return this.#account.appendLimit;
  }

  async list(): Promise<MailboxInfo[]> {
    return [...this.#account.mailboxes.values()].map(({ name, specialUse }) => ({
      name,
      subscribed: this.#account.subscribed.has(name),
      ...(specialUse === undefined ? {} : { specialUse }),
    }));
  }

  namespaces(): Namespaces {
    return { personal: [{ prefix: '', separator: '/' }], otherUsers: [], shared: [] };
  }

  async status(name: string): Promise<StatusData> {
    const mailbox = this.#account.get(name);
    const count = (flag: string, set: boolean) => mailbox.messages.filter((m) => hasFlag(m.flags, flag) === set).length;
    return {
      messages: mailbox.messages.length,
      uidNext: mailbox.uidNext,
      uidValidity: mailbox.uidValidity,
      unseen: count('\\Seen', false),
      deleted: count('\\Deleted', true),
      size: mailbox.messages.reduce((sum, m) => sum + m.content.bytes.length, 0),
      highestModSeq: mailbox.modseq,
      mailboxId: mailbox.id,
    };
  }

  async create(name: string, specialUse?: SpecialUse): Promise<{ mailboxId: string }> {
    return { mailboxId: this.#account.create(name, specialUse).id };
  }

  async delete(name: string): Promise<void> {
    this.#account.delete(name);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#account.rename(from, to);
  }

  async subscribe(name: string, on: boolean): Promise<void> {
    this.#account.get(name);
    if (on) this.#account.subscribed.add(name);
    else this.#account.subscribed.delete(name);
  }

  async append(name: string, messages: AppendMessage[]): Promise<AppendResult> {
    const mailbox = this.#account.get(name, 'TRYCREATE');
    const size = messages.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (messages.some(({ bytes }) => bytes.length > this.appendLimit)) throw new ImapError('Too large', 'TOOBIG');
    this.#account.requireRoom(size);
    return { uidValidity: mailbox.uidValidity, uids: mailbox.append(messages) };
  }

  async select(name: string, readOnly: boolean): Promise<Mailbox> {
    return new MemorySelected(this.#account, this.#account.get(name), readOnly);
  }

  async quotaRoots(name: string): Promise<QuotaRoot[]> {
    this.#account.get(name);
    return [await this.quota('')];
  }

  async quota(root: string): Promise<QuotaRoot> {
    if (root !== '') throw new ImapError('No such quota root', 'NONEXISTENT');
    const usage = Math.ceil(this.#account.usage() / 1024);
    const limit = Math.floor(this.#account.quota / 1024);
    return { name: '', resources: [{ name: 'STORAGE', usage, limit }] };
  }

  async close(): Promise<void> {}
}

class MemorySelected implements Mailbox {
  readonly name: string;
  readonly mailboxId: string;
  readonly readOnly: boolean;
  readonly uidValidity: number;
  readonly flags: readonly string[];
  readonly initial: Mailbox['initial'];
  readonly #account: MemoryAccount;
  readonly #mailbox: MemoryMailbox;
  #listener: (() => void) | undefined;

  constructor(account: MemoryAccount, mailbox: MemoryMailbox, readOnly: boolean) {
    const { uidNext, modseq, state } = mailbox;
    this.#account = account;
    this.#mailbox = mailbox;
    this.name = mailbox.name;
    this.mailboxId = mailbox.id;
    this.uidValidity = mailbox.uidValidity;
    this.readOnly = readOnly;
    this.flags = [...mailbox.flags];
    this.initial = { uids: state.uids.slice(), uidNext, modseq, firstUnseen: state.firstUnseen };
  }

  onHint(listener: (() => void) | undefined): void {
    if (this.#listener !== undefined) this.#mailbox.listeners.delete(this.#listener);
    this.#listener = listener;
    if (listener !== undefined) this.#mailbox.listeners.add(listener);
  }

  async changes(since: ModSeq): Promise<Changes> {
    const { messages, vanished, modseq, deleted } = this.#mailbox;
    if (deleted) throw new ImapError('The mailbox is deleted', 'NONEXISTENT');
    const changed = messages.filter((m) => m.modseq > since).map(({ uid, modseq, flags }) => ({ uid, modseq, flags }));
    return { modseq, changed, vanished: vanished.filter((each) => each.modseq > since).map(({ uid }) => uid) };
  }

  async *fetch(uids: Uint32Array | Uid[], needs: FetchNeeds): AsyncIterable<FetchedMessage[]> {
    let batch: FetchedMessage[] = [];
    let octets = 0;
    for (const message of this.#mailbox.find(uids)) {
      batch.push(fetched(message, needs));
      if (needs.bytes === true) octets += message.content.bytes.length;
      if (batch.length < BATCH_MESSAGES && octets < BATCH_OCTETS) continue;
      yield batch;
      batch = [];
      octets = 0;
    }
    if (batch.length > 0) yield batch;
  }

  async store(uids: Uid[], action: StoreAction, flags: string[], unchangedSince?: ModSeq) {
    return this.#mailbox.store(uids, action, flags, unchangedSince);
  }

  async copy(uids: Uid[], to: string): Promise<CopyResult> {
    const target = this.#account.get(to, 'TRYCREATE');
    const messages = this.#mailbox.find(uids);
    this.#account.requireRoom(messages.reduce((sum, m) => sum + m.content.bytes.length, 0));
    const destinationUids = target.add(messages);
    return { uidValidity: target.uidValidity, sourceUids: messages.map((m) => m.uid), destinationUids };
  }

  async move(uids: Uid[], to: string): Promise<CopyResult> {
    const target = this.#account.get(to, 'TRYCREATE');
    const messages = this.#mailbox.find(uids);
    const destinationUids = target.add(messages);
    const sourceUids = this.#mailbox.remove(new Set(messages.map((m) => m.uid)));
    return { uidValidity: target.uidValidity, sourceUids, destinationUids };
  }

  async expunge(uids?: Uid[]): Promise<{ uids: Uid[]; modseq: ModSeq }> {
    const among = uids === undefined ? this.#mailbox.messages : this.#mailbox.find(uids);
    const deleted = among.filter((m) => hasFlag(m.flags, '\\Deleted')).map((m) => m.uid);
    return { uids: this.#mailbox.remove(new Set(deleted)), modseq: this.#mailbox.modseq };
  }

  async search(criteria: SearchKey): Promise<{ uids: Uid[]; highestModSeq?: ModSeq }> {
    const found = this.#mailbox.messages.filter((m) => meets(m, criteria));
    const highestModSeq = found.reduce((highest, m) => Math.max(highest, m.modseq), 0);
    return { uids: found.map((m) => m.uid), highestModSeq };
  }

  async overview(uids: Uid[]): Promise<Overview[]> {
    return this.#mailbox.find(uids).map(overview);
  }

  close(): void {
    this.onHint(undefined);
  }
}

function fetched({ uid, modseq, flags, internalDate, content }: MemoryMessage, needs: FetchNeeds): FetchedMessage {
  const { bytes, index, emailId, threadId } = content;
  const message: FetchedMessage = { uid, modseq };
  if (needs.flags) message.flags = flags;
  if (needs.internalDate) message.internalDate = internalDate;
  if (needs.size) message.size = bytes.length;
  if (needs.envelope) message.envelope = index.imapEnvelope;
  if (needs.bodyStructure) message.bodyStructure = index.imapBodyStructure;
  if (needs.body) message.body = index.imapBody;
  if (needs.ids) Object.assign(message, { emailId, threadId });
  if (needs.header) message.header = bytes.subarray(0, index.bodyStart);
  if (needs.bytes) message.bytes = bytes;
  if (needs.structure) message.structure = index.root;
  return message;
}

function overview({ uid, internalDate, content }: MemoryMessage): Overview {
  const { envelope, size } = content.index;
  const local = (list: { email: string }[]) => list[0]?.email.replace(/@[^@]*$/, '') ?? '';
  return {
    uid,
    internalDate,
    size,
    sentDate: envelope.date ?? internalDate,
    subject: envelope.subject ?? '',
    from: local(envelope.from),
    to: local(envelope.to),
    cc: local(envelope.cc),
    messageId: envelope.messageId ?? undefined,
    references: envelope.references.length > 0 ? envelope.references : envelope.inReplyTo.slice(0, 1),
  };
}

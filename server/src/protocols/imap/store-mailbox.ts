import {
  type Changes,
  type CopyResult,
  type FetchedBatch,
  type FetchedMessage,
  type FetchNeeds,
  ImapError,
  type Mailbox,
  type Overview,
  type SearchKey,
  type StoreAction,
  type StoreResult,
} from '@congvu/imap';
import { indexMessage } from '@congvu/mime';
import { mayWrite } from '../../accounts/index.ts';
import {
  copyMessages,
  expungeMessages,
  Flag,
  imapFlags,
  type Mail,
  moveMessages,
  OverQuota,
  parseFlags,
  type Row,
  type Snapshot,
  storeFlags,
  vanishedUids,
} from '../../mail/index.ts';
import { encodeId } from '../jmap/core/ids.ts';
import { contentObjectId } from './object-id.ts';
import { searchSnapshot } from './search.ts';

/** Messages a batch of metadata has, and octets a batch of whole messages has at most (one message may be larger). */
const META_BATCH = 250;
const BYTES_BATCH = 4 << 20;
const SYSTEM_FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'];

/** What the session lets the selected mailbox ask, each time anew. */
export interface MailboxAccess {
  /** @throws ImapError when the person may no longer read it. */
  mustRead(): Promise<Rights>;
  /** Notes that the person changes something in it. */
  changing(): Promise<void>;
  /** Where messages are to go. @throws ImapError `TRYCREATE`, `NOPERM` */
  locate(name: string): Promise<Destination>;
}

type Rights = Parameters<typeof mayWrite>[0];

interface Destination {
  accountId: number;
  mailboxId: number;
}

/** Hears of changes of a mailbox; begun before it is read, so that none falls between. */
export class MailboxWatch {
  heard = false;
  listener: (() => void) | undefined;
  readonly stop: () => void;

  constructor(mail: Mail, accountId: number, mailboxId: number) {
    this.stop = mail.onAccount(accountId, (change) => {
      if (change.mailboxIds.length > 0 && !change.mailboxIds.includes(mailboxId)) return;
      if (this.listener) this.listener();
      else this.heard = true;
    });
  }
}

/** A selected mailbox. All it keeps is where it is: messages are read from the snapshot that all sessions share. */
export class StoreMailbox implements Mailbox {
  readonly name: string;
  readonly mailboxId: string;
  readonly readOnly: boolean;
  readonly uidValidity: number;
  readonly flags: readonly string[];
  readonly initial: Mailbox['initial'];
  readonly #mail: Mail;
  readonly #accountId: number;
  readonly #mailboxId: number;
  readonly #access: MailboxAccess;
  readonly #watch: MailboxWatch;

  constructor(
    mail: Mail,
    name: string,
    snapshot: Snapshot,
    readOnly: boolean,
    access: MailboxAccess,
    watch: MailboxWatch,
  ) {
    this.#watch = watch;
    this.#mail = mail;
    this.#accountId = snapshot.accountId;
    this.#mailboxId = snapshot.mailboxId;
    this.#access = access;
    this.name = name;
    this.mailboxId = encodeId('mailbox', snapshot.mailboxId);
    this.readOnly = readOnly;
    this.uidValidity = snapshot.uidValidity;
    const keywords = new Set<string>();
    for (const words of snapshot.keywords.values()) for (const word of words) keywords.add(word);
    this.flags = keywords.size === 0 ? SYSTEM_FLAGS : [...SYSTEM_FLAGS, ...keywords];
    let unseen = 0;
    if (snapshot.unseen > 0) while (unseen < snapshot.count && snapshot.flags[unseen]! & Flag.seen) unseen++;
    this.initial = {
      uids: snapshot.uids.slice(),
      uidNext: snapshot.uidNext,
      modseq: snapshot.modseq,
      firstUnseen: snapshot.unseen > 0 ? (snapshot.uids[unseen] ?? 0) : 0,
    };
  }

  get #place(): Destination {
    return { accountId: this.#accountId, mailboxId: this.#mailboxId };
  }

  async #snapshot(): Promise<Snapshot> {
    await this.#access.mustRead();
    const snapshot = await this.#mail.snapshots.fresh(this.#accountId, this.#mailboxId);
    if (!snapshot) throw new ImapError('The mailbox was deleted.', 'NONEXISTENT');
    return snapshot;
  }

  /** `mark`: merely as read, which is part of reading. */
  async #mustWrite(mark = false): Promise<void> {
    if (!mayWrite(await this.#access.mustRead())) {
      throw new ImapError('Bạn chỉ được đọc hộp thư này. You may only read this mailbox.', 'NOPERM');
    }
    if (!mark) await this.#access.changing();
  }

  onHint(listener: (() => void) | undefined): void {
    this.#watch.listener = listener;
    if (listener && this.#watch.heard) listener();
    this.#watch.heard = false;
  }

  async changes(since: number): Promise<Changes> {
    const snapshot = await this.#snapshot();
    const changed: Changes['changed'] = [];
    if (snapshot.modseq > since) {
      for (let i = 0; i < snapshot.count; i++) {
        if (snapshot.modseqs[i]! > since) changed.push(stateOf(snapshot.row(i)));
      }
    }
    const { modseq } = snapshot;
    const vanished =
      since >= snapshot.since
        ? snapshot.vanished.filter((v) => v.modseq > since).map((v) => v.uid)
        : await vanishedUids(this.#mail.run, this.#accountId, this.#mailboxId, since);
    return { modseq, changed, vanished };
  }

  async *fetch(uids: Uint32Array | number[], needs: FetchNeeds): AsyncGenerator<FetchedBatch> {
    const heavy = needs.bytes || needs.structure || needs.body;
    let at = 0;
    const next = async (): Promise<FetchedBatch | undefined> => {
      if (at >= uids.length) return undefined;
      const snapshot = await this.#snapshot();
      const rows: Row[] = [];
      let octets = 0;
      while (
        at < uids.length &&
        rows.length < META_BATCH &&
        octets < (heavy ? BYTES_BATCH : Number.POSITIVE_INFINITY)
      ) {
        const index = snapshot.indexOf(uids[at++]!);
        if (index < 0) continue;
        const row = snapshot.row(index);
        rows.push(row);
        octets += row.size;
      }
      return this.#batch(rows, needs);
    };
    if (!heavy) {
      for (let batch = await next(); batch; batch = await next()) yield batch;
      return;
    }
    // The next batch is read from disk while this one is sent.
    let ahead = next();
    try {
      for (;;) {
        const batch = await ahead;
        if (!batch) return;
        ahead = next();
        yield batch;
      }
    } finally {
      ahead.catch(() => {});
    }
  }

  async #batch(rows: Row[], needs: FetchNeeds): Promise<FetchedBatch> {
    const ids = rows.map((r) => r.contentId);
    const { contents } = this.#mail;
    const [texts, lent, headers] = await Promise.all([
      needs.envelope || needs.bodyStructure ? contents.imapTexts(ids) : undefined,
      needs.bytes || needs.structure || needs.body ? contents.lendMany(ids) : undefined,
      needs.header ? Promise.all(ids.map((id) => contents.readHeader(id))) : undefined,
    ]);
    const batch: FetchedBatch = rows.map((row, i) => {
      const message: FetchedMessage = { uid: row.uid, modseq: row.modseq };
      if (needs.flags) message.flags = imapFlags(row.flags, row.keywords);
      if (needs.internalDate) message.internalDate = row.received;
      if (needs.size) message.size = row.size;
      if (needs.ids) {
        message.emailId = contentObjectId(row.contentId);
        message.threadId = encodeId('thread', row.threadId);
      }
      const text = texts?.[i];
      if (text && needs.envelope) message.envelope = text.envelope;
      if (text && needs.bodyStructure) message.bodyStructure = text.bodyStructure;
      const bytes = lent?.contents[i];
      if (lent && !bytes) throw new Error(`Content ${row.contentId} is not in the store.`);
      if (bytes && needs.bytes) message.bytes = bytes;
      if (bytes && (needs.structure || needs.body)) {
        const index = indexMessage(bytes);
        if (needs.structure) message.structure = index.root;
        if (needs.body) message.body = index.imapBody;
      }
      const header = headers?.[i];
      if (header) message.header = header;
      return message;
    });
    if (lent) batch.done = lent.giveBack;
    return batch;
  }

  async store(uids: number[], action: StoreAction, flags: string[], unchangedSince?: number): Promise<StoreResult> {
    await this.#mustWrite(flags.every((flag) => flag.toLowerCase() === '\\seen'));
    const result = await storeFlags(this.#mail.mutation, this.#place, uids, action, parseFlags(flags), unchangedSince);
    return {
      stored: result.stored.map((m) => ({ uid: m.uid, modseq: m.modseq, flags: imapFlags(m.flags, m.keywords) })),
      modified: result.modified,
    };
  }

  copy(uids: number[], to: string): Promise<CopyResult> {
    return this.#transfer(copyMessages, uids, to);
  }

  move(uids: number[], to: string): Promise<CopyResult> {
    return this.#transfer(moveMessages, uids, to);
  }

  async #transfer(act: typeof copyMessages, uids: number[], to: string): Promise<CopyResult> {
    if (act === moveMessages) await this.#mustWrite();
    else await this.#access.mustRead();
    const destination = await this.#access.locate(to);
    try {
      const copied = await act(this.#mail.mutation, this.#place, uids, destination);
      if (!copied) throw new ImapError('There is no such mailbox.', 'TRYCREATE');
      return copied;
    } catch (error) {
      if (error instanceof OverQuota) throw new ImapError('Hộp thư đã đầy. The mailbox is full.', 'OVERQUOTA');
      throw error;
    }
  }

  async expunge(uids?: number[]): Promise<{ uids: number[]; modseq: number }> {
    await this.#mustWrite();
    const snapshot = await this.#snapshot();
    const wanted = uids && new Set(uids);
    const deleted: number[] = [];
    for (let i = 0; i < snapshot.count; i++) {
      const uid = snapshot.uids[i]!;
      if (snapshot.flags[i]! & Flag.deleted && (!wanted || wanted.has(uid))) deleted.push(uid);
    }
    if (deleted.length === 0) return { uids: [], modseq: snapshot.modseq };
    return expungeMessages(this.#mail.mutation, this.#place, deleted);
  }

  async search(criteria: SearchKey): Promise<{ uids: number[]; highestModSeq?: number }> {
    return searchSnapshot(this.#mail, await this.#snapshot(), criteria);
  }

  async overview(uids: number[]): Promise<Overview[]> {
    const snapshot = await this.#snapshot();
    const rows = uids.flatMap((uid) => {
      const at = snapshot.indexOf(uid);
      return at < 0 ? [] : [snapshot.row(at)];
    });
    const summaries = await this.#mail.contents.summaries(rows.map((r) => r.contentId));
    return rows.map((row) => {
      const s = summaries.get(row.contentId);
      return {
        uid: row.uid,
        internalDate: row.received,
        sentDate: s?.d ?? row.received,
        size: row.size,
        subject: s?.s ?? '',
        from: localPart(s?.f),
        to: localPart(s?.t),
        cc: localPart(s?.c),
        messageId: s?.id,
        references: s?.rf ?? s?.ir?.slice(0, 1) ?? [],
      };
    });
  }

  close(): void {
    this.#watch.stop();
  }
}

const localPart = (list: { email: string }[] | undefined): string => list?.[0]?.email.split('@')[0] ?? '';

const stateOf = (row: Row) => ({ uid: row.uid, modseq: row.modseq, flags: imapFlags(row.flags, row.keywords) });

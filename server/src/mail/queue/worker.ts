import { randomUUID } from 'node:crypto';
import { isTemporary } from '../../platform/index.ts';
import { deliverLocal } from './deliver-local.ts';
import type { QueueDeps } from './deps.ts';
import {
  claimDue,
  endLeases,
  finishMessages,
  messageById,
  nextDue,
  pruneMessages,
  recipientsOf,
  releaseClaims,
  renewLeases,
  settle,
} from './queries.ts';
import { makeReports } from './reports.ts';
import { type MessageRow, type RecipientRow, toMessage, toRecipient } from './rows.ts';
import { sendRemote } from './send-remote.ts';
import { settleValues } from './settle.ts';
import type { QueuedMessage, QueuedRecipient, Result } from './types.ts';

export interface WorkerOptions {
  /** Sessions with other servers at once, and with one of them. */
  maxConnections?: number;
  perDestination?: number;
  /** Milliseconds that a claim lasts; renewed at a third of it. */
  leaseMs?: number;
  /** Milliseconds between looks into the queue when nothing wakes the worker. */
  pollMs?: number;
  /** No other process can be at work on this queue: what is leased at the start was left by a crash. */
  alone?: boolean;
  /** Days that settled messages are kept for operators. */
  keepDays?: number;
}

interface Job {
  message: QueuedMessage;
  recipients: QueuedRecipient[];
  destination: string;
  /** What came of it is in the database: its recipients may be due again while it says its last words. */
  noted: boolean;
}

/** Recipients in one transaction with another server (RFC 5321 §4.5.3.1.8: 100 must be taken). */
const perTransaction = 100;

/**
 * Takes from the queue what is due and sees it through. As many workers as wished, in any number of processes, may share
 * a queue: what one has claimed the others leave alone until its lease runs out.
 */
export class QueueWorker {
  /** Names this worker in leases. */
  readonly owner: string = randomUUID();
  readonly leaseMs: number;
  readonly #deps: QueueDeps;
  readonly #options: Required<WorkerOptions>;
  readonly #waiting: Job[] = [];
  readonly #running = new Map<Job, Promise<void>>();
  readonly #abort = new AbortController();
  /** Messages whose notices could not be made; left alone until the next start. */
  readonly #unreportable = new Set<number>();
  #wake: (() => void) | null = null;
  #woken = false;
  #stopping = false;
  #loop: Promise<void> | null = null;
  #lastSweep = 0;
  #renewal: NodeJS.Timeout | undefined;

  constructor(deps: QueueDeps, options: WorkerOptions = {}) {
    this.#deps = deps;
    this.#options = {
      maxConnections: options.maxConnections ?? 40,
      perDestination: options.perDestination ?? 5,
      leaseMs: options.leaseMs ?? 60_000,
      alone: options.alone ?? false,
      pollMs: options.pollMs ?? 30_000,
      keepDays: options.keepDays ?? 30,
    };
    this.leaseMs = this.#options.leaseMs;
  }

  start(): void {
    this.#renewal = setInterval(() => void this.#renew(), this.leaseMs / 3);
    this.#renewal.unref();
    this.#loop ??= this.#inherit().then(() => this.#run());
  }

  /** Look into the queue now. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Ends cleanly: nothing new is taken, what is under way gets `graceMs` to finish, the rest is given back. */
  async stop(graceMs = 5000): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    await Promise.all(this.#waiting.splice(0).map((job) => this.#release(job)));
    const ended = Promise.allSettled(this.#running.values());
    await within(graceMs, ended);
    this.#abort.abort();
    // Sessions that were cut off note what became of them; what hangs even so keeps its lease until that runs out.
    await within(2000, ended);
    clearInterval(this.#renewal);
  }

  /** Delivers to the local recipients of a message that this worker already has the lease of. Answers all its recipients. */
  async deliverNow(queueId: number): Promise<QueuedRecipient[]> {
    const { pools } = this.#deps;
    const [message, before] = await Promise.all([
      pools.query<MessageRow>({ ...messageById, values: [queueId] }),
      pools.query<RecipientRow>({ ...recipientsOf, values: [[queueId]] }),
    ]);
    const recipients = before.rows
      .map(toRecipient)
      .filter((recipient) => recipient.local && recipient.state === 'sending');
    if (recipients.length === 0 || !message.rows[0]) return [];
    const job = { message: toMessage(message.rows[0]), recipients, destination: '', noted: false };
    await this.#track(job);
    return (await pools.query<RecipientRow>({ ...recipientsOf, values: [[queueId]] })).rows.map(toRecipient);
  }

  async #inherit(): Promise<void> {
    if (!this.#options.alone) return;
    await this.#deps.pools
      .query({ ...endLeases, values: [this.owner] })
      .catch((error) => this.#deps.log.warn({ err: error }, 'leases of an earlier process must run out'));
  }

  async #run(): Promise<void> {
    for (let pause = 200; !this.#stopping; ) {
      try {
        this.#woken = false;
        const claimed = await this.#claim();
        this.#dispatch();
        const reported = await this.#reports();
        await this.#sweep();
        pause = 200;
        if (claimed > 0 || reported) continue;
        await this.#sleep(this.#room > 0 ? await this.#untilNext() : this.#options.pollMs);
      } catch (error) {
        if (this.#stopping) break;
        this.#deps.log.warn({ err: error }, 'the queue cannot be read; trying again');
        await this.#sleep(pause);
        pause = Math.min(pause * 2, 10_000);
      }
    }
  }

  #holds(queueId: number, recipientNo: number): boolean {
    for (const { message, recipients, noted } of [...this.#running.keys(), ...this.#waiting]) {
      if (
        !noted &&
        message.queueId === queueId &&
        recipients.some((recipient) => recipient.recipientNo === recipientNo)
      )
        return true;
    }
    return false;
  }

  get #room(): number {
    return this.#options.maxConnections * 2 - this.#running.size - this.#waiting.length;
  }

  /** Claims what there is room for. */
  async #claim(): Promise<number> {
    const room = this.#room;
    if (room <= 0 || this.#stopping) return 0;
    const busy = this.#busy();
    const { rows } = await this.#deps.pools.query<MessageRow & RecipientRow>({
      ...claimDue,
      values: [this.owner, this.leaseMs, new Date(this.#deps.clock()), room * 4, busy.domains, busy.relay],
    });
    // A lease of our own that ran out, on work that is still under way: it has just been renewed, that is all.
    const fresh = rows.filter((row) => !this.#holds(row.queue_id, row.recipient_no));
    const jobs = Map.groupBy(fresh, (row) => `${row.queue_id} ${row.local ? '' : this.#destination(row.domain)}`);
    for (const group of jobs.values()) {
      const [first] = group;
      const recipients = group.map(toRecipient);
      const destination = first!.local ? '' : this.#destination(first!.domain);
      for (let at = 0; at < recipients.length; at += perTransaction) {
        this.#waiting.push({
          message: toMessage(first!),
          recipients: recipients.slice(at, at + perTransaction),
          destination,
          noted: false,
        });
      }
    }
    return fresh.length;
  }

  /** What shares a limit of sessions: a domain, or the relay for all. */
  #destination(domain: string): string {
    return this.#relays ? '*' : domain;
  }

  get #relays(): boolean {
    const { relay, mode } = this.#deps.outbound;
    return relay !== null && mode !== 'direct';
  }

  /** The relay takes all there is, so it may use all sessions. */
  get #limit(): number {
    return this.#relays ? Math.ceil(this.#options.maxConnections / 2) : this.#options.perDestination;
  }

  #count(destination: string): number {
    let count = 0;
    for (const job of this.#running.keys()) if (job.destination === destination) count++;
    return count;
  }

  /** Destinations with as many sessions as they may have, or with work already waiting. */
  #busy(): { domains: string[]; relay: boolean } {
    const full = new Set(this.#waiting.map((job) => job.destination));
    for (const { destination } of this.#running.keys())
      if (this.#count(destination) >= this.#limit) full.add(destination);
    full.delete('');
    return { domains: [...full], relay: full.has('*') };
  }

  /** Begins what waits and may. */
  #dispatch(): void {
    for (let at = 0; at < this.#waiting.length && this.#running.size < this.#options.maxConnections; ) {
      const job = this.#waiting[at]!;
      if (job.destination !== '' && this.#count(job.destination) >= this.#limit) {
        at++;
        continue;
      }
      this.#waiting.splice(at, 1);
      this.#track(job)
        .catch((error) =>
          this.#deps.log.warn(
            { err: error, queueId: job.message.queueId },
            'an attempt could not be noted; its lease will run out',
          ),
        )
        .finally(() => {
          this.#dispatch();
          this.wake();
        });
    }
  }

  async #track(job: Job): Promise<void> {
    const done = this.#attempt(job).finally(() => this.#running.delete(job));
    this.#running.set(job, done);
    return done;
  }

  /** One attempt, its result noted. Rejects when it can't be noted. */
  async #attempt(job: Job): Promise<void> {
    const { message, recipients } = job;
    const local = job.destination === '';
    let results: Result[];
    try {
      results = local
        ? await deliverLocal(this.#deps, this.owner, message, recipients)
        : await sendRemote(this.#deps, message, recipients, this.#abort.signal);
    } catch (error) {
      // A fault of ours, not of the message: again soon. A local delivery may have been committed all the same; then its
      // recipients are `sent`, and this changes nothing.
      this.#deps.log.warn({ err: error, queueId: message.queueId }, 'an attempt failed on this side');
      results = recipients.map(({ recipientNo }) => ({
        recipientNo,
        outcome: 'deferred',
        status: '4.3.0',
        reply: '451 4.3.0 Temporary failure of this server',
        mta: null,
      }));
    }
    if (results.length > 0) await this.#note(job, results);
    job.noted = true;
    // Should this fail, the next sweep does it.
    await this.#deps.pools
      .query({ ...finishMessages, values: [[message.queueId], new Date(this.#deps.clock())] })
      .catch((error) => this.#deps.log.debug({ err: error }, 'the end of a message could not be noted'));
    // There may be notices to make now.
    if (local || results.some((result) => result.outcome !== 'deferred')) this.wake();
  }

  /**
   * Writes results, for as long as the database is away: a 250 of another server that is forgotten means that the message
   * is sent twice.
   */
  async #note(job: Job, results: Result[]): Promise<void> {
    const values = settleValues(this.owner, job.message, job.recipients, results, this.#deps.clock());
    for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
      try {
        await this.#deps.pools.query({ ...settle, values });
        return;
      } catch (error) {
        if (!isTemporary(error) || this.#abort.signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async #reports(): Promise<boolean> {
    let any = false;
    while (!this.#stopping && (await makeReports(this.#deps, this.#unreportable))) any = true;
    return any;
  }

  async #untilNext(): Promise<number> {
    const busy = this.#busy();
    const { rows } = await this.#deps.pools.query<{ due: Date | null; lease_ms: number | null; reports: boolean }>({
      ...nextDue,
      values: [busy.domains, busy.relay],
    });
    const { due, lease_ms: lease } = rows[0]!;
    const waits = [this.#options.pollMs, due ? due.getTime() - this.#deps.clock() : Infinity, lease ?? Infinity];
    return Math.max(20, Math.min(...waits));
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#woken || this.#stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0 && this.#waiting.length === 0) return;
    await this.#deps.pools
      .query({ ...renewLeases, values: [this.owner, this.leaseMs] })
      .catch((error) => this.#deps.log.warn({ err: error }, 'leases could not be renewed'));
  }

  async #release(job: Job): Promise<void> {
    const values = [this.owner, job.message.queueId, job.recipients.map((recipient) => recipient.recipientNo)];
    await this.#deps.pools.query({ ...releaseClaims, values }).catch(() => {});
  }

  /** Now and then: messages whose end was not noted, and old ones. */
  async #sweep(): Promise<void> {
    const now = Date.now();
    if (now - this.#lastSweep < 600_000) return;
    this.#lastSweep = now;
    const at = this.#deps.clock();
    await this.#deps.pools.query({ ...finishMessages, values: [null, new Date(at)] });
    await this.#deps.pools.query({ ...pruneMessages, values: [new Date(at - this.#options.keepDays * 86_400_000)] });
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
  clearTimeout(timer);
}

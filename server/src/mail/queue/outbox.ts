import type { Pools, Transaction } from '../../platform/index.ts';
import { isPlainAddress } from './address.ts';
import type { QueueDeps } from './deps.ts';
import { inAnothersName, tellSent } from './in-anothers-name.ts';
import { insertQueued, type NewMessage, type NewRecipient } from './insert.ts';
import { describeMessage, prepareMessage, SendRefused } from './prepare.ts';
import type { Recipient } from './recipients.ts';
import { wants } from './report-policy.ts';
import { type SenderRights, senderRights } from './senders.ts';
import type { Envelope, EnvelopeRecipient, QueuedRecipient } from './types.ts';
import type { QueueWorker } from './worker.ts';

export interface Submission {
  actorPersonId: number;
  /** The mailbox it is sent from; the one that the sender's address belongs to when left out. */
  senderAccountId?: number;
  envelope: Envelope;
  /** The message as written, CRLF. */
  bytes: Buffer;
  /** Trace fields, each with its CRLF. */
  trace?: string;
  /** Accept nothing when one recipient is refused. */
  strict?: boolean;
  /** How and from where it came; told with what is sent in the name of another. */
  via?: { protocol: string; remoteAddress: string };
  /** What belongs to the acceptance, in its transaction. */
  alongside?: (tx: Transaction, queueId: number) => Promise<void>;
}

export interface SubmittedRecipient {
  address: string;
  local: boolean;
  /** `delivered` is already in the mailbox; `held` waits for an operator; `rejected` was never accepted. */
  state: 'delivered' | 'queued' | 'held' | 'failed' | 'rejected';
  /** An SMTP reply with an enhanced status code. */
  reply: string;
}

export interface Submitted {
  /** Null when no recipient was accepted: nothing is sent. */
  queueId: number | null;
  messageId: string;
  recipients: SubmittedRecipient[];
}

export interface Outbox {
  /**
   * Accepts a message for all its recipients, here and elsewhere, in one commit; then delivers to those here at once.
   * Once it resolves with a `queueId`, nothing of it can be lost.
   * @throws SendRefused when the person may not send as the sender or the From address.
   */
  submit(submission: Submission): Promise<Submitted>;
  /** What a person may send as. */
  rights(personId: number): Promise<SenderRights>;
  /**
   * Tells the sender of a message that arrived here what became of recipients: those that will not get it after all, and
   * those that have it where success was to be told. Resolves when that can't be lost.
   */
  report(bytes: Buffer, envelope: Omit<Envelope, 'to'>, recipients: SettledRecipient[]): Promise<void>;
}

export interface SettledRecipient extends EnvelopeRecipient {
  outcome: 'delivered' | 'failed';
  /** Enhanced status code. */
  status: string;
  reply: string;
}

export function createOutbox(deps: QueueDeps, worker: QueueWorker): Outbox {
  return {
    rights: async (personId) => senderRights(await deps.access.usableAddresses(personId)),
    async submit(submission) {
      const { envelope, actorPersonId } = submission;
      const rights = senderRights(await deps.access.usableAddresses(actorPersonId));
      if (envelope.from !== '' && rights.of(envelope.from) === null)
        throw new SendRefused('not-your-address', envelope.from);
      const now = deps.clock();
      const prepared = prepareMessage(submission.bytes, rights, new Date(now), submission.trace);
      const judged = await judge(deps, envelope.to);
      const accepted = judged.filter((entry) => entry.refusal === null);
      const rejected = judged.flatMap(({ recipient, known, refusal }) =>
        refusal === null
          ? []
          : [{ address: recipient.address, local: known.local, state: 'rejected' as const, reply: refusal }],
      );
      if (accepted.length === 0 || (submission.strict && rejected.length > 0)) {
        return { queueId: null, messageId: prepared.messageId, recipients: rejected };
      }
      const content = await deps.mail.putContent(prepared.bytes);
      const recipients = accepted.map(({ recipient, known }): NewRecipient => {
        const state = known.local ? 'sending' : deps.holdsOutbound ? 'held' : 'queued';
        return { ...recipient, local: known.local, state };
      });
      const accountId =
        submission.senderAccountId ?? rights.accountOf(envelope.from || prepared.from[0]!) ?? rights.own?.accountId;
      const message: NewMessage = {
        contentId: content.contentId,
        size: prepared.bytes.length,
        envelope: { ...envelope, eightBit: envelope.eightBit ?? has8bit(prepared.bytes) },
        recipients,
        accountId: accountId ?? null,
        personId: actorPersonId,
        messageId: prepared.messageId,
        subject: prepared.subject,
        now,
        lease: { owner: worker.owner, milliseconds: Math.min(worker.leaseMs, atOnce) },
      };
      const names = inAnothersName(rights, [envelope.from, ...prepared.from]);
      const queueId = await accept(deps.pools, message, names, submission);
      // Accepted. What follows may fail: the lease will run out and the work be taken up again.
      worker.wake();
      const settled = await Promise.race([worker.deliverNow(queueId), patience()]).catch((error) => {
        deps.log.warn({ err: error, queueId }, 'a submitted message could not be delivered at once');
        return [];
      });
      const states = new Map(settled.map((recipient) => [recipient.address, recipient]));
      return {
        queueId,
        messageId: prepared.messageId,
        recipients: [
          ...recipients.map(({ address, local, state }): SubmittedRecipient => {
            const now = states.get(address);
            if (now?.state === 'sent')
              return { address, local, state: 'delivered', reply: now.lastReply ?? '250 2.1.5 Delivered' };
            if (now?.state === 'failed')
              return { address, local, state: 'failed', reply: now.lastReply ?? '550 5.0.0 Failed' };
            if (state === 'held') return { address, local, state: 'held', reply: '250 2.0.0 Held for an operator' };
            return { address, local, state: 'queued', reply: '250 2.0.0 Queued' };
          }),
          ...rejected,
        ],
      };
    },
    async report(bytes, envelope, recipients) {
      const told = recipients.filter(({ outcome, notify }) =>
        wants(outcome, { notify: notify ?? null, delayToldAt: null }, envelope.from),
      );
      if (told.length === 0) return;
      const content = await deps.mail.putContent(bytes);
      await insertQueued(deps.pools, {
        contentId: content.contentId,
        size: bytes.length,
        envelope,
        recipients: told.map(({ outcome, ...recipient }) => ({
          ...recipient,
          local: true,
          state: outcome === 'delivered' ? 'sent' : 'failed',
          report: outcome,
        })),
        ...describeMessage(bytes),
        now: deps.clock(),
      });
      worker.wake();
    },
  };
}

/**
 * Delivery here takes milliseconds. After a crash others need not wait for a whole lease, and may take over even from
 * one that is merely slow: whoever commits first has delivered.
 */
const atOnce = 15_000;

/** A sender is not kept waiting for longer than this once the message is safe. */
const patience = () => new Promise<QueuedRecipient[]>((resolve) => setTimeout(resolve, 3000, []).unref());

/** In one commit: the message, who sent it in whose name, and what else belongs to it. */
async function accept(
  pools: Pick<Pools, 'query' | 'transaction'>,
  message: NewMessage,
  names: ReturnType<typeof inAnothersName>,
  { alongside, via, actorPersonId }: Submission,
): Promise<number> {
  if (names.length === 0 && !alongside) return insertQueued(pools, message);
  return pools.transaction(async (tx) => {
    const queueId = await insertQueued(tx, message);
    await tellSent(tx, actorPersonId, message, names, via);
    await alongside?.(tx, queueId);
    return queueId;
  });
}

interface Judged {
  recipient: EnvelopeRecipient;
  known: Recipient;
  /** An SMTP reply; null when it is accepted. */
  refusal: string | null;
}

async function judge(deps: QueueDeps, recipients: EnvelopeRecipient[]): Promise<Judged[]> {
  const unique = [...new Map(recipients.map((recipient) => [recipient.address, recipient])).values()];
  return Promise.all(
    unique.map(async (recipient) => {
      if (!isPlainAddress(recipient.address)) {
        return {
          recipient,
          known: { address: recipient.address, local: false, account: null },
          refusal: '553 5.1.3 Not an address',
        };
      }
      const known = await deps.directory.resolve(recipient.address);
      return { recipient, known, refusal: refusalOf(known) };
    }),
  );
}

function refusalOf({ local, account }: Recipient): string | null {
  if (!local) return null;
  if (!account) return '550 5.1.1 No such mailbox here';
  return account.state === 'active' ? null : '550 5.2.1 Mailbox is locked or closed';
}

function has8bit(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return true;
  return false;
}

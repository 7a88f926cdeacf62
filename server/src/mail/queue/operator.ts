import { type Actor, writeAudit } from '../../directory/index.ts';
import type { Pools } from '../../platform/index.ts';
import { finishMessages, listQueue, messageById, operate, recipientsOf } from './queries.ts';
import { type MessageRow, type RecipientRow, toMessage, toRecipient } from './rows.ts';
import type { Clock, QueuedMessage, QueuedRecipient, RecipientState } from './types.ts';

export interface QueueEntry {
  message: QueuedMessage;
  recipients: QueuedRecipient[];
}

export interface QueueFilter {
  states?: RecipientState[];
  domain?: string;
  accountId?: number;
  limit?: number;
  /** Messages with a higher number only. */
  after?: number;
}

/** Which recipients an operator means: all of a message's, or all of a domain, or all. */
export interface QueueSelection {
  queueIds?: number[];
  domain?: string;
}

/** What an operator may do with the queue. Every act is in the audit trail. */
export interface QueueOperator {
  list(filter?: QueueFilter): Promise<QueueEntry[]>;
  show(queueId: number): Promise<QueueEntry | null>;
  /** Due now, also what is held. Answers how many recipients. */
  retry(selection: QueueSelection, actor: Actor): Promise<number>;
  /** Waits for an operator from now on. */
  hold(selection: QueueSelection, actor: Actor): Promise<number>;
  /** Never sent. `tell`: the sender gets a failure notice. */
  drop(selection: QueueSelection, actor: Actor, options?: { tell?: boolean }): Promise<number>;
}

export const openStates: RecipientState[] = ['queued', 'held', 'sending'];

export function createOperator(pools: Pick<Pools, 'query' | 'transaction'>, clock: Clock): QueueOperator {
  async function act(
    name: 'retry' | 'hold' | 'drop',
    selection: QueueSelection,
    from: RecipientState[],
    to: RecipientState,
    actor: Actor,
    report: 'failed' | null = null,
  ): Promise<number> {
    const { queueIds = null, domain = null } = selection;
    const changed = await pools.transaction(async (tx) => {
      const { rows } = await tx.query<{ recipients: number; messages: number }>({
        ...operate,
        values: [queueIds, domain?.toLowerCase() ?? null, from, to, new Date(clock()), report],
      });
      const { recipients, messages } = rows[0]!;
      if (recipients > 0) {
        await writeAudit(tx, actor, {
          kind: `queue.${name}`,
          accountId: null,
          data: { queueIds, domain, recipients, messages },
        });
      }
      return recipients;
    });
    if (to === 'dropped') await pools.query({ ...finishMessages, values: [queueIds, new Date(clock())] });
    return changed;
  }

  return {
    async list(filter = {}) {
      const values = [
        filter.states ?? openStates,
        filter.domain?.toLowerCase() ?? null,
        filter.accountId ?? null,
        filter.limit ?? 100,
        filter.after ?? 0,
      ];
      const messages = (await pools.query<MessageRow>({ ...listQueue, values })).rows.map(toMessage);
      const { rows } = await pools.query<RecipientRow>({
        ...recipientsOf,
        values: [messages.map((message) => message.queueId)],
      });
      const byMessage = Map.groupBy(rows.map(toRecipient), (recipient) => recipient.queueId);
      return messages.map((message) => ({ message, recipients: byMessage.get(message.queueId) ?? [] }));
    },
    async show(queueId) {
      const [message] = (await pools.query<MessageRow>({ ...messageById, values: [queueId] })).rows;
      if (!message) return null;
      const { rows } = await pools.query<RecipientRow>({ ...recipientsOf, values: [[queueId]] });
      return { message: toMessage(message), recipients: rows.map(toRecipient) };
    },
    retry: (selection, actor) => act('retry', selection, ['queued', 'held'], 'queued', actor),
    hold: (selection, actor) => act('hold', selection, ['queued'], 'held', actor),
    drop: (selection, actor, options) =>
      act('drop', selection, ['queued', 'held'], 'dropped', actor, options?.tell ? 'failed' : null),
  };
}

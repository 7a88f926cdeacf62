import { DeliveryConflict } from '../errors.ts';
import type { DeliverOutcome } from '../types.ts';
import type { QueueDeps } from './deps.ts';
import { settle } from './queries.ts';
import type { LocalAccount } from './recipients.ts';
import { settleValues } from './settle.ts';
import type { QueuedMessage, QueuedRecipient, Result } from './types.ts';
import { returnPathField } from './wire/trace.ts';

/**
 * Puts a queued message into mailboxes here. Recipients become `sent` in the transaction of the delivery itself, so
 * that neither can happen without the other. Answers what is left to be written: recipients that were not delivered.
 */
export async function deliverLocal(
  deps: QueueDeps,
  owner: string,
  message: QueuedMessage,
  recipients: QueuedRecipient[],
): Promise<Result[]> {
  const original = await deps.mail.readContent(message.contentId!);
  if (!original) throw new Error(`The content of queued message ${message.queueId} is missing.`);
  const bytes = Buffer.concat([Buffer.from(returnPathField(message.sender)), original]);
  const results: Result[] = [];
  const able: { recipient: QueuedRecipient; account: LocalAccount }[] = [];
  const found = await deps.directory.resolveAll(recipients.map((recipient) => recipient.address));
  recipients.forEach((recipient, i) => {
    const { account } = found[i]!;
    if (!account) results.push(failure(recipient, '5.1.1', '550 5.1.1 No such mailbox here'));
    else if (account.state !== 'active') results.push(failure(recipient, '5.2.1', disabled));
    else able.push({ recipient, account });
  });

  const deliver = async (group: typeof able): Promise<DeliverOutcome[]> => {
    const accounts = [...new Set(group.map((entry) => entry.account.accountId))];
    const sent = group.map(({ recipient }) => success(recipient));
    const outcomes = await deps.mail.deliver(
      bytes,
      accounts.map((accountId) => ({ accountId })),
      {
        arriving: true,
        allOrNone: true,
        alsoInTransaction: {
          text: settle.text,
          values: settleValues(
            owner,
            message,
            group.map((entry) => entry.recipient),
            sent,
            deps.clock(),
          ),
          expectRows: group.length,
        },
      },
    );
    return group.map((entry) => outcomes[accounts.indexOf(entry.account.accountId)]!);
  };

  if (able.length === 0) return results;
  try {
    const outcomes = await deliver(able);
    if (outcomes.every((outcome) => outcome.status === 'delivered')) return results;
    // One of them stopped all: each mailbox by itself. Two addresses of one mailbox stay together.
    const groups = [...Map.groupBy(able, (entry) => entry.account.accountId).values()];
    for (const group of groups) {
      const [outcome] = groups.length === 1 ? outcomes : await deliver(group);
      if (outcome!.status !== 'delivered') results.push(...group.map((entry) => refusal(entry.recipient, outcome!)));
    }
    return results;
  } catch (error) {
    // Someone else has the lease now, and does the rest.
    if (error instanceof DeliveryConflict) return results;
    throw error;
  }
}

const disabled = '550 5.2.1 Mailbox is locked or closed';

function refusal(recipient: QueuedRecipient, outcome: DeliverOutcome): Result {
  switch (outcome.status) {
    case 'over-quota':
      return failure(recipient, '5.2.2', '552 5.2.2 Mailbox is full');
    case 'not-active':
      return failure(recipient, '5.2.1', disabled);
    default:
      return failure(recipient, '5.1.1', '550 5.1.1 No such mailbox here');
  }
}

function failure(recipient: QueuedRecipient, status: string, reply: string): Result {
  return { recipientNo: recipient.recipientNo, outcome: 'failed', status, reply, mta: null };
}

function success(recipient: QueuedRecipient): Result {
  return {
    recipientNo: recipient.recipientNo,
    outcome: 'sent',
    status: '2.1.5',
    reply: '250 2.1.5 Delivered',
    mta: null,
  };
}

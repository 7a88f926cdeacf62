import { isTemporary, type Queryable } from '../../platform/index.ts';
import type { QueueDeps } from './deps.ts';
import { insertQueued } from './insert.ts';
import { clearReports, finishMessages, reportRecipients, takeReport } from './queries.ts';
import { needsUtf8, reportMessage } from './report-message.ts';
import { wants } from './report-policy.ts';
import { type MessageRow, type RecipientRow, toMessage, toRecipient } from './rows.ts';
import type { QueuedMessage, Report } from './types.ts';

const kinds: Report[] = ['failed', 'delayed', 'delivered', 'relayed'];

/**
 * Makes the notices that one message still owes its sender, and clears what was owed, in one transaction. Answers
 * false when no message owes any. Messages for which that proves impossible are added to `skip`, and left alone.
 */
export async function makeReports(deps: QueueDeps, skip: Set<number>): Promise<boolean> {
  let queueId: number | null = null;
  try {
    await deps.pools.transaction(async (tx) => {
      queueId = null;
      const [row] = (await tx.query<MessageRow>({ ...takeReport, values: [[...skip]] })).rows;
      if (!row) return;
      queueId = row.queue_id;
      await reportOn(deps, tx, toMessage(row));
    });
  } catch (error) {
    if (queueId === null || isTemporary(error)) throw error;
    deps.log.error({ err: error, queueId }, 'a notice could not be made');
    skip.add(queueId);
    return true;
  }
  if (queueId === null) return false;
  await deps.pools.query({ ...finishMessages, values: [[queueId], new Date(deps.clock())] });
  return true;
}

async function reportOn(deps: QueueDeps, tx: Queryable, message: QueuedMessage): Promise<void> {
  const { mail, clock } = deps;
  const { rows } = await tx.query<RecipientRow>({ ...reportRecipients, values: [message.queueId] });
  const owed = rows.map(toRecipient);
  const original = message.contentId === null ? undefined : await mail.readContent(message.contentId);
  for (const kind of kinds) {
    // The delay was noted as told when it was noted as owed.
    const recipients = owed.filter(
      (r) => r.report === kind && wants(kind, { ...r, delayToldAt: null }, message.sender),
    );
    if (recipients.length === 0) continue;
    const to = await deps.directory.resolve(message.sender);
    const input = {
      kind,
      message,
      recipients,
      original,
      hostname: deps.hostname,
      from: await deps.reportSender(message.sender),
      now: new Date(clock()),
    };
    const bytes = reportMessage(input);
    const content = await mail.putContent(bytes);
    await insertQueued(tx, {
      contentId: content.contentId,
      size: bytes.length,
      envelope: { from: '', eightBit: true, smtpUtf8: needsUtf8(input) },
      recipients: [
        {
          address: message.sender,
          local: to.local,
          state: to.local || !deps.holdsOutbound ? 'queued' : 'held',
          notify: ['NEVER'],
        },
      ],
      subject: `[${kind}] ${message.subject ?? ''}`,
      now: clock(),
    });
  }
  await tx.query({ ...clearReports, values: [message.queueId, owed.map((r) => r.recipientNo)] });
}

/** Every message sent in the name of an organisation is in the audit trail, with the person behind it. */
import { writeAudits } from '../../directory/index.ts';
import type { Queryable } from '../../platform/index.ts';
import type { NewMessage } from './insert.ts';
import type { SenderRights } from './senders.ts';

type Delegator = NonNullable<ReturnType<SenderRights['delegatorOf']>>;

/** The mailboxes, not their own, whose addresses a person puts into MAIL FROM and From. */
export function inAnothersName(rights: SenderRights, addresses: readonly string[]): Delegator[] {
  const found = addresses.flatMap((address) => (address === '' ? [] : (rights.delegatorOf(address) ?? [])));
  return [...new Map(found.map((one) => [one.accountId, one])).values()];
}

export async function tellSent(
  tx: Queryable,
  personId: number,
  { messageId, subject, recipients }: NewMessage,
  names: readonly Delegator[],
  via: { protocol: string; remoteAddress: string } | undefined,
): Promise<void> {
  const data = { subject: subject ?? null, messageId: messageId ?? null, recipients: recipients.length };
  await writeAudits(
    tx,
    { kind: 'person', personId, ...(via ? { remoteAddress: via.remoteAddress } : {}) },
    names.map(({ accountId, right }) => ({
      kind: right === 'send_as' ? ('mailbox.sent-as' as const) : ('mailbox.sent-on-behalf' as const),
      accountId,
      data: { ...data, protocol: via?.protocol ?? null },
    })),
  );
}

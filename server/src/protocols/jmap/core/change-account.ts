import type { Transaction } from '../../../platform/index.ts';
import { bumpAccount } from '../queries/account.ts';
import type { Call } from './call.ts';

/**
 * Changes something of the account that is no mail: identities, submissions. One transaction with the counter's next
 * value; everyone who listens hears after it, as of any other change.
 */
export async function changeAccount<T>(call: Call, act: (tx: Transaction, modseq: number) => Promise<T>): Promise<T> {
  const { db, mail } = call.services;
  const accountId = call.account.row;
  const { result, modseq } = await db.transaction(async (tx) => {
    const modseq = await bumpAccount(tx, accountId);
    const result = await act(tx, modseq);
    return { result, modseq };
  });
  mail.hub.announce({ accountId, modseq, mailboxIds: [] });
  return result;
}

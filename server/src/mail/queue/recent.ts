import type { Queryable } from '../../platform/index.ts';

const messages = 60;
/** A message to more says little about whom one writes to. */
const mostRecipients = 20;
const keepFor = 60_000;
const mostKept = 5000;

/** To whom the last messages of an account went, in lower case; known for a minute. */
export function createRecentRecipients(db: Queryable): (accountId: number) => Promise<readonly string[]> {
  const known = new Map<number, { at: number; addresses: Promise<string[]> }>();
  return (accountId) => {
    const before = known.get(accountId);
    if (before && Date.now() - before.at < keepFor) return before.addresses;
    if (known.size >= mostKept) known.clear();
    const addresses = readRecent(db, accountId).catch(() => {
      // Whom one wrote to only puts what is found in another order.
      known.delete(accountId);
      return [];
    });
    known.set(accountId, { at: Date.now(), addresses });
    return addresses;
  };
}

async function readRecent(db: Queryable, accountId: number): Promise<string[]> {
  const { rows } = await db.query<{ address: string }>({
    name: 'queue_recent_recipients',
    text: `
      select distinct lower(r.address) as address
      from (select queue_id from queue_message where account_id = $1 order by queue_id desc limit ${messages}) m
      join queue_recipient r using (queue_id)
      where not exists (select from queue_recipient more where more.queue_id = m.queue_id and more.recipient_no > ${mostRecipients})
      limit 100`,
    values: [accountId],
  });
  return rows.map((row) => row.address);
}

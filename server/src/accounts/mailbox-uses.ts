/**
 * Who uses an organisation's mailbox, in the audit trail: one event for a person, mailbox, act, protocol and hour, so that
 * a program that looks every minute tells no more than a person who reads all day. What is sent from it is told each time,
 * with the message (`mail/queue/outbox.ts`).
 */
import { writeAudit } from '../directory/index.ts';
import type { Pools } from '../platform/index.ts';

export interface MailboxUse {
  accountId: number;
  /** `read`: opened it; `changed`: moved, marked, added or deleted something. */
  act: 'read' | 'changed';
  protocol: 'imap' | 'jmap' | 'web';
  remoteAddress: string;
}

export interface MailboxUses {
  /**
   * To be called before the use, and waited for if it answers with something to wait for: mostly nothing, as it was told
   * this hour already. A use that can't be recorded fails.
   */
  used(personId: number, use: MailboxUse): Promise<void> | undefined;
}

const hour = 3_600_000;
const most = 100_000;

export function createMailboxUses(pools: Pools, now: () => number = Date.now): MailboxUses {
  /** Those told in this hour, by this process; another may have told them too. */
  let told = new Set<string>();
  let since = 0;

  const tell = async (personId: number, at: number, { accountId, act, protocol, remoteAddress }: MailboxUse) => {
    await pools.transaction(async (tx) => {
      const values = [accountId, personId, new Date(at), act, protocol];
      const { rowCount } = await tx.query({
        name: 'mailbox-use',
        text: `insert into mailbox_use (account_id, person_id, hour, act, protocol) values ($1, $2, $3, $4, $5)
               on conflict do nothing`,
        values,
      });
      if (rowCount === 0) return;
      // The day's older ones were only there to be told once.
      await tx.query({
        name: 'mailbox-use-prune',
        text: "delete from mailbox_use where account_id = $1 and hour < $2::timestamptz - interval '1 day'",
        values: [accountId, new Date(at)],
      });
      await writeAudit(
        tx,
        { kind: 'person', personId, remoteAddress },
        { kind: act === 'read' ? 'mailbox.read' : 'mailbox.changed', accountId, data: { protocol } },
      );
    });
  };

  return {
    used(personId, use) {
      const at = Math.floor(now() / hour) * hour;
      if (at !== since || told.size >= most) {
        told = new Set();
        since = at;
      }
      const key = `${personId} ${use.accountId} ${use.act} ${use.protocol}`;
      if (told.has(key)) return undefined;
      const set = told;
      return tell(personId, at, use).then(() => void set.add(key));
    },
  };
}

/**
 * Notes that a mailbox was opened: when last by each protocol, and how often on a day. A program that fetches mail counts
 * as opening it. Off the path of whoever opens it: nobody waits for the note, and a lost one is made up an hour later.
 */
import type { Log } from '../platform/index.ts';
import type { Statement } from './queries.ts';
import type { Run } from './sql.ts';

export type OpenedBy = 'web' | 'jmap' | 'imap';

export interface AccountUses {
  /** Somebody looks into the account's mail. Cheap: written once an hour. */
  opened(accountId: number, protocol: OpenedBy): void;
  /** When what was noted is written. */
  settled(): Promise<void>;
}

const hour = 3_600_000;
/** Mailboxes remembered as noted; beyond that they are noted anew, which costs a statement each. */
const most = 200_000;

export function createAccountUses(run: Run, log: Log, now: () => number = Date.now): AccountUses {
  const noted = new Map<string, number>();
  let writing: Promise<unknown> = Promise.resolve();
  let prunedAt = 0;

  const write = async (accountId: number, protocol: OpenedBy) => {
    await run(noteUse, [accountId, protocol]);
    if (now() - prunedAt < 24 * hour) return;
    prunedAt = now();
    await run(pruneUses, []);
  };

  return {
    opened(accountId, protocol) {
      const key = `${protocol}${accountId}`;
      const at = now();
      if (at - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < hour) return;
      if (noted.size >= most) noted.clear();
      noted.set(key, at);
      // One after the other: many that are opened at once take a connection for themselves only in turn.
      writing = writing
        .then(() => write(accountId, protocol))
        .catch((err) => log.warn({ err, accountId }, 'noting the use of a mailbox failed'));
    },
    settled: async () => void (await writing),
  };
}

const today = "(now() at time zone 'Asia/Ho_Chi_Minh')::date";

/** An opening of the day is one with none in the hour before it, by whatever protocol; the day's first always counts. */
const noteUse: Statement = {
  name: 'mail_note_use',
  text: `
with noted as (
  insert into account_use (account_id, protocol) select account_id, $2 from account where account_id = $1
  on conflict (account_id, protocol) do update set last_at = now()
)
insert into account_use_day (day, account_id, times)
select ${today}, account_id, 1 from account
where account_id = $1 and not (
  exists (select from account_use where account_id = $1 and last_at > now() - interval '1 hour')
  and exists (select from account_use_day where day = ${today} and account_id = $1))
on conflict (day, account_id) do update set times = least(account_use_day.times + 1, 1000)`,
};

const pruneUses: Statement = { text: `delete from account_use_day where day < ${today} - 400` };

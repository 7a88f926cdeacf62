import type { MailboxUse, MailboxUses } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';

/** Who used an organisation's mailbox, newest first; `before`: the event after which to go on. */
export async function mailboxUses(
  db: Queryable,
  accountId: number,
  before: number | undefined,
  limit: number,
): Promise<MailboxUses> {
  const { rows } = await db.query<{
    id: number;
    at: Date;
    personId: number | null;
    person: string | null;
    act: MailboxUse['act'];
    protocol: string | null;
    subject: string | null;
    remoteAddress: string | null;
  }>({
    name: 'mailbox-uses',
    text: `
      select e.event_id as id, e.at, e.actor_person_id as "personId", p.name as person, substr(e.kind, 9) as act,
        e.data->>'protocol' as protocol, e.data->>'subject' as subject, e.remote_address as "remoteAddress"
      from audit_event e left join person p on p.person_id = e.actor_person_id
      where e.account_id = $1 and e.kind in ('mailbox.read', 'mailbox.changed', 'mailbox.sent-as', 'mailbox.sent-on-behalf')
        and ($2::bigint is null or (e.at, e.event_id) < (select b.at, b.event_id from audit_event b where b.event_id = $2))
      order by e.at desc, e.event_id desc limit $3`,
    values: [accountId, before ?? null, limit + 1],
  });
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ at, personId, person, ...row }) => ({
      ...row,
      at: at.toISOString(),
      person: personId === null ? null : { id: personId, name: person ?? `#${personId}` },
    })),
    next: rows.length > limit ? page.at(-1)!.id : null,
  };
}

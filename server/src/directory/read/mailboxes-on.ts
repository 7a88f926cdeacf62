import type { MailboxState } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { sqlMomentOf } from '../dates.ts';

/** Mailboxes that an organisation or a person had at the end of a day, as they were then. */
export async function mailboxesOn(
  db: Queryable,
  owner: { organisationId: number } | { personId: number },
  day: string,
): Promise<MailboxState[]> {
  const column = 'personId' in owner ? 'person_id' : 'organisation_id';
  const { rows } = await db.query<MailboxState>({
    name: `mailboxes-on-${column}`,
    text: `
      select a.account_id as "accountId", v.name, v.address, v.state
      from account a join account_version v using (account_id)
      where a.${column} = $1 and v.valid_from <= ${sqlMomentOf('$2::date')}
        and (v.valid_until is null or v.valid_until > ${sqlMomentOf('$2::date')})
      order by v.state = 'closed', a.account_id`,
    values: ['personId' in owner ? owner.personId : owner.organisationId, day],
  });
  return rows;
}

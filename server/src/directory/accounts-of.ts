import type { Queryable } from '../platform/index.ts';
import type { DelegationRight } from './delegate.ts';

/** A mailbox a person may open or send from now: their own, or an organisation's delegated to them. */
export interface AccountAccess {
  accountId: number;
  kind: 'personal' | 'organisation';
  /** Display name. */
  name: string;
  /** The primary address. */
  address: string;
  /** All its addresses, the primary first. */
  addresses: string[];
  own: boolean;
  /** All of them for one's own. */
  rights: readonly (DelegationRight | 'own')[];
}

/** The person's own mailbox first, then delegated ones by name. Locked and closed mailboxes are left out. */
export async function accountsOf(db: Queryable, personId: number): Promise<AccountAccess[]> {
  const { rows } = await db.query<{
    account_id: number;
    kind: AccountAccess['kind'];
    name: string;
    own: boolean;
    rights: DelegationRight[];
    addresses: string[];
  }>({
    name: 'accounts-of',
    text: `
      select a.account_id, a.kind, a.name, a.person_id is not null as own, coalesce(d.rights, '{}') as rights,
        (select array_agg(ad.address order by ad.is_primary desc, ad.address) from address ad
         where ad.account_id = a.account_id) as addresses
      from (
        select account_id, null::text[] as rights from account where person_id = $1
        union all
        select account_id, rights from delegation
        where person_id = $1 and valid_from <= now() and (valid_until is null or valid_until > now())
      ) d
      join account a using (account_id)
      where a.state = 'active'
      order by own desc, a.name, a.account_id`,
    values: [personId],
  });
  return rows.flatMap((row) => {
    const addresses = row.addresses ?? [];
    const address = addresses[0];
    if (address === undefined) return [];
    const { account_id: accountId, kind, name, own } = row;
    return [{ accountId, kind, name, address, addresses, own, rights: own ? (['own'] as const) : row.rights }];
  });
}

import type { Queryable } from '../platform/index.ts';
import { sqlInForce } from './dates.ts';
import type { DelegationRight } from './delegate.ts';

/** A head manages the organisation's mailbox (TG 9.1, CB 12, QN 8): what the appointment opens, and its end closes. */
export const headRights: readonly DelegationRight[] = ['read', 'write', 'send_as', 'manage'];

/** A mailbox a person may open or send from now: their own, an organisation's they head, or one delegated to them. */
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
  /** `own` alone for one's own. */
  rights: readonly (DelegationRight | 'own')[];
}

/** The person's own mailbox first, then delegated ones by name. Locked and closed mailboxes are left out. */
export async function accountsOf(db: Queryable, personId: number): Promise<AccountAccess[]> {
  const { rows } = await db.query<{
    account_id: number;
    kind: AccountAccess['kind'];
    name: string;
    own: boolean;
    rights: DelegationRight[] | null;
    addresses: string[];
  }>({
    name: 'accounts-of',
    text: `
      select a.account_id, a.kind, a.name, a.person_id is not null as own, d.rights,
        (select array_agg(ad.address order by ad.is_primary desc, ad.address) from address ad
         where ad.account_id = a.account_id) as addresses
      from (
        select account_id, array_agg(distinct r) filter (where r is not null) as rights from (
          select account_id, null as r from account where person_id = $1
          union all
          select account_id, unnest(rights) from delegation
          where person_id = $1 and valid_from <= now() and (valid_until is null or valid_until > now())
          union all
          select a.account_id, unnest($2::text[]) from appointment ap join account a using (organisation_id)
          where ap.person_id = $1 and ap.is_head and ${sqlInForce('ap')}
        ) each group by account_id
      ) d
      join account a using (account_id)
      where a.state = 'active'
      order by own desc, a.name, a.account_id`,
    values: [personId, headRights],
  });
  return rows.flatMap((row) => {
    const addresses = row.addresses ?? [];
    const address = addresses[0];
    if (address === undefined) return [];
    const { account_id: accountId, kind, name, own } = row;
    return [{ accountId, kind, name, address, addresses, own, rights: own ? (['own'] as const) : (row.rights ?? []) }];
  });
}

import type { Queryable } from '../../platform/index.ts';
import { type Regulation, today } from '../../regulation/index.ts';
import { citedIf } from '../naming/rules.ts';

export interface Retention {
  /** Given to nobody else before this day; null: never. */
  reusableFrom: Temporal.PlainDate | null;
  /** Until when an old address goes on reaching the mailbox after a change; null: not at all. */
  aliasUntil: Temporal.PlainDate | null;
}

/** By the rule `address-retention`. A province without it: kept for good, and no alias. */
export function retentionOf(regulation: Regulation, province: string, at = today()): Retention {
  const rule = citedIf(regulation, province, 'address-retention', at)?.value;
  return {
    reusableFrom: rule?.period ? at.add(Temporal.Duration.from(rule.period)) : null,
    aliasUntil: rule?.alias ? at.add(Temporal.Duration.from(rule.alias)) : null,
  };
}

/**
 * Keeps these addresses of a mailbox for its holder: nobody else gets them before the day of the rule. The domain is locked.
 * The rows of `address` stay as they are.
 */
export async function retireAddresses(
  tx: Queryable,
  accountId: number,
  addresses: readonly string[],
  { reusableFrom }: Retention,
): Promise<void> {
  await tx.query({
    name: 'address-retire',
    text: `insert into address_retired (address, domain_id, account_id, person_id, organisation_id, reusable_from)
           select ad.address, ad.domain_id, a.account_id, a.person_id, a.organisation_id, $3
           from address ad join account a using (account_id) where a.account_id = $1 and ad.address = any($2)
           on conflict (address) do update set domain_id = excluded.domain_id, account_id = excluded.account_id,
             person_id = excluded.person_id, organisation_id = excluded.organisation_id,
             reusable_from = excluded.reusable_from, retired_at = now()`,
    values: [accountId, addresses, reusableFrom?.toString() ?? null],
  });
}

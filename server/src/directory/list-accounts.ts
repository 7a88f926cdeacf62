import type { Queryable } from '../platform/index.ts';

export interface ListedAccount {
  address: string;
  name: string;
  kind: 'personal' | 'organisation';
  state: 'active' | 'locked' | 'closed';
  /** Octets; null: the regulation's quota. */
  quotaBytes: number | null;
  usedBytes: number;
  messages: number;
  /** Of a person's mailbox; null before there is a password. */
  mustChangePassword: boolean | null;
  lastSignInAt: Date | null;
}

/** Every mailbox by address, in pages: all that come after `after`. */
export async function listAccounts(
  db: Queryable,
  options: { kind?: ListedAccount['kind']; after?: string; limit?: number } = {},
): Promise<ListedAccount[]> {
  const { rows } = await db.query<ListedAccount>(
    `select ad.address, a.name, a.kind, a.state, a.quota_bytes as "quotaBytes", a.used_bytes as "usedBytes",
       a.message_count as messages, c.must_change as "mustChangePassword",
       (select max(last_at) from sign_in_network n where n.person_id = a.person_id) as "lastSignInAt"
     from account a
     join address ad on ad.account_id = a.account_id and ad.is_primary
     left join credential c on c.person_id = a.person_id
     where ($1::text is null or a.kind = $1) and ad.address > $2
     order by ad.address limit $3`,
    [options.kind ?? null, options.after ?? '', options.limit ?? 500],
  );
  return rows;
}

import type { Queryable } from '../platform/index.ts';
import { markQuotaWarned } from './queries.ts';
import { runOn } from './sql.ts';

export interface QuotaState {
  /** Octets. */
  used: number;
  /** Octets; null: the regulation's. */
  quota: number | null;
  provinceId: string;
}

/** Whoever gets an answer is the one to warn; at most one in a week does. */
export async function claimQuotaWarning(db: Queryable, accountId: number): Promise<QuotaState | undefined> {
  const { rows } = await runOn(db)<{ used_bytes: number; quota_bytes: number | null; province_id: string }>(
    markQuotaWarned,
    [accountId],
  );
  const row = rows[0];
  return row && { used: row.used_bytes, quota: row.quota_bytes, provinceId: row.province_id };
}

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

/** What a province's regulation says of full mailboxes. */
export interface QuotaRule {
  provinceId: string;
  /** Octets, of mailboxes without a quota of their own. */
  quota: number;
  /** From which share of it one is warned. */
  percent: number;
}

/** Whoever gets an answer is the one to warn; at most one in a week does, and nobody below the province's level. */
export async function claimQuotaWarning(
  db: Queryable,
  accountId: number,
  rules: readonly QuotaRule[],
): Promise<QuotaState | undefined> {
  const { rows } = await runOn(db)<{ used_bytes: number; quota_bytes: number | null; province_id: string }>(
    markQuotaWarned,
    [
      accountId,
      rules.map(({ provinceId }) => provinceId),
      rules.map(({ quota }) => quota),
      rules.map(({ percent }) => percent),
    ],
  );
  const row = rows[0];
  return row && { used: row.used_bytes, quota: row.quota_bytes, provinceId: row.province_id };
}

import type { AuditKind } from '@congvu/contract';
import type { Transaction } from '../../platform/index.ts';
import { entryAt } from '../entry-at.ts';
import { RegulationError } from '../errors.ts';
import type { Regulation } from '../regulation.ts';
import { checkDay, checkValue, type NewIssue } from './check-issue.ts';
import { insertIssue, insertWithdrawal, issuedRules, lockProvince } from './queries.ts';
import { readIssued } from './read-issued.ts';

/** Who does it, and how it is written down. The directory's audit trail stands above this folder, so it is handed in. */
export interface Issuer {
  personId: number | null;
  audit(
    tx: Transaction,
    event: {
      kind: Extract<AuditKind, `regulation.${string}`>;
      province: string;
      before?: Record<string, unknown> | undefined;
      after?: Record<string, unknown> | undefined;
      data?: Record<string, unknown> | undefined;
    },
  ): Promise<void>;
}

/**
 * Issues a version of a rule. It holds from its day on, in every process, until one with a later day.
 * @throws RegulationError `regulation.no-province`, `regulation.no-rule`, `regulation.past`, `regulation.same-day`, and
 * what `checkValue` refuses.
 */
export async function issueRule(
  tx: Transaction,
  regulation: Regulation,
  issue: NewIssue & { reason: string },
  by: Issuer,
): Promise<number> {
  const { province, reason } = issue;
  const now = regulation.has(province) ? await lockProvince(tx, province) : undefined;
  if (!now) throw new RegulationError('regulation.no-province', province);
  const day = checkDay(issue.from, now);
  const present = await asCommitted(tx, regulation, province);
  const entry = checkValue(present, issue, day);
  const versions = present.versions(province, entry.name);
  if (versions.some((version) => version.from.equals(day))) {
    throw new RegulationError('regulation.same-day', `${entry.name}: ${day}.`);
  }
  const before = entryAt(versions, entry.name, day);
  const issueId = await insertIssue(tx, {
    province,
    rule: entry.name,
    value: entry.value,
    cite: entry.cite ?? null,
    note: entry.note ?? null,
    from: day.toString(),
    reason,
    personId: by.personId,
  });
  await by.audit(tx, {
    kind: 'regulation.issued',
    province,
    before: before && { value: before.value, cite: before.cite ?? null },
    after: { value: entry.value, cite: entry.cite ?? null },
    data: { issueId, rule: entry.name, from: day.toString(), reason },
  });
  return issueId;
}

/** As the database has it under the lock: another process may have issued meanwhile. */
export async function asCommitted(tx: Transaction, regulation: Regulation, province: string): Promise<Regulation> {
  const layer = (await readIssued(tx, province)).get(province)!;
  return regulation.imagine(province, () => layer);
}

/**
 * Takes back a version that is not in force yet.
 * @throws RegulationError `regulation.no-issue` (also when it was withdrawn before), `regulation.in-force`.
 */
export async function withdrawRule(
  tx: Transaction,
  { province, issueId, reason }: { province: string; issueId: number; reason: string },
  by: Issuer,
): Promise<void> {
  const now = await lockProvince(tx, province);
  const row = (await issuedRules(tx, province)).find(({ issue_id }) => issue_id === issueId);
  if (!now || !row || row.withdrawn_at) throw new RegulationError('regulation.no-issue', String(issueId));
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(row.from_date), now) <= 0) {
    throw new RegulationError('regulation.in-force', `${row.rule} from ${row.from_date}.`);
  }
  await insertWithdrawal(tx, { province, rule: row.rule, withdraws: issueId, reason, personId: by.personId });
  await by.audit(tx, {
    kind: 'regulation.withdrawn',
    province,
    before: { value: row.value, cite: row.cite },
    data: { issueId, rule: row.rule, from: row.from_date, reason },
  });
}

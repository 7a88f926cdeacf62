import type { Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText } from '../check.ts';
import { requireDay } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfOrganisations } from '../lookup/refresh-entries.ts';
import { requirePlace } from './check-place.ts';
import { checkFields, type GivenFields } from './fields.ts';
import { codeHolder, lockHistory, storeHistory } from './queries.ts';
import { differing, type OrganisationState, type Version, versionAt, withChange, withoutVersion } from './versions.ts';

export interface OrganisationChange {
  organisationId: number;
  /** The revision that the change was made on; left out: whatever stands. */
  revision?: number | undefined;
  /** The day from which it holds, also in the past or the future. */
  from: string;
  fields: GivenFields;
  /** Among its siblings; has no history. */
  sortOrder?: number | undefined;
  decision?: string | null | undefined;
}

export interface ChangedOrganisation {
  organisationId: number;
  revision: number;
  /** What differs from before on that day. */
  changed: (keyof OrganisationState)[];
}

/**
 * Renames, moves or otherwise changes an organisation from a day on. What changed again later stays as it is there.
 * @throws DirectoryError `directory.invalid`, `directory.no-organisation`, `directory.changed-meanwhile`,
 * `directory.not-in-force`, `directory.circle`, `directory.code-invalid`, `directory.code-taken`.
 */
export async function changeOrganisation(
  tx: Transaction,
  change: OrganisationChange,
  by: Actor,
): Promise<ChangedOrganisation> {
  const { organisationId, sortOrder } = change;
  const from = requireDay(change.from, 'from');
  const fields = checkFields(change.fields);
  const decision = optionalText(change.decision, 'decision', 300);
  const history = await lockHistory(tx, organisationId, change.revision);
  const before = versionAt(history.versions, from);
  const versions = withChange(history.versions, { from, fields, decision }, history.now);
  const after = versionAt(versions, from)!;
  const changed = differing(before!, after);
  if (changed.includes('parentId') && after.parentId !== null) {
    await requirePlace(tx, history.province, organisationId, after.parentId, from);
  }
  if (changed.includes('code') || changed.includes('legacyCode')) {
    const holder = await codeHolder(tx, history.province, organisationId, after, from);
    if (holder) throw new DirectoryError('directory.code-taken', `${holder.name} has it.`, holder);
  }
  const reordered = sortOrder !== undefined && (await setOrder(tx, organisationId, sortOrder));
  if (changed.length === 0 && !reordered) return { organisationId, revision: history.revision, changed };
  const revision = await storeHistory(tx, { ...history, versions });
  await writeAudit(tx, by, {
    kind: kindOf(changed),
    organisationId,
    before: await told(tx, before!, changed),
    after: await told(tx, after, changed),
    data: { from, name: after.name, ...(decision ? { decision } : {}), ...(reordered ? { sortOrder } : {}) },
  });
  await refreshEntriesOfOrganisations(tx, [organisationId], { below: showsBelow(changed) });
  return { organisationId, revision, changed };
}

/**
 * Takes back a change that is recorded for a day yet to come.
 * @throws DirectoryError `directory.no-organisation`, `directory.changed-meanwhile`, `directory.not-in-force`.
 */
export async function cancelPlannedChange(
  tx: Transaction,
  { organisationId, from, revision, today }: { organisationId: number; from: string; revision?: number; today: string },
  by: Actor,
): Promise<number> {
  const history = await lockHistory(tx, organisationId, revision);
  const planned = history.versions.find((v) => v.from === from);
  if (!planned || from <= today) {
    throw new DirectoryError('directory.not-in-force', `Nothing is planned for ${from}.`, { day: from });
  }
  const versions = withoutVersion(history.versions, from);
  const next = await storeHistory(tx, { ...history, versions });
  const changed = differing(versionAt(versions, from)!, planned);
  await writeAudit(tx, by, {
    kind: 'organisation.plan-cancelled',
    organisationId,
    before: await told(tx, planned, changed),
    after: await told(tx, versionAt(versions, from)!, changed),
    data: { from, name: planned.name },
  });
  return next;
}

async function setOrder(tx: Transaction, organisationId: number, order: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update organisation set sort_order = $2 where organisation_id = $1 and sort_order <> $2',
    [organisationId, order],
  );
  return rowCount === 1;
}

const kindOf = (changed: readonly string[]) => {
  if (changed.includes('parentId')) return 'organisation.moved';
  return changed.includes('name') ? 'organisation.renamed' : 'organisation.changed';
};

/** Whether people and organisations below show it. */
const showsBelow = (changed: readonly string[]) =>
  ['parentId', 'name', 'shortName', 'kind'].some((field) => changed.includes(field));

/** The changed fields for the trail; a superior with its name, which says more than its number. */
async function told(
  tx: Transaction,
  state: Version,
  changed: readonly (keyof OrganisationState)[],
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = Object.fromEntries(changed.map((field) => [field, state[field]]));
  if (changed.includes('parentId') && state.parentId !== null) {
    const { rows } = await tx.query<{ name: string }>('select name from organisation where organisation_id = $1', [
      state.parentId,
    ]);
    fields.parent = rows[0]?.name;
  }
  return fields;
}

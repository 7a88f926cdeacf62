/** Reading and writing an organisation with its versions. */
import { type Queryable, type Transaction, violatedConstraint } from '../../platform/index.ts';
import { sqlInForceOn, sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import type { Day, OrganisationState, Version } from './versions.ts';

export interface History {
  organisationId: number;
  province: string;
  revision: number;
  versions: Version[];
  /** The transaction's moment, which its audit events bear as well: by it a version finds who recorded it. */
  now: Date;
}

const versionColumns = `
  valid_from as "from", valid_until as until, parent_id as "parentId", kind, name, short_name as "shortName", code,
  legacy_code as "legacyCode", phone, fax, website, address, event, decision, end_event as "endEvent",
  end_decision as "endDecision", recorded_at as "recordedAt"`;

export async function readVersions(db: Queryable, organisationId: number): Promise<Version[]> {
  const { rows } = await db.query<Version>({
    name: 'organisation-versions',
    text: `select ${versionColumns} from organisation_version where organisation_id = $1 order by valid_from`,
    values: [organisationId],
  });
  return rows;
}

/**
 * The organisation with its versions, locked until the transaction ends.
 * @throws DirectoryError `directory.no-organisation`, `directory.changed-meanwhile`.
 */
export async function lockHistory(tx: Transaction, organisationId: number, revision?: number): Promise<History> {
  const { rows } = await tx.query<{ province_id: string; revision: number; now: Date }>({
    name: 'organisation-lock',
    text: 'select province_id, revision, now() as now from organisation where organisation_id = $1 for no key update',
    values: [organisationId],
  });
  const found = rows[0];
  if (!found) throw new DirectoryError('directory.no-organisation', String(organisationId));
  requireRevision(found.revision, revision);
  const versions = await readVersions(tx, organisationId);
  const { province_id: province, revision: stands, now } = found;
  return { organisationId, province, revision: stands, versions, now };
}

/** @throws DirectoryError `directory.changed-meanwhile` when another than the expected one stands. */
export function requireRevision(stands: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== stands) {
    throw new DirectoryError('directory.changed-meanwhile', `It stands at revision ${stands}.`, { revision: stands });
  }
}

/** Replaces the versions, and brings the organisation's own row to how it stands today. Answers the new revision. */
export async function storeHistory(
  tx: Transaction,
  { organisationId, versions }: Pick<History, 'organisationId' | 'versions'>,
): Promise<number> {
  await tx.query({
    name: 'organisation-versions-clear',
    text: 'delete from organisation_version where organisation_id = $1',
    values: [organisationId],
  });
  const rows = versions.map(
    ({ from, until, parentId, shortName, legacyCode, endEvent, endDecision, recordedAt, ...same }) => ({
      ...same,
      organisation_id: organisationId,
      valid_from: from,
      valid_until: until,
      parent_id: parentId,
      short_name: shortName,
      legacy_code: legacyCode,
      end_event: endEvent,
      end_decision: endDecision,
      recorded_at: recordedAt,
    }),
  );
  await tx.query({
    name: 'organisation-versions-store',
    text: 'insert into organisation_version select * from jsonb_populate_recordset(null::organisation_version, $1)',
    values: [JSON.stringify(rows)],
  });
  const { rows: changed } = await codesAreFree(() =>
    tx.query<{ revision: number }>({
      name: 'organisation-today',
      text: `${bringToday('o.organisation_id = $1')} returning o.revision`,
      values: [organisationId],
    }),
  );
  return changed[0]!.revision;
}

/**
 * SQL that writes into the rows of `organisation` (`o`) how they stand today, or did first or last. A code that is freed
 * today and given to another today changes hands in the order of the statements.
 */
export const bringToday = (which: string) => `
  update organisation o
  set parent_id = v.parent_id, kind = v.kind, name = v.name, short_name = v.short_name, code = v.code,
    legacy_code = v.legacy_code, phone = v.phone, fax = v.fax, website = v.website, address = v.address,
    valid_from = v.founded, valid_until = v.ended, revision = o.revision + 1
  from (
    select distinct on (organisation_id) *, min(valid_from) over own as founded,
      case when bool_or(valid_until is null) over own then null else max(valid_until) over own end as ended
    from organisation_version
    window own as (partition by organisation_id)
    order by organisation_id, (${sqlInForceOn('organisation_version', sqlToday)}) desc,
      abs(valid_from - ${sqlToday})
  ) v
  where v.organisation_id = o.organisation_id and ${which}`;

/** @throws DirectoryError `directory.code-taken`, `directory.circle`, instead of the database's own errors. */
export async function codesAreFree<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'organisation_code') throw new DirectoryError('directory.code-taken', '', { field: 'code' });
    if (constraint === 'organisation_legacy_code') {
      throw new DirectoryError('directory.code-taken', '', { field: 'legacyCode' });
    }
    if (constraint === 'organisation_no_circle') throw new DirectoryError('directory.circle');
    throw error;
  }
}

/** Another organisation of the province that has one of the codes at a time in which these versions hold. */
export async function codeHolder(
  db: Queryable,
  province: string,
  organisationId: number,
  state: Pick<OrganisationState, 'code' | 'legacyCode'>,
  from: Day,
): Promise<{ organisationId: number; name: string; field: 'code' | 'legacyCode' } | undefined> {
  if (state.code === null && state.legacyCode === null) return undefined;
  const { rows } = await db.query<{ organisationId: number; name: string; field: 'code' | 'legacyCode' }>({
    name: 'organisation-code-holder',
    text: `
      select v.organisation_id as "organisationId", v.name,
        case when v.code = $3 then 'code' else 'legacyCode' end as field
      from organisation_version v join organisation o using (organisation_id)
      where o.province_id = $1 and v.organisation_id <> $2 and (v.code = $3 or v.legacy_code = $4)
        and (v.valid_until is null or v.valid_until > $5::date)
      order by v.valid_from limit 1`,
    values: [province, organisationId, state.code, state.legacyCode, from],
  });
  return rows[0];
}

import { sqlState, type Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText } from '../check.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfOrganisations } from '../lookup/refresh-entries.ts';
import { lockHistory } from './queries.ts';
import { nearestVersion } from './versions.ts';

/** How many of each ever hung on an organisation. */
export interface EverHung {
  units: number;
  positions: number;
  mailboxes: number;
  roles: number;
  reorganisations: number;
  addresses: number;
}

/**
 * Deletes an organisation that was recorded by mistake, however long ago: one on which nothing ever hung, so that no page
 * of any day loses more than its name. Everything else is dissolved, and stays in history.
 * @throws DirectoryError `directory.no-organisation`, `directory.changed-meanwhile`, `directory.in-use` (`EverHung`).
 */
export async function removeMistaken(
  tx: Transaction,
  input: { organisationId: number; revision?: number | undefined; reason?: string | null | undefined },
  by: Actor,
): Promise<void> {
  const { organisationId } = input;
  const reason = optionalText(input.reason, 'reason', 300);
  const { versions, province } = await lockHistory(tx, organisationId, input.revision);
  const hung = await everHung(tx, organisationId);
  if (Object.values(hung).some((n) => n > 0)) throw new DirectoryError('directory.in-use', '', hung);
  const { name, kind, code, legacyCode, parentId, from } = nearestVersion(versions, versions.at(-1)!.from);
  const known = Object.entries({ name, kind, code, legacyCode, parentId }).filter(([, value]) => value !== null);
  await writeAudit(tx, by, {
    kind: 'organisation.unfounded',
    organisationId,
    province,
    before: Object.fromEntries(known),
    data: { from: versions[0]?.from ?? from, ...(reason ? { reason } : {}) },
  });
  try {
    // Its versions, contact addresses and entry go with it.
    await tx.query('delete from organisation where organisation_id = $1', [organisationId]);
  } catch (error) {
    if (sqlState(error) === '23503') throw new DirectoryError('directory.in-use', (error as Error).message, hung);
    throw error;
  }
  await refreshEntriesOfOrganisations(tx, [organisationId]);
}

async function everHung(tx: Transaction, organisationId: number): Promise<EverHung> {
  const { rows } = await tx.query<EverHung>({
    name: 'organisation-ever-hung',
    text: `
      select
        (select count(distinct organisation_id) from organisation_version where parent_id = $1)::int as units,
        (select count(*) from appointment where organisation_id = $1)::int as positions,
        (select count(*) from account where organisation_id = $1)::int as mailboxes,
        (select count(*) from role_assignment where organisation_id = $1)::int as roles,
        (select count(*) from organisation_succession where organisation_id = $1 or successor_id = $1)::int
          as reorganisations,
        (select count(*) from address_retired where organisation_id = $1)::int as addresses`,
    values: [organisationId],
  });
  return rows[0]!;
}

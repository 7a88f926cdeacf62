import type { Pools } from '../../platform/index.ts';
import { system, writeAudits } from '../audit.ts';
import { sqlInForceOn, sqlToday } from '../dates.ts';
import { refreshEntriesOfOrganisations, refreshEntriesOfPeople } from '../lookup/refresh-entries.ts';
import { bringNamesToday } from '../people/change-person.ts';
import { bringToday } from './queries.ts';

/** Brings what was recorded for a day that has come into force: once a day, and at every start. Repeating it is safe. */
export async function bringIntoForce(pools: Pools): Promise<{ organisations: number; people: number }> {
  return pools.transaction(async (tx) => {
    const { rows: due } = await tx.query<{
      organisation_id: number;
      valid_from: string;
      name: string;
      before: string;
      event: string;
    }>(
      `select o.organisation_id, v.valid_from, v.name, o.name as before, v.event
       from organisation o join organisation_version v using (organisation_id)
       where ${sqlInForceOn('v', sqlToday)}
         and (o.parent_id, o.kind, o.name, o.short_name, o.code, o.legacy_code, o.phone, o.fax, o.website, o.address)
           is distinct from (v.parent_id, v.kind, v.name, v.short_name, v.code, v.legacy_code, v.phone, v.fax, v.website, v.address)
       order by o.organisation_id for no key update of o`,
    );
    const ids = due.map((row) => row.organisation_id);
    // Codes may change hands on one day: they are put down before they are taken up.
    await tx.query('update organisation set code = null, legacy_code = null where organisation_id = any($1)', [ids]);
    await tx.query(bringToday('o.organisation_id = any($1)'), [ids]);
    await writeAudits(
      tx,
      system,
      due.map(({ organisation_id: organisationId, valid_from: from, name, before, event }) => ({
        kind: 'organisation.came-into-force',
        organisationId,
        ...(before === name ? {} : { before: { name: before }, after: { name } }),
        data: { from, event, name },
      })),
    );
    const { rows: renamed } = await tx.query<{ person_id: number }>(`${bringNamesToday('true')} returning p.person_id`);
    const people = renamed.map((row) => row.person_id);
    if (ids.length > 0) await refreshEntriesOfOrganisations(tx, ids, { below: true });
    if (people.length > 0) await refreshEntriesOfPeople(tx, people);
    return { organisations: ids.length, people: people.length };
  });
}

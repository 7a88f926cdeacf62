/**
 * Takes an import back while nobody has signed in to, used or changed what it made: all of it, or nothing. Addresses are
 * free again at once: nobody ever had them.
 */
import { type Pools, sqlState, type Transaction } from '../../../platform/index.ts';
import { today } from '../../../regulation/index.ts';
import { type Actor, type AuditEvent, writeAudit, writeAudits } from '../../audit.ts';
import { refreshEntriesOfOrganisations, refreshEntriesOfPeople } from '../../lookup/refresh-entries.ts';
import { changeOrganisation } from '../../organisations/change-organisation.ts';
import type { OrganisationState } from '../../organisations/versions.ts';
import type { TellProgress } from '../check/check-list.ts';
import { ListError } from '../errors.ts';
import type { StoredImport } from '../store/imports.ts';
import { findGone, findUses, type Made } from './find-uses.ts';
import { batches } from './place-ids.ts';
import type { PersonBefore } from './write-people.ts';

interface MadeRow {
  row_no: number;
  line: number;
  kind: 'organisations' | 'people';
  outcome: 'add' | 'update';
  name: string;
  organisation_id: number | null;
  person_id: number | null;
  account_id: number | null;
  before: (Partial<PersonBefore> & { fields?: Record<string, string | null> }) | null;
}

/** @throws ListError `list.used` with `ListUse[]` as details. */
export async function undoList(pools: Pools, list: StoredImport, by: Actor, tell: TellProgress): Promise<void> {
  try {
    await pools.transaction((tx) => undo(tx, list, by, tell), { attempts: 1 });
  } catch (error) {
    // Something points to a row that nobody here thought of.
    if (sqlState(error) === '23503') throw new ListError('list.used', (error as Error).message, []);
    throw error;
  }
}

async function undo(tx: Transaction, list: StoredImport, by: Actor, tell: TellProgress): Promise<void> {
  const { importId, province, fileName } = list;
  tell({ phase: 'matching', done: 0, of: 0 });
  const { rows } = await tx.query<MadeRow>({
    text: `select row_no, line, kind, outcome, name, organisation_id, person_id, account_id, before from list_row
           where import_id = $1 and outcome in ('add', 'update') order by row_no`,
    values: [importId],
  });
  const made = madeOf(rows);
  // Whoever signs in or changes something now waits, or has been seen.
  await tx.query({
    text: 'select from account where account_id = any($1) order by account_id for update',
    values: [made.accounts],
  });
  const { rows: marks } = await tx.query<{ applied_event: number }>(
    'select applied_event from list_import where import_id = $1',
    [importId],
  );
  const uses = [...(await findGone(tx, importId)), ...(await findUses(tx, importId, made, marks[0]!.applied_event))];
  if (uses.length > 0) throw new ListError('list.used', `${uses.length} uses.`, uses);

  await writeTrail(tx, list, rows, by);
  await restoreOrganisations(tx, rows, by);
  await restorePeople(tx, rows);
  await removeAll(tx, made, tell);
  await refreshEntriesOfOrganisations(tx, made.changedOrganisations);
  await refreshEntriesOfPeople(tx, made.changedPeople);
  await writeAudit(tx, by, {
    kind: 'list.undone',
    province,
    data: { list: importId, fileName, organisations: made.organisations.length, people: made.people.length },
  });
  const { rowCount } = await tx.query(
    "update list_import set state = 'undone', undone_at = now(), progress = null, heartbeat = null where import_id = $1 and state = 'undoing'",
    [importId],
  );
  if (rowCount !== 1) throw new ListError('list.cancelled');
}

function madeOf(rows: readonly MadeRow[]): Made {
  const ids = (of: (row: MadeRow) => number | null, outcome: MadeRow['outcome']) => [
    ...new Set(rows.flatMap((row) => (row.outcome === outcome ? (of(row) ?? []) : []))),
  ];
  const people = ids((row) => row.person_id, 'add');
  const organisations = ids((row) => row.organisation_id, 'add');
  const isNew = new Set(people);
  return {
    organisations,
    people,
    accounts: rows.flatMap((row) => row.account_id ?? []),
    changedOrganisations: ids((row) => row.organisation_id, 'update'),
    // A further position of somebody the list itself added goes with them.
    changedPeople: ids((row) => row.person_id, 'update').filter((id) => !isNew.has(id)),
  };
}

async function writeTrail(
  tx: Transaction,
  { importId, province }: StoredImport,
  rows: readonly MadeRow[],
  by: Actor,
): Promise<void> {
  const added = rows.filter(({ outcome }) => outcome === 'add');
  for (const some of batches(added)) {
    const events = some.map(
      ({ kind, name, line, person_id: personId, organisation_id: organisationId }): AuditEvent => {
        const common = { province, before: { name }, data: { list: importId, line } };
        return kind === 'people'
          ? { ...common, kind: 'person.removed', personId }
          : { ...common, kind: 'organisation.removed', organisationId };
      },
    );
    await writeAudits(tx, by, events);
  }
  const accounts = rows.filter(({ account_id: id }) => id !== null);
  for (const some of batches(accounts)) {
    const { rows: held } = await tx.query<{ account_id: number; address: string }>({
      text: 'select account_id, address from address where account_id = any($1) and is_primary',
      values: [some.map(({ account_id: id }) => id)],
    });
    const addresses = new Map(held.map(({ account_id: id, address }) => [id, address]));
    const events = some.map(
      ({ account_id: accountId, person_id: personId, organisation_id: organisationId, line }): AuditEvent => {
        const before = { address: addresses.get(accountId!) };
        return {
          kind: 'account.removed',
          province,
          accountId,
          personId,
          organisationId,
          before,
          data: { list: importId, line },
        };
      },
    );
    await writeAudits(tx, by, events);
  }
}

async function restoreOrganisations(tx: Transaction, rows: readonly MadeRow[], by: Actor): Promise<void> {
  for (const { kind, outcome, organisation_id: organisationId, before } of rows) {
    if (kind !== 'organisations' || outcome !== 'update' || !before?.fields) continue;
    const fields = before.fields as Partial<OrganisationState>;
    await changeOrganisation(tx, { organisationId: organisationId!, from: today().toString(), fields }, by);
  }
}

async function restorePeople(tx: Transaction, rows: readonly MadeRow[]): Promise<void> {
  const changed = rows.filter(({ before }) => before !== null);
  const appointments = changed.flatMap(({ before }) => before?.appointments ?? []);
  const contacts = changed.flatMap(({ before }) => before?.contacts ?? []);
  await tx.query({ text: 'delete from appointment where appointment_id = any($1)', values: [appointments] });
  await tx.query({ text: 'delete from contact_address where contact_id = any($1)', values: [contacts] });
  const people = changed.filter(
    ({ kind, before }) => kind === 'people' && before?.fields && Object.keys(before.fields).length > 0,
  );
  for (const some of batches(people)) {
    const column = (name: string) => some.map(({ before }) => before!.fields![name] ?? null);
    await tx.query({
      text: `update person p set born = d.born, code = d.code, phone = d.phone, mobile = d.mobile, official_kind = d.official_kind,
               note = d.note, revision = p.revision + 1
             from unnest($1::bigint[], $2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
               as d(person_id, born, code, phone, mobile, official_kind, note)
             where p.person_id = d.person_id`,
      values: [
        some.map(({ person_id: id }) => id),
        ...['born', 'code', 'phone', 'mobile', 'official_kind', 'note'].map(column),
      ],
    });
  }
}

/** In the order of what points to what. */
async function removeAll(
  tx: Transaction,
  { organisations, people, accounts }: Made,
  tell: TellProgress,
): Promise<void> {
  const of = organisations.length + people.length;
  for (const some of batches(accounts)) {
    for (const table of ['mailbox', 'address', 'account']) {
      await tx.query({ text: `delete from ${table} where account_id = any($1)`, values: [some] });
    }
  }
  let done = 0;
  for (const some of batches(people)) {
    for (const table of ['credential', 'appointment', 'person']) {
      await tx.query({ text: `delete from ${table} where person_id = any($1)`, values: [some] });
    }
    tell({ phase: 'people', done: (done += some.length), of });
  }
  // All at once: they stand under each other, in their versions as well.
  for (const table of ['organisation_version', 'organisation']) {
    await tx.query({ text: `delete from ${table} where organisation_id = any($1)`, values: [organisations] });
  }
  tell({ phase: 'organisations', done: of, of });
}

import type { Queryable } from '../../platform/index.ts';
import {
  entriesBelow,
  labelsOf,
  lockOrganisations,
  lockPeople,
  missingOrganisations,
  ownersOfAccounts,
  removeOrganisations,
  removePeople,
  subtreeOf,
  writeOrganisations,
  writePeople,
} from './entry-queries.ts';

/*
 * Entries are made from what stands in the directory when the statement runs, in the transaction that changes it. The
 * rows they are made from are locked first, so that of two transactions about one person the second sees what the first
 * wrote. What did not change is not written, and gets no new change number.
 */

/** At a time: bounds the memory and the time of one statement. */
const atOnce = 5000;

/** Brings the entries of these mailboxes' owners up to date. */
export async function refreshEntries(tx: Queryable, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length === 0) return;
  const { rows } = await tx.query<{ people: number[]; organisations: number[] }>({
    ...ownersOfAccounts,
    values: [accountIds],
  });
  await refreshEntriesOfOrganisations(tx, rows[0]!.organisations);
  await refreshEntriesOfPeople(tx, rows[0]!.people);
}

/** The same for these people: whoever changes their name, contact data or appointments calls it, once for many. */
export async function refreshEntriesOfPeople(tx: Queryable, personIds: readonly number[]): Promise<void> {
  for (const ids of chunks(personIds)) {
    await tx.query({ ...lockPeople, values: [ids] });
    // A person is found by the words of the organisations around them, which their entries hold.
    const { rows } = await tx.query<{ id: number }>({ ...missingOrganisations, values: [ids] });
    await refreshOrganisations(
      tx,
      rows.map((row) => row.id),
    );
    await tx.query({ ...removePeople, values: [ids] });
    await tx.query({ ...writePeople, values: [ids] });
  }
}

export const refreshEntriesOfPerson = (tx: Queryable, personId: number): Promise<void> =>
  refreshEntriesOfPeople(tx, [personId]);

/**
 * The same for these organisations, and for what shows their name, place or abbreviation: the organisations under them
 * and the people in all of these. With `below` for all under them in any case.
 */
export async function refreshEntriesOfOrganisations(
  tx: Queryable,
  organisationIds: readonly number[],
  { below = false }: { below?: boolean } = {},
): Promise<void> {
  if (organisationIds.length === 0) return;
  if (below) {
    const { rows } = await tx.query<{ organisations: number[]; people: number[] }>({
      ...subtreeOf,
      values: [organisationIds],
    });
    await refreshOrganisations(tx, rows[0]!.organisations);
    await refreshEntriesOfPeople(tx, rows[0]!.people);
    return;
  }
  const relabelled = await refreshOrganisations(tx, organisationIds);
  if (relabelled.length === 0) return;
  const { rows } = await tx.query<{ organisations: number[]; people: number[] }>({
    ...entriesBelow,
    values: [relabelled],
  });
  await refreshOrganisations(tx, rows[0]!.organisations);
  await refreshEntriesOfPeople(tx, rows[0]!.people);
}

/** Answers those whose name, place or words are no longer what they were. */
async function refreshOrganisations(tx: Queryable, organisationIds: readonly number[]): Promise<number[]> {
  const relabelled: number[] = [];
  for (const ids of chunks(organisationIds)) {
    await tx.query({ ...lockOrganisations, values: [ids] });
    const before = await readLabels(tx, ids);
    await tx.query({ ...removeOrganisations, values: [ids] });
    await tx.query({ ...writeOrganisations, values: [ids] });
    const after = await readLabels(tx, ids);
    for (const [id, label] of before) if (after.get(id) !== label) relabelled.push(id);
  }
  return relabelled;
}

async function readLabels(tx: Queryable, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await tx.query<{ id: number; label: string }>({ ...labelsOf, values: [ids] });
  return new Map(rows.map(({ id, label }) => [id, label]));
}

function* chunks(ids: readonly number[]): Generator<number[]> {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (let at = 0; at < sorted.length; at += atOnce) yield sorted.slice(at, at + atOnce);
}

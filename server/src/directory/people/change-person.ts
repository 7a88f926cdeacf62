import type { Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText } from '../check.ts';
import { requireDay, sqlInForceOn, sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfPeople } from '../lookup/refresh-entries.ts';
import { requireRevision } from '../organisations/queries.ts';
import { personCodeIsFree } from './create-person.ts';
import { checkPerson, type PersonFields } from './fields.ts';

export interface LockedPerson extends PersonFields {
  personId: number;
  province: string;
  leftOn: string | null;
  revision: number;
}

/** @throws DirectoryError `directory.no-person`, `directory.changed-meanwhile`. */
export async function lockPerson(tx: Transaction, personId: number, revision?: number): Promise<LockedPerson> {
  const { rows } = await tx.query<LockedPerson>({
    name: 'person-lock',
    text: `select person_id as "personId", province_id as province, name, born, phone, mobile, code,
             official_kind as "officialKind", note, left_on as "leftOn", revision
           from person where person_id = $1 for no key update`,
    values: [personId],
  });
  if (!rows[0]) throw new DirectoryError('directory.no-person', String(personId));
  requireRevision(rows[0].revision, revision);
  return rows[0];
}

export interface PersonChange {
  personId: number;
  revision?: number | undefined;
  /** The name only to correct how it was written; a new name has a day: `renamePerson`. */
  fields: { [K in keyof PersonFields]?: PersonFields[K] | null | undefined };
}

/** Corrects a person's data. @throws DirectoryError `directory.no-person`, `directory.changed-meanwhile`, `directory.invalid`, `directory.person-code-taken`. */
export async function changePerson(
  tx: Transaction,
  { personId, revision, fields }: PersonChange,
  by: Actor,
): Promise<number> {
  const before = await lockPerson(tx, personId, revision);
  const after = { ...before, ...checkPerson(fields) };
  const names = ['name', 'born', 'phone', 'mobile', 'code', 'officialKind', 'note'] as const;
  const changed = names.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return before.revision;
  await personCodeIsFree(() =>
    tx.query({
      name: 'person-change',
      text: `update person set name = $2, born = $3, phone = $4, mobile = $5, code = $6, official_kind = $7, note = $8,
               revision = revision + 1 where person_id = $1`,
      values: [personId, ...names.map((name) => after[name])],
    }),
  );
  if (changed.includes('name')) {
    await tx.query({
      name: 'person-correct-name',
      text: `update person_version v set name = $2 where person_id = $1 and ${sqlInForceOn('v', sqlToday)}`,
      values: [personId, after.name],
    });
  }
  const only = (one: LockedPerson) => Object.fromEntries(changed.map((name) => [name, one[name]]));
  await writeAudit(tx, by, { kind: 'person.changed', personId, before: only(before), after: only(after) });
  await refreshEntriesOfPeople(tx, [personId]);
  return before.revision + 1;
}

export interface PersonRename {
  personId: number;
  revision?: number | undefined;
  name: string;
  /** The day from which the new name holds, also in the past or the future. */
  from: string;
  decision?: string | null | undefined;
}

/** A new name from a day on; the earlier one stays in the history. @throws DirectoryError as `changePerson`. */
export async function renamePerson(tx: Transaction, input: PersonRename, by: Actor): Promise<number> {
  const from = requireDay(input.from, 'from');
  const decision = optionalText(input.decision, 'decision', 300);
  const { personId } = input;
  const before = await lockPerson(tx, personId, input.revision);
  const { name } = checkPerson({ name: input.name });
  await ensureFirstName(tx, before, from);
  const { rows } = await tx.query<{ valid_from: string; valid_until: string | null; name: string }>(
    `select valid_from, valid_until, name from person_version v where person_id = $1 and ${sqlInForceOn('v', '$2::date')}`,
    [personId, from],
  );
  const old = rows[0]!;
  if (old.name === name) return before.revision;
  if (old.valid_from === from) {
    await tx.query('update person_version set name = $3, decision = $4 where person_id = $1 and valid_from = $2', [
      ...[personId, from, name, decision],
    ]);
  } else {
    await tx.query('update person_version set valid_until = $3 where person_id = $1 and valid_from = $2', [
      ...[personId, old.valid_from, from],
    ]);
    await tx.query(
      'insert into person_version (person_id, valid_from, valid_until, name, decision) values ($1, $2, $3, $4, $5)',
      [personId, from, old.valid_until, name, decision],
    );
  }
  await tx.query(`${bringNamesToday('p.person_id = $1')}`, [personId]);
  await tx.query('update person set revision = revision + 1 where person_id = $1', [personId]);
  await writeAudit(tx, by, {
    kind: 'person.renamed',
    personId,
    before: { name: old.name },
    after: { name },
    data: { from, ...(decision ? { decision } : {}) },
  });
  await refreshEntriesOfPeople(tx, [personId]);
  return before.revision + 1;
}

/** SQL that writes into the rows of `person` (`p`) the name they have today. */
export const bringNamesToday = (which: string) => `
  update person p set name = v.name from person_version v
  where v.person_id = p.person_id and ${sqlInForceOn('v', sqlToday)} and v.name <> p.name and ${which}`;

/** Names are only written down from the first change on: the one until then holds from before anything that is known. */
async function ensureFirstName(tx: Transaction, { personId, name }: LockedPerson, from: string): Promise<void> {
  await tx.query({
    name: 'person-first-name',
    text: `
      insert into person_version (person_id, valid_from, name)
      select $1, least($3::date - 1, p.created_at::date, p.born,
        (select min(valid_from) from appointment where person_id = $1)), $2
      from person p where p.person_id = $1 and not exists (select from person_version where person_id = $1)`,
    values: [personId, name, from],
  });
  // A day before all that is known: the earliest name held then as well.
  await tx.query({
    name: 'person-earlier-name',
    text: `
      update person_version set valid_from = $2::date - 1
      where person_id = $1 and valid_from = (select min(valid_from) from person_version where person_id = $1) and valid_from >= $2::date`,
    values: [personId, from],
  });
}

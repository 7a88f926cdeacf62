import { type Transaction, violatedConstraint } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfPeople } from '../lookup/refresh-entries.ts';
import { checkPerson, type OfficialKind } from './fields.ts';

export interface NewPerson {
  province: string;
  /** Family, middle and given name. */
  name: string;
  /** `YYYY-MM-DD`. */
  born?: string | null | undefined;
  phone?: string | null | undefined;
  mobile?: string | null | undefined;
  /** Of the personnel file; unique in the province. */
  code?: string | null | undefined;
  officialKind?: OfficialKind | null | undefined;
  note?: string | null | undefined;
}

/** @throws DirectoryError `directory.invalid`, `directory.person-code-taken`. */
export async function createPerson(tx: Transaction, input: NewPerson, by: Actor): Promise<number> {
  const {
    name,
    born = null,
    phone = null,
    mobile = null,
    code = null,
    officialKind = null,
    note = null,
  } = checkPerson(input);
  const { rows } = await personCodeIsFree(() =>
    tx.query<{ person_id: number }>({
      name: 'person-insert',
      text: `insert into person (province_id, name, born, phone, mobile, code, official_kind, note)
             values ($1, $2, $3, $4, $5, $6, $7, $8) returning person_id`,
      values: [input.province, name, born, phone, mobile, code, officialKind, note],
    }),
  );
  const personId = rows[0]!.person_id;
  const given = { phone, mobile, code, officialKind };
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  await writeAudit(tx, by, { kind: 'person.created', personId, after: { name, ...told } });
  await refreshEntriesOfPeople(tx, [personId]);
  return personId;
}

/** @throws DirectoryError `directory.person-code-taken`, instead of the database's own error. */
export async function personCodeIsFree<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (violatedConstraint(error) !== 'person_code') throw error;
    throw new DirectoryError('directory.person-code-taken', '', { field: 'code' });
  }
}

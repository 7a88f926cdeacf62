import type { Transaction } from '../platform/index.ts';
import { type Actor, writeAudit } from './audit.ts';
import { requireText } from './check.ts';

export interface NewPerson {
  province: string;
  /** Family, middle and given name. */
  name: string;
  /** `YYYY-MM-DD`. */
  born?: string | undefined;
  phone?: string | undefined;
}

/** @throws DirectoryError `directory.invalid`. */
export async function createPerson(tx: Transaction, input: NewPerson, by: Actor): Promise<number> {
  const name = requireText(input.name, 'name', 200);
  const { rows } = await tx.query<{ person_id: number }>(
    'insert into person (province_id, name, born, phone) values ($1, $2, $3, $4) returning person_id',
    [input.province, name, input.born ?? null, input.phone ?? null],
  );
  const personId = rows[0]!.person_id;
  await writeAudit(tx, by, { kind: 'person.created', data: { personId, name } });
  return personId;
}

import type { Transaction } from '../platform/index.ts';
import { type Actor, writeAudit } from './audit.ts';
import { requireText } from './check.ts';
import { sqlToday } from './dates.ts';
import { DirectoryError } from './errors.ts';

export interface NewOrganisation {
  province: string;
  /** A kind of the profile's naming forms: `department`, `district`, `commune`, `office` … */
  kind: string;
  name: string;
  shortName?: string | undefined;
  code?: string | undefined;
  phone?: string | undefined;
  address?: string | undefined;
  parentId?: number | undefined;
  /** `YYYY-MM-DD`; today when left out. */
  from?: string | undefined;
}

/** @throws DirectoryError `directory.invalid`, `directory.no-organisation` (the parent). */
export async function createOrganisation(tx: Transaction, input: NewOrganisation, by: Actor): Promise<number> {
  const name = requireText(input.name, 'name', 300);
  if (input.parentId !== undefined) {
    const parent = await tx.query('select 1 from organisation where organisation_id = $1 and province_id = $2', [
      input.parentId,
      input.province,
    ]);
    if (!parent.rows[0]) throw new DirectoryError('directory.no-organisation', String(input.parentId));
  }
  const { rows } = await tx.query<{ organisation_id: number }>(
    `insert into organisation (province_id, parent_id, kind, name, short_name, code, phone, address, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::date, ${sqlToday})) returning organisation_id`,
    [
      input.province,
      input.parentId ?? null,
      input.kind,
      name,
      input.shortName ?? null,
      input.code ?? null,
      input.phone ?? null,
      input.address ?? null,
      input.from ?? null,
    ],
  );
  const organisationId = rows[0]!.organisation_id;
  await writeAudit(tx, by, { kind: 'organisation.created', data: { organisationId, name, kind: input.kind } });
  return organisationId;
}

import type { Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText, requireText } from '../check.ts';
import { requireDay, sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfOrganisations } from '../lookup/refresh-entries.ts';
import { checkFields } from './fields.ts';
import { codeHolder, codesAreFree } from './queries.ts';

export interface NewOrganisation {
  province: string;
  /** An id of the rule `organisation-kinds`: `department`, `district`, `commune`, `office` … */
  kind: string;
  name: string;
  shortName?: string | null | undefined;
  code?: string | null | undefined;
  legacyCode?: string | null | undefined;
  phone?: string | null | undefined;
  fax?: string | null | undefined;
  website?: string | null | undefined;
  address?: string | null | undefined;
  parentId?: number | null | undefined;
  /** Among its siblings; those of the same number stand by name. */
  sortOrder?: number | undefined;
  /** `YYYY-MM-DD`, inclusive, also in the past or the future; today when left out. */
  from?: string | undefined;
  /** Exclusive. */
  until?: string | undefined;
  /** The document behind it. */
  decision?: string | null | undefined;
}

/**
 * Founds an organisation.
 * @throws DirectoryError `directory.invalid`, `directory.no-organisation` (the superior), `directory.code-invalid`,
 * `directory.code-taken`.
 */
export async function createOrganisation(tx: Transaction, input: NewOrganisation, by: Actor): Promise<number> {
  const { province, parentId = null, from, until } = input;
  const { parentId: _, ...fields } = checkFields(input);
  const name = requireText(input.name, 'name', 300);
  if (from !== undefined) requireDay(from, 'from');
  if (until !== undefined) requireDay(until, 'until');
  if (parentId !== null) {
    const parent = await tx.query({
      name: 'organisation-in-province',
      text: 'select 1 from organisation where organisation_id = $1 and province_id = $2',
      values: [parentId, province],
    });
    if (!parent.rows[0]) throw new DirectoryError('directory.no-organisation', String(parentId));
  }
  const {
    shortName = null,
    code = null,
    legacyCode = null,
    phone = null,
    fax = null,
    website = null,
    address = null,
  } = fields;
  const { rows } = await codesAreFree(() =>
    tx.query<{ organisation_id: number; valid_from: string }>({
      name: 'organisation-insert',
      text: `
        insert into organisation (province_id, parent_id, kind, name, short_name, code, legacy_code, phone, fax, website,
          address, sort_order, valid_from, valid_until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce($13::date, ${sqlToday}), $14)
        returning organisation_id, valid_from`,
      values: [
        ...[province, parentId, fields.kind, name, shortName, code, legacyCode, phone, fax, website, address],
        ...[input.sortOrder ?? 0, from ?? null, until ?? null],
      ],
    }),
  );
  const { organisation_id: organisationId, valid_from: founded } = rows[0]!;
  const holder = await codeHolder(tx, province, organisationId, { code, legacyCode }, founded);
  if (holder) throw new DirectoryError('directory.code-taken', `${holder.name} has it.`, holder);
  const decision = optionalText(input.decision, 'decision', 300);
  if (decision !== null) {
    await tx.query('update organisation_version set decision = $2 where organisation_id = $1', [
      organisationId,
      decision,
    ]);
  }
  const given = { shortName, code, legacyCode, phone, fax, website, address, parentId };
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  await writeAudit(tx, by, {
    kind: 'organisation.created',
    organisationId,
    after: { name, kind: fields.kind, ...told },
    data: { from: founded, ...(decision ? { decision } : {}) },
  });
  await refreshEntriesOfOrganisations(tx, [organisationId]);
  return organisationId;
}

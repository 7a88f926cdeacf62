import type { Transaction } from '../../../platform/index.ts';
import type { Actor } from '../../audit.ts';
import { changeOrganisation } from '../../organisations/change-organisation.ts';
import type { OrganisationState } from '../../organisations/versions.ts';
import type { OrganisationDraft } from '../check/drafts.ts';
import { batches } from './place-ids.ts';
import type { Plan } from './plan.ts';

export interface WriteContext {
  province: string;
  /** `YYYY-MM-DD`: where the list says nothing. */
  from: string;
  today: string;
  decision: string | null;
  by: Actor;
  tell(done: number): void;
}

/** Level by level: the database works out an organisation's path from that of what stands above it. */
export async function writeOrganisations(tx: Transaction, plan: Plan, context: WriteContext): Promise<void> {
  let done = 0;
  for (const level of levels(plan)) {
    for (const some of batches(level)) {
      await insertOrganisations(tx, some, plan, context);
      context.tell((done += some.length));
    }
  }
}

function levels({ newOrganisations }: Plan): OrganisationDraft[][] {
  const byRow = new Map(newOrganisations.map((draft) => [draft.row, draft]));
  const depths = new Map<OrganisationDraft, number>();
  const depthOf = (draft: OrganisationDraft): number => {
    const known = depths.get(draft);
    if (known !== undefined) return known;
    const above = draft.parent && 'row' in draft.parent ? byRow.get(draft.parent.row) : undefined;
    const depth = above ? depthOf(above) + 1 : 0;
    depths.set(draft, depth);
    return depth;
  };
  const made: OrganisationDraft[][] = [];
  for (const draft of newOrganisations) (made[depthOf(draft)] ??= []).push(draft);
  return made;
}

async function insertOrganisations(
  tx: Transaction,
  drafts: readonly OrganisationDraft[],
  plan: Plan,
  { province, from, decision }: WriteContext,
): Promise<void> {
  const column = <T>(of: (draft: OrganisationDraft) => T) => drafts.map(of);
  const ids = column((draft) => plan.organisationId({ row: draft.row }));
  await tx.query({
    text: `
      insert into organisation (organisation_id, province_id, parent_id, kind, name, short_name, code, legacy_code, phone, fax,
        website, address, valid_from)
      overriding system value
      select id, $1, parent_id, kind, name, short_name, code, legacy_code, phone, fax, website, address, valid_from
      from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[], $12::text[], $13::date[])
        as new(id, parent_id, kind, name, short_name, code, legacy_code, phone, fax, website, address, valid_from)`,
    values: [
      province,
      ids,
      column(({ parent }) => parent && plan.organisationId(parent)),
      column(({ organisationKind }) => organisationKind),
      column(({ name }) => name),
      column(({ shortName }) => shortName),
      column(({ code }) => code),
      column(({ legacyCode }) => legacyCode),
      column(({ phone }) => phone),
      column(({ fax }) => fax),
      column(({ website }) => website),
      column(({ address }) => address),
      column((draft) => draft.from ?? from),
    ],
  });
  const decided = drafts.filter((draft) => draft.decision ?? decision);
  if (decided.length === 0) return;
  await tx.query({
    text: `update organisation_version v set decision = d.decision
           from unnest($1::bigint[], $2::text[]) as d(id, decision) where v.organisation_id = d.id`,
    values: [
      decided.map((draft) => plan.organisationId({ row: draft.row })),
      decided.map((draft) => draft.decision ?? decision),
    ],
  });
}

const updated = ['shortName', 'code', 'legacyCode', 'phone', 'fax', 'website', 'address'] as const;

/** Those there already: what the list says of them and the directory does not, or otherwise. Answers how they stood. */
export async function updateOrganisations(
  tx: Transaction,
  { changedOrganisations: drafts, organisationId }: Plan,
  { today, decision, by }: WriteContext,
): Promise<Map<number, Partial<OrganisationState>>> {
  const before = new Map<number, Partial<OrganisationState>>();
  for (const draft of drafts) {
    const id = organisationId({ row: draft.row });
    const { rows } = await tx.query<OrganisationState>({
      name: 'list-organisation-before',
      text: `select short_name as "shortName", code, legacy_code as "legacyCode", phone, fax, website, address
             from organisation where organisation_id = $1 for no key update`,
      values: [id],
    });
    const stood = rows[0]!;
    const changed = updated.filter((field) => draft[field] !== null && draft[field] !== stood[field]);
    if (changed.length === 0) continue;
    const pick = (from: Pick<OrganisationState, (typeof updated)[number]>) =>
      Object.fromEntries(changed.map((field) => [field, from[field]])) as Partial<OrganisationState>;
    await changeOrganisation(
      tx,
      { organisationId: id, from: today, fields: pick(draft), decision: draft.decision ?? decision },
      by,
    );
    before.set(draft.row, pick(stood));
  }
  return before;
}

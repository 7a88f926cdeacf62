import type { Transaction } from '../../../platform/index.ts';
import { type AuditEvent, writeAudits } from '../../audit.ts';
import type { OrganisationDraft, PersonDraft } from '../check/drafts.ts';
import { batches } from './place-ids.ts';
import type { Plan } from './plan.ts';
import type { WriteContext } from './write-organisations.ts';
import type { PersonBefore } from './write-people.ts';

/** An event for everyone and everything the list made or changed, as if each had been done by hand, with the list named. */
export async function writeTrail(
  tx: Transaction,
  importId: number,
  plan: Plan,
  context: WriteContext,
  peopleBefore: ReadonlyMap<number, PersonBefore>,
): Promise<void> {
  const { province, by } = context;
  const list = (draft: { line: number }) => ({ list: importId, line: draft.line });
  const mailboxOf = (draft: OrganisationDraft | PersonDraft): AuditEvent[] => {
    if (!draft.mailbox) return [];
    const { address, cite, tried, byHand } = draft.mailbox;
    const personId = draft.kind === 'people' ? plan.personId(draft) : null;
    const organisationId =
      draft.kind === 'organisations'
        ? plan.organisationId({ row: draft.row })
        : draft.organisation && plan.organisationId(draft.organisation);
    const data = { address, cite, tried: tried.map(({ local }) => local), byHand, ...list(draft) };
    return [
      {
        kind: 'account.created',
        province,
        accountId: plan.accountId(draft),
        personId,
        organisationId,
        after: { address },
        data,
      },
    ];
  };
  const events = function* (): Generator<AuditEvent> {
    for (const draft of plan.newOrganisations) {
      const { name, organisationKind: kind, shortName, code, legacyCode, phone, fax, website, address, parent } = draft;
      const given = {
        shortName,
        code,
        legacyCode,
        phone,
        fax,
        website,
        address,
        parentId: parent && plan.organisationId(parent),
      };
      const organisationId = plan.organisationId({ row: draft.row });
      const decision = draft.decision ?? context.decision;
      const data = { from: draft.from ?? context.from, ...(decision ? { decision } : {}), ...list(draft) };
      yield { kind: 'organisation.created', province, organisationId, after: { name, kind, ...present(given) }, data };
    }
    for (const draft of plan.newPeople) {
      const { name, phone, mobile, code, officialKind, position, head } = draft;
      const organisationId = draft.organisation && plan.organisationId(draft.organisation);
      const given = { phone, mobile, code, officialKind, position, isHead: head || null };
      yield {
        kind: 'person.created',
        province,
        personId: plan.personId(draft),
        organisationId,
        after: { name, ...present(given) },
        data: list(draft),
      };
    }
    for (const draft of plan.changedPeople) {
      const stood = peopleBefore.get(draft.row);
      if (!stood) continue;
      const { phone, mobile, code, officialKind, note, position } = draft;
      const { born: _, official_kind: kind = null, ...fields } = stood.fields;
      const appointed = stood.appointments.length > 0 ? { position } : {};
      const after = { ...present({ phone, mobile, code, officialKind, note }), ...appointed };
      yield {
        kind: 'person.changed',
        province,
        personId: plan.personId(draft),
        before: { ...fields, officialKind: kind },
        after,
        data: list(draft),
      };
    }
    for (const draft of plan.mailboxes) yield* mailboxOf(draft);
  };
  for (const some of batches([...events()])) await writeAudits(tx, by, some);
}

const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

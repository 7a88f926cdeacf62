import type { Transaction } from '../../../platform/index.ts';
import { sqlInForce, sqlToday } from '../../dates.ts';
import type { Draft } from '../check/drafts.ts';
import { contactKind } from '../values/email.ts';
import { batches } from './place-ids.ts';
import type { Plan } from './plan.ts';

/** Addresses outside the province's system (BD 2.5), but for those known already. Answers what was made, by row. */
export async function writeContacts(tx: Transaction, plan: Plan): Promise<Map<number, number[]>> {
  const drafts: Draft[] = [
    ...plan.newOrganisations,
    ...plan.changedOrganisations,
    ...plan.newPeople,
    ...plan.changedPeople,
  ];
  const contacts = drafts.flatMap((draft) => draft.contacts.map((address) => ({ draft, address })));
  const made = new Map<number, number[]>();
  for (const some of batches(contacts)) {
    const people = some.map(({ draft }) => (draft.kind === 'people' ? plan.personId(draft) : null));
    const organisations = some.map(({ draft }) =>
      draft.kind === 'organisations' ? plan.organisationId({ row: draft.row }) : null,
    );
    const { rows } = await tx.query<{ row: number; contact_id: number }>({
      text: `
        with given as (
          select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
            as g(row, person_id, organisation_id, address, kind)
        ), new as (
          insert into contact_address (person_id, organisation_id, address, kind, valid_from)
          select person_id, organisation_id, address, kind, ${sqlToday} from given g
          where not exists (select from contact_address c where c.address = g.address and ${sqlInForce('c')}
            and (c.person_id = g.person_id or c.organisation_id = g.organisation_id))
          returning contact_id, person_id, organisation_id, address
        )
        select g.row, n.contact_id from new n join given g
          on g.address = n.address and g.person_id is not distinct from n.person_id and g.organisation_id is not distinct from n.organisation_id`,
      values: [
        some.map(({ draft }) => draft.row),
        people,
        organisations,
        some.map(({ address }) => address),
        some.map(({ address }) => contactKind(address)),
      ],
    });
    for (const { row, contact_id: id } of rows) made.set(row, [...(made.get(row) ?? []), Number(id)]);
  }
  return made;
}

import type { Transaction } from '../../../platform/index.ts';
import { standardMailboxes } from '../../create-account.ts';
import { DirectoryError } from '../../errors.ts';
import { lockDomain } from '../../mailboxes/domains.ts';
import { takeAddresses as giveAddresses } from '../../mailboxes/take-addresses.ts';
import type { Draft } from '../check/drafts.ts';
import { ListError } from '../errors.ts';
import { batches } from './place-ids.ts';
import type { Plan } from './plan.ts';
import type { WriteContext } from './write-organisations.ts';

/**
 * Accounts with their standard mailboxes. Their addresses come apart (`takeAddresses`), as late as can be: whoever else wants
 * one of them waits from then until the import is committed, and nobody else does.
 */
export async function writeMailboxes(tx: Transaction, plan: Plan, context: WriteContext): Promise<void> {
  let done = 0;
  for (const some of batches(plan.mailboxes)) {
    const ids = some.map(plan.accountId);
    await tx.query({
      text: `
        insert into account (account_id, province_id, kind, person_id, organisation_id, name)
        overriding system value
        select id, $1, case when person_id is null then 'organisation' else 'personal' end, person_id, organisation_id, name
        from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[]) as new(id, person_id, organisation_id, name)`,
      values: [
        context.province,
        ids,
        some.map((draft) => (draft.kind === 'people' ? plan.personId(draft) : null)),
        some.map((draft) => (draft.kind === 'organisations' ? plan.organisationId({ row: draft.row }) : null)),
        some.map(({ name }) => name),
      ],
    });
    await tx.query({
      text: `insert into mailbox (account_id, name, role, sort_order)
             select account_id, name, role, sort_order
             from unnest($1::bigint[]) as account(account_id),
               unnest($2::text[], $3::text[]) with ordinality as m(name, role, sort_order)`,
      values: [ids, standardMailboxes.map((m) => m.name), standardMailboxes.map((m) => m.role)],
    });
    await insertGrants(tx, some, plan, context);
    context.tell((done += some.length));
  }
}

/** On what ground those got a mailbox who have none of right. */
async function insertGrants(
  tx: Transaction,
  drafts: readonly Draft[],
  plan: Plan,
  { by, decision }: WriteContext,
): Promise<void> {
  const granted = drafts.filter(({ grant }) => grant !== null);
  if (granted.length === 0) return;
  await tx.query({
    text: `insert into account_grant (account_id, basis, cite, document, granted_by)
           select id, basis, cite, $4, $5::bigint from unnest($1::bigint[], $2::text[], $3::text[]) as new(id, basis, cite)`,
    values: [
      granted.map(plan.accountId),
      granted.map(({ grant }) => grant!.basis),
      granted.map(({ grant }) => grant!.cite),
      decision,
      by.kind === 'person' ? by.personId : null,
    ],
  });
}

/** The addresses of the dry run, all or none. @throws ListError `list.changed` when another has one of them by now. */
export async function takeAddresses(tx: Transaction, plan: Plan, domain: string | null): Promise<void> {
  if (plan.mailboxes.length === 0) return;
  const locked = await lockDomain(tx, domain ?? '').catch((error) => {
    throw error instanceof DirectoryError ? new ListError('list.no-domain', domain ?? '') : error;
  });
  for (const some of batches(plan.mailboxes)) {
    const wanted = some.map((draft) => ({
      address: draft.mailbox!.address,
      accountId: plan.accountId(draft),
      personId: draft.kind === 'people' ? plan.personId(draft) : null,
      organisationId: draft.kind === 'organisations' ? plan.organisationId({ row: draft.row }) : null,
    }));
    const refused = await giveAddresses(tx, locked, wanted);
    if (refused) throw new ListError('list.changed', `${refused.address} is ${refused.inUse.reason} meanwhile.`);
  }
}

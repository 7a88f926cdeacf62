/** What an import writes: the drafts of its check, with the ids that everything new will have. */
import type { Queryable } from '../../../platform/index.ts';
import type { CheckResult } from '../check/check-list.ts';
import { type Draft, isFaulty, type OrganisationDraft, type PersonDraft, type Ref } from '../check/drafts.ts';
import { ListError } from '../errors.ts';
import { placeIds } from './place-ids.ts';

export interface Plan {
  newOrganisations: OrganisationDraft[];
  changedOrganisations: OrganisationDraft[];
  newPeople: PersonDraft[];
  changedPeople: PersonDraft[];
  /** Everything with a mailbox to be made. */
  mailboxes: Draft[];
  /** Of the organisation a reference comes to. */
  organisationId(ref: Ref): number;
  /** Of the person a row makes or brings up to date. */
  personId(draft: PersonDraft): number;
  accountId(draft: Draft): number;
}

/** @throws ListError `list.has-faults`, `list.nothing-to-do`. */
export async function planImport(db: Queryable, { rows }: CheckResult): Promise<Plan> {
  const drafts = rows.flatMap(({ draft }) => (draft ? [draft] : []));
  if (drafts.some((draft) => draft.outcome === 'fault' || (draft.outcome !== 'skip' && isFaulty(draft))))
    throw new ListError('list.has-faults');
  const done = drafts.filter(({ outcome }) => outcome === 'add' || outcome === 'update');
  if (done.length === 0) throw new ListError('list.nothing-to-do');
  const byRow = new Map(drafts.map((draft) => [draft.row, draft]));
  const organisations = done.filter((draft) => draft.kind === 'organisations');
  const people = done.filter((draft) => draft.kind === 'people');
  const added = <D extends Draft>(all: D[]) => all.filter(({ outcome }) => outcome === 'add');
  const [newOrganisations, newPeople] = [added(organisations), added(people)];
  const mailboxes = done.filter(({ mailbox }) => mailbox !== null);
  const ids = new Map<number, number>();
  const give = async (table: 'organisation' | 'person', all: readonly Draft[]) => {
    const made = await placeIds(db, table, all.length);
    for (const [i, draft] of all.entries()) ids.set(draft.row, made[i]!);
  };
  await give('organisation', newOrganisations);
  await give('person', newPeople);
  const accounts = new Map<number, number>();
  const made = await placeIds(db, 'account', mailboxes.length);
  for (const [i, draft] of mailboxes.entries()) accounts.set(draft.row, made[i]!);

  /** Along the rows that stand for others, to what is there or is made. */
  const idOf = (ref: Ref): number => {
    for (let at: Ref = ref, steps = 0; steps < 100; steps++) {
      if ('id' in at) return at.id;
      const draft = byRow.get(at.row);
      const own = ids.get(at.row);
      if (own !== undefined) return own;
      if (!draft?.target) break;
      at = draft.target;
    }
    throw new Error('A row of the list stands for nothing.');
  };
  return {
    newOrganisations,
    changedOrganisations: organisations.filter(({ outcome }) => outcome === 'update'),
    newPeople,
    changedPeople: people.filter(({ outcome }) => outcome === 'update'),
    mailboxes,
    organisationId: idOf,
    personId: (draft) => idOf({ row: draft.row }),
    accountId: (draft) => accounts.get(draft.row)!,
  };
}

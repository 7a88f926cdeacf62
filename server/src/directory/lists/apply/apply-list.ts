/**
 * An import: all of a list, or nothing. It is checked once more inside the transaction that writes it, so that what is written is
 * what was shown, on the directory as it stands; a difference ends it.
 */
import { type Pools, type Transaction, violatedConstraint } from '../../../platform/index.ts';
import { type Regulation, today } from '../../../regulation/index.ts';
import { type Actor, writeAudit } from '../../audit.ts';
import { refreshEntriesOfOrganisations, refreshEntriesOfPeople } from '../../lookup/refresh-entries.ts';
import { type CheckResult, checkList, type ListExtent, type TellProgress } from '../check/check-list.ts';
import type { Draft } from '../check/drafts.ts';
import { ListError } from '../errors.ts';
import type { Book } from '../read/book.ts';
import type { StoredImport } from '../store/imports.ts';
import { type RowResult, saveResults } from '../store/rows.ts';
import { type Plan, planImport } from './plan.ts';
import { writeContacts } from './write-contacts.ts';
import { takeAddresses, writeMailboxes } from './write-mailboxes.ts';
import { updateOrganisations, type WriteContext, writeOrganisations } from './write-organisations.ts';
import { updatePeople, writePeople } from './write-people.ts';
import { writeTrail } from './write-trail.ts';

export interface ListToApply {
  list: StoredImport;
  book: Book;
  extent: ListExtent;
  by: Actor;
  /** Of the result that whoever imports has seen. */
  digest: string;
}

/** @throws ListError `list.changed`, `list.has-faults`, `list.nothing-to-do`, and those of `checkList`. */
export async function applyList(
  pools: Pools,
  regulation: Regulation,
  input: ListToApply,
  tell: TellProgress,
): Promise<void> {
  try {
    await pools.transaction((tx) => apply(tx, regulation, input, tell), { attempts: 1 });
  } catch (error) {
    // Somebody was quicker with a code or an address.
    if (violatedConstraint(error) !== null) throw new ListError('list.changed', (error as Error).message);
    throw error;
  }
}

async function apply(tx: Transaction, regulation: Regulation, input: ListToApply, tell: TellProgress): Promise<void> {
  const { list, book, extent, by, digest } = input;
  const { importId, province, options, sheets } = list;
  const toCheck = { province: { id: province, name: list.provinceName }, sheets, options, extent };
  const result = await checkList(tx, regulation, book, toCheck, tell, { keepTexts: false });
  if (result.digest !== digest) throw new ListError('list.changed');
  const plan = await planImport(tx, result);
  const day = today().toString();
  const domain = await domainOf(tx, list);
  const context = (phase: Parameters<TellProgress>[0]['phase'], of: number): WriteContext => ({
    province,
    from: options.from ?? day,
    today: day,
    decision: options.decision,
    by,
    tell: (done) => tell({ phase, done, of }),
  });
  const { newOrganisations, newPeople, mailboxes } = plan;
  await writeOrganisations(tx, plan, context('organisations', newOrganisations.length));
  const organisationsBefore = await updateOrganisations(tx, plan, context('organisations', 0));
  await writePeople(tx, plan, context('people', newPeople.length));
  const peopleBefore = await updatePeople(tx, plan, context('people', newPeople.length));
  const contacts = await writeContacts(tx, plan);
  await writeMailboxes(tx, plan, context('mailboxes', mailboxes.length));
  // What follows joins the new rows, of which the planner knows nothing yet.
  if (newPeople.length + newOrganisations.length > 500)
    await tx.query('analyze organisation, person, appointment, account');
  await takeAddresses(tx, plan, domain);
  await refresh(tx, plan, tell);
  tell({ phase: 'finishing', done: 0, of: 0 });
  await writeTrail(tx, importId, plan, context('finishing', 0), peopleBefore);
  await saveResults(tx, importId, resultsOf(plan, { organisationsBefore, peopleBefore, contacts }));
  await finish(tx, list, plan, result, by);
}

async function domainOf(tx: Transaction, { options, province }: StoredImport): Promise<string | null> {
  if (options.domain !== null) return options.domain;
  const { rows } = await tx.query<{ name: string }>(
    'select name from domain where province_id = $1 order by domain_id limit 1',
    [province],
  );
  return rows[0]?.name ?? null;
}

async function refresh(tx: Transaction, plan: Plan, tell: TellProgress): Promise<void> {
  const organisations = [...plan.newOrganisations, ...plan.changedOrganisations].map(({ row }) =>
    plan.organisationId({ row }),
  );
  const people = [...new Set([...plan.newPeople, ...plan.changedPeople].map(plan.personId))];
  const of = organisations.length + people.length;
  tell({ phase: 'entries', done: 0, of });
  await refreshEntriesOfOrganisations(tx, organisations);
  for (let at = 0; at < people.length; at += 5000) {
    tell({ phase: 'entries', done: organisations.length + at, of });
    await refreshEntriesOfPeople(tx, people.slice(at, at + 5000));
  }
}

/** What came of each row, and how that stood before. */
function resultsOf(
  plan: Plan,
  {
    organisationsBefore,
    peopleBefore,
    contacts,
  }: Record<'organisationsBefore' | 'peopleBefore' | 'contacts', ReadonlyMap<number, unknown>>,
): RowResult[] {
  const of = (draft: Draft): RowResult => {
    const { row } = draft;
    const accountId = draft.mailbox ? plan.accountId(draft) : null;
    const made = contacts.get(row);
    if (draft.kind === 'organisations') {
      const fields = organisationsBefore.get(row);
      const before = fields || made ? { ...(fields ? { fields } : {}), ...(made ? { contacts: made } : {}) } : null;
      return { row, organisationId: plan.organisationId({ row }), personId: null, accountId, before };
    }
    const stood = peopleBefore.get(row) as object | undefined;
    const before = stood || made ? { ...stood, ...(made ? { contacts: made } : {}) } : null;
    return { row, organisationId: null, personId: plan.personId(draft), accountId, before };
  };
  return [...plan.newOrganisations, ...plan.changedOrganisations, ...plan.newPeople, ...plan.changedPeople].map(of);
}

async function finish(
  tx: Transaction,
  list: StoredImport,
  plan: Plan,
  { summary }: CheckResult,
  by: Actor,
): Promise<void> {
  const { importId, province, fileName, fileHash } = list;
  const data = {
    list: importId,
    fileName,
    fileHash,
    organisations: plan.newOrganisations.length,
    people: plan.newPeople.length,
    mailboxes: plan.mailboxes.length,
    updated: plan.changedOrganisations.length + plan.changedPeople.length,
  };
  await writeAudit(tx, by, { kind: 'list.applied', province, data });
  const { rowCount } = await tx.query({
    text: `update list_import set state = 'applied', applied_at = now(), applied_by = $2, summary = $3, progress = null,
             heartbeat = null, failure = null,
             applied_event = (select max(event_id) from audit_event where kind = 'list.applied' and data->>'list' = $4)
           where import_id = $1 and state = 'applying'`,
    values: [importId, by.kind === 'person' ? by.personId : null, JSON.stringify(summary), String(importId)],
  });
  // Taken for dead, or cancelled in the last moment.
  if (rowCount !== 1) throw new ListError('list.cancelled');
}

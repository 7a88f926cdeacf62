import type { Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { type Actor, type AuditEvent, writeAudits } from './audit.ts';
import { normaliseAddress, optionalText } from './check.ts';
import { DirectoryError } from './errors.ts';
import { refreshEntries } from './lookup/refresh-entries.ts';
import { AddressBook } from './mailboxes/address-book.ts';
import { requireFree } from './mailboxes/by-hand.ts';
import { type Domain, lockDomains, splitAddress } from './mailboxes/domains.ts';
import { type Entitlement, entitlementOf, requireEntitlement } from './mailboxes/entitlement.ts';
import { Namer } from './mailboxes/namer.ts';
import { type AccountOwner, loadOwners, type Owner } from './mailboxes/owners.ts';
import { takeAddresses } from './mailboxes/take-addresses.ts';
import type { Proposal } from './naming/ladder.ts';

export type { AccountOwner } from './mailboxes/owners.ts';

export interface NewAccount {
  owner: AccountOwner;
  /** The domain whose ladder names the mailbox, or the whole address chosen by hand. */
  name: { domain: string } | { address: string; reason?: string | undefined };
  /** Null or left out: the regulation's. */
  quotaBytes?: number | null | undefined;
  /** The written request or commitment of those who have no mailbox of right (BD 2.3): number, date. */
  document?: string | null | undefined;
}

export interface CreatedAccount {
  accountId: number;
  address: string;
  /** How the address was found; undefined for one chosen by hand. */
  proposal: Proposal | undefined;
}

/** The mailboxes every account begins with. Names a person sees; the inbox's is fixed (RFC 9051 §5.1). */
export const standardMailboxes = [
  { role: 'inbox', name: 'INBOX' },
  { role: 'drafts', name: 'Thư nháp' },
  { role: 'sent', name: 'Đã gửi' },
  { role: 'archive', name: 'Lưu trữ' },
  { role: 'junk', name: 'Thư rác' },
  { role: 'trash', name: 'Thùng rác' },
] as const;

/**
 * Makes a mailbox: account, primary address, standard mailboxes. Two calls at once never give one address twice, nor an
 * address that is still kept for its last holder.
 * @throws DirectoryError `directory.no-person`, `directory.no-organisation`, `directory.no-domain`,
 * `directory.address-invalid`, `directory.address-taken`, `directory.address-retired`, `directory.address-reserved`,
 * `directory.has-mailbox`, `directory.no-name-left`, `directory.no-naming-form`, `directory.no-parent`; for a person who
 * makes it also `directory.not-entitled`, `directory.commitment-needed`.
 */
export async function createAccount(
  tx: Transaction,
  regulation: Regulation,
  input: NewAccount,
  by: Actor,
): Promise<CreatedAccount> {
  return (await createManyAccounts(tx, regulation, [input], by))[0]!;
}

/**
 * Makes many mailboxes at once, in this order: of namesakes the first gets the first step of the ladder. For lists: a
 * thousand or so to a call. Errors as of `createAccount`, with the `index` of the one at fault in their details.
 */
export async function createManyAccounts(
  tx: Transaction,
  regulation: Regulation,
  inputs: readonly NewAccount[],
  by: Actor,
): Promise<CreatedAccount[]> {
  if (inputs.length === 0) return [];
  const domains = await lockDomains(tx, inputs.map(domainOf));
  const owners = await loadOwners(
    tx,
    inputs.map(({ owner }) => owner),
  );
  const made: Made[] = [];
  const places = new Map<string, Place>();
  for (const domain of domains.values()) {
    const own = owners.filter((_, i) => domainOf(inputs[i]!) === domain.name);
    places.set(domain.name, await placeFor(tx, regulation, domain, own));
  }
  for (const [i, input] of inputs.entries()) {
    try {
      made.push(await nameOne(regulation, input, owners[i]!, places.get(domainOf(input))!, by));
    } catch (error) {
      throw inputs.length > 1 && error instanceof DirectoryError ? atIndex(error, i) : error;
    }
  }
  const ids = await insertAccounts(tx, made);
  await insertGrants(tx, made, ids, by);
  await writeAudits(
    tx,
    by,
    made.map((one, i) => creation(one, ids[i]!)),
  );
  await refreshEntries(tx, ids);
  return made.map(({ address, proposal }, i) => ({ accountId: ids[i]!, address, proposal }));
}

function atIndex(error: DirectoryError, index: number): DirectoryError {
  return new DirectoryError(error.code, error.particulars, { ...(error.details as object | undefined), index });
}

interface Place {
  domain: Domain;
  book: AddressBook;
  namer: Namer;
}

interface Made {
  domain: Domain;
  owner: Owner;
  address: string;
  proposal: Proposal | undefined;
  reason: string | null;
  quotaBytes: number | null;
  entitlement: Entitlement;
  document: string | null;
}

const domainOf = ({ name }: NewAccount) =>
  'domain' in name ? name.domain.toLowerCase() : splitAddress(normaliseAddress(name.address)).domain;

async function placeFor(tx: Transaction, regulation: Regulation, domain: Domain, owners: Owner[]): Promise<Place> {
  const book = new AddressBook(tx, domain.name);
  const namer = new Namer(tx, regulation, domain.province);
  await namer.prepare(owners, domain.name, book);
  return { domain, book, namer };
}

async function nameOne(
  regulation: Regulation,
  input: NewAccount,
  owner: Owner,
  { domain, book, namer }: Place,
  by: Actor,
): Promise<Made> {
  if (owner.province !== domain.province) {
    throw new DirectoryError('directory.no-domain', `${domain.name} is another province’s.`);
  }
  const document = optionalText(input.document, 'document', 300);
  const entitlement = entitlementOf(regulation, owner.province, owner.subject);
  requireEntitlement(entitlement, document, by);
  const { name, quotaBytes = null } = input;
  const proposal = 'domain' in name ? await namer.propose(owner, domain.name, book) : undefined;
  const local = proposal?.local ?? (await requireFree(regulation, owner, (name as { address: string }).address, book));
  // Each person has one mailbox (CB 7.3, QN 4.2a, TG 3.5).
  if (owner.accountId !== null) throw new DirectoryError('directory.has-mailbox', owner.name);
  if (owner.personId !== null) owner.accountId = -1;
  book.given(local);
  if (owner.organisationId !== null) namer.given(owner.organisationId, local);
  const reason = 'reason' in name ? optionalText(name.reason, 'reason', 500) : null;
  return { domain, owner, address: `${local}@${domain.name}`, proposal, reason, quotaBytes, entitlement, document };
}

async function insertAccounts(tx: Transaction, made: readonly Made[]): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'account-ids',
    text: `select nextval(pg_get_serial_sequence('account', 'account_id')) as id from generate_series(1, $1)`,
    values: [made.length],
  });
  const ids = rows.map((row) => Number(row.id));
  await tx.query({
    name: 'account-insert',
    text: `insert into account (account_id, province_id, kind, person_id, organisation_id, name, quota_bytes)
           overriding system value
           select id, province, case when person_id is null then 'organisation' else 'personal' end, person_id,
             organisation_id, name, quota
           from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[])
             as new(id, province, person_id, organisation_id, name, quota)`,
    values: [
      ids,
      made.map(({ owner }) => owner.province),
      made.map(({ owner }) => owner.personId),
      made.map(({ owner }) => owner.organisationId),
      made.map(({ owner }) => owner.name),
      made.map(({ quotaBytes }) => quotaBytes),
    ],
  });
  for (const domain of new Set(made.map((one) => one.domain))) {
    const wanted = made.flatMap(({ owner: { personId, organisationId }, ...one }, i) =>
      one.domain === domain ? [{ address: one.address, accountId: ids[i]!, personId, organisationId }] : [],
    );
    const refused = await takeAddresses(tx, domain, wanted);
    if (refused) throw new DirectoryError('directory.address-taken', refused.address);
  }
  await tx.query({
    name: 'account-mailboxes',
    text: `insert into mailbox (account_id, name, role, sort_order)
           select account_id, name, role, sort_order
           from unnest($1::bigint[]) with ordinality as account(account_id, n),
             unnest($2::text[], $3::text[]) with ordinality as m(name, role, sort_order)
           order by n, sort_order`,
    values: [ids, standardMailboxes.map((m) => m.name), standardMailboxes.map((m) => m.role)],
  });
  return ids;
}

/** Only of those that are not everybody's, or came with a document. */
async function insertGrants(tx: Transaction, made: readonly Made[], ids: readonly number[], by: Actor): Promise<void> {
  const granted = made.flatMap(({ entitlement: { basis, cite }, document }, i) =>
    basis !== 'not-entitled' && (basis !== 'of-right' || document !== null)
      ? [{ id: ids[i]!, basis, cite: cite?.ref ?? null, document }]
      : [],
  );
  if (granted.length === 0) return;
  await tx.query(
    `insert into account_grant (account_id, basis, cite, document, granted_by)
     select *, $5::bigint from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])`,
    [
      granted.map(({ id }) => id),
      granted.map(({ basis }) => basis),
      granted.map(({ cite }) => cite),
      granted.map(({ document }) => document),
      by.kind === 'person' ? by.personId : null,
    ],
  );
}

/** Of a long ladder only the beginning is told. */
const mostTold = 10;

function creation(
  { address, proposal, reason, entitlement, document, quotaBytes }: Made,
  accountId: number,
): AuditEvent {
  return {
    kind: 'account.created',
    accountId,
    after: { address, ...(quotaBytes === null ? {} : { quotaBytes }) },
    data: {
      address,
      cite: proposal?.cite ?? null,
      tried: proposal?.tried.slice(0, mostTold).map(({ local }) => local) ?? [],
      byHand: proposal === undefined,
      ...(reason === null ? {} : { reason }),
      ...(entitlement.basis === 'of-right' ? {} : { basis: entitlement.basis }),
      ...(document === null ? {} : { document }),
    },
  };
}

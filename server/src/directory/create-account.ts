import type { Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { type Actor, writeAudit } from './audit.ts';
import { normaliseAddress } from './check.ts';
import { DirectoryError } from './errors.ts';
import { refreshEntries } from './lookup/refresh-entries.ts';
import type { Occupied, Proposal } from './naming/ladder.ts';
import { proposeForOrganisation, proposeForPerson } from './naming/propose.ts';
import { isLocalPart } from './naming/refuse.ts';

export type AccountOwner = { personId: number } | { organisationId: number };

export interface NewAccount {
  owner: AccountOwner;
  /** The domain whose ladder names the mailbox, or the whole address chosen by hand. */
  name: { domain: string } | { address: string };
  /** Null or left out: the regulation's. */
  quotaBytes?: number | null | undefined;
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

interface Owner {
  province: string;
  name: string;
  personId: number | null;
  organisationId: number | null;
  propose(regulation: Regulation, occupied: Occupied): Promise<Proposal>;
}

/**
 * Makes a mailbox: account, primary address, standard mailboxes. Two calls at once never give one address twice: the
 * address table decides.
 * @throws DirectoryError `directory.no-person`, `directory.no-organisation`, `directory.no-domain`,
 * `directory.address-invalid`, `directory.address-taken`, `directory.no-name-left`, `directory.no-naming-form`.
 */
export async function createAccount(
  tx: Transaction,
  regulation: Regulation,
  input: NewAccount,
  by: Actor,
): Promise<CreatedAccount> {
  const domainName = 'domain' in input.name ? input.name.domain : (input.name.address.split('@')[1] ?? '');
  // Whoever names a mailbox of a domain waits here, so that no ladders are climbed in each other's way.
  const domain = await tx.query<{ domain_id: number; name: string; province_id: string }>(
    'select domain_id, name, province_id from domain where name = $1 for no key update',
    [domainName.toLowerCase()],
  );
  const { domain_id: domainId, name: domainText, province_id: province } = domain.rows[0] ?? {};
  if (domainId === undefined) throw new DirectoryError('directory.no-domain', domainName);
  const owner = await ownerOf(tx, input.owner);
  if (owner.province !== province)
    throw new DirectoryError('directory.no-domain', `${domainText} is another province’s.`);

  const { rows } = await tx.query<{ account_id: number }>({
    name: 'account-insert',
    text: `insert into account (province_id, kind, person_id, organisation_id, name, quota_bytes)
           values ($1, $2, $3, $4, $5, $6) returning account_id`,
    values: [
      province,
      owner.personId === null ? 'organisation' : 'personal',
      owner.personId,
      owner.organisationId,
      owner.name,
      input.quotaBytes ?? null,
    ],
  });
  const accountId = rows[0]!.account_id;
  const occupied: Occupied = async (locals) => {
    const { rows: found } = await tx.query<{ address: string }>({
      name: 'address-occupied',
      text: 'select address from address where address = any($1)',
      values: [locals.map((local) => `${local}@${domainText}`)],
    });
    return new Map(found.map((row) => [row.address.slice(0, row.address.lastIndexOf('@')), 'taken' as const]));
  };
  const take = async (local: string) => {
    const taken = await tx.query({
      name: 'address-take',
      text: `insert into address (address, domain_id, account_id, is_primary) values ($1, $2, $3, true)
             on conflict (address) do nothing`,
      values: [`${local}@${domainText}`, domainId, accountId],
    });
    return taken.rowCount === 1;
  };
  const { local, proposal } =
    'address' in input.name
      ? { local: await takeGiven(input.name.address, take), proposal: undefined }
      : await owner.propose(regulation, occupied).then((p) => ({ local: p.local, proposal: p }));
  if (proposal && !(await take(local))) throw new DirectoryError('directory.address-taken', local);
  const address = `${local}@${domainText}`;
  await insertMailboxes(tx, accountId);
  await writeAudit(tx, by, {
    kind: 'account.created',
    accountId,
    data: { address, cite: proposal?.cite ?? null, tried: proposal?.tried.map((t) => t.local) ?? [] },
  });
  await refreshEntries(tx, [accountId]);
  return { accountId, address, proposal };
}

async function takeGiven(address: string, take: (local: string) => Promise<boolean>): Promise<string> {
  const local = normaliseAddress(address).split('@')[0] ?? '';
  if (!isLocalPart(local)) throw new DirectoryError('directory.address-invalid', address);
  if (!(await take(local))) throw new DirectoryError('directory.address-taken', address);
  return local;
}

async function ownerOf(tx: Transaction, owner: AccountOwner): Promise<Owner> {
  if ('personId' in owner) {
    const { rows } = await tx.query<{ province_id: string; name: string; born: string | null }>({
      name: 'account-owner-person',
      text: 'select province_id, name, born from person where person_id = $1',
      values: [owner.personId],
    });
    const person = rows[0];
    if (!person) throw new DirectoryError('directory.no-person', String(owner.personId));
    const born = person.born === null ? undefined : Temporal.PlainDate.from(person.born);
    return {
      province: person.province_id,
      name: person.name,
      personId: owner.personId,
      organisationId: null,
      propose: (regulation, occupied) =>
        proposeForPerson(regulation, person.province_id, { name: person.name, born }, { occupied }),
    };
  }
  const { rows } = await tx.query<{
    province_id: string;
    name: string;
    kind: string;
    parent_kind: string;
    parent_name: string;
    parent_local: string | null;
  }>({
    name: 'account-owner-organisation',
    text: `select o.province_id, o.name, o.kind, p.kind as parent_kind, p.name as parent_name, (
             select split_part(ad.address, '@', 1) from account a join address ad on ad.account_id = a.account_id and ad.is_primary
             where a.organisation_id = o.parent_id order by a.account_id limit 1) as parent_local
           from organisation o left join organisation p on p.organisation_id = o.parent_id where o.organisation_id = $1`,
    values: [owner.organisationId],
  });
  const organisation = rows[0];
  if (!organisation) throw new DirectoryError('directory.no-organisation', String(owner.organisationId));
  const { name, kind, parent_kind: parentKind, parent_name: parentName, parent_local: local } = organisation;
  const above = local === null ? [] : [{ kind: parentKind, name: parentName, local }];
  return {
    province: organisation.province_id,
    name,
    personId: null,
    organisationId: owner.organisationId,
    propose: (regulation, occupied) =>
      proposeForOrganisation(regulation, organisation.province_id, { name, kind, above }, { occupied }),
  };
}

async function insertMailboxes(tx: Transaction, accountId: number): Promise<void> {
  await tx.query({
    name: 'account-mailboxes',
    text: `insert into mailbox (account_id, name, role, sort_order)
           select $1, name, role, sort_order from unnest($2::text[], $3::text[]) with ordinality as m(name, role, sort_order)`,
    values: [accountId, standardMailboxes.map((m) => m.name), standardMailboxes.map((m) => m.role)],
  });
}

/**
 * Addresses outside the province's system: of a ministry's sector, or free mail of people without a mailbox (BD 2.5).
 * They are never official, and shown as such.
 */
import type { Queryable, Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText, requireOutsideAddress } from '../check.ts';
import { requireDay, sqlInForceOn, sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfOrganisations, refreshEntriesOfPeople } from '../lookup/refresh-entries.ts';

export const contactKinds = ['sector', 'free', 'other'] as const;
export type ContactKind = (typeof contactKinds)[number];

export type ContactOwner = { personId: number } | { organisationId: number };

export interface ContactAddress {
  contactId: number;
  address: string;
  kind: ContactKind;
  note: string | null;
  from: string;
  until: string | null;
}

export async function contactsOn(db: Queryable, owner: ContactOwner, day: string): Promise<ContactAddress[]> {
  const { rows } = await db.query<ContactAddress>({
    name: 'contacts-on',
    text: `
      select contact_id as "contactId", address, kind, note, valid_from as "from", valid_until as until
      from contact_address c
      where (person_id = $1 or organisation_id = $2) and ${sqlInForceOn('c', '$3::date')} order by contact_id`,
    values: [...idsOf(owner), day],
  });
  return rows;
}

export interface NewContact {
  owner: ContactOwner;
  address: string;
  kind: ContactKind;
  note?: string | null | undefined;
  /** Today when left out. */
  from?: string | undefined;
}

/**
 * @throws DirectoryError `directory.address-invalid`, `directory.contact-official`, `directory.contact-taken`,
 * `directory.no-person`, `directory.no-organisation`, `directory.invalid`.
 */
export async function addContact(tx: Transaction, input: NewContact, by: Actor): Promise<number> {
  const { owner, kind, from } = input;
  const address = requireOutsideAddress(input.address, 'address');
  const note = optionalText(input.note, 'note', 300);
  if (from !== undefined) requireDay(from, 'from');
  const [personId, organisationId] = idsOf(owner);
  await requireOwner(tx, owner);
  const official = await tx.query('select 1 from domain where name = $1', [address.slice(address.indexOf('@') + 1)]);
  if (official.rows[0]) throw new DirectoryError('directory.contact-official', address, { field: 'address' });
  const { rows: same } = await tx.query(
    `select 1 from contact_address c where (person_id = $1 or organisation_id = $2) and address = $3 and ${sqlInForceOn('c', sqlToday)}`,
    [personId, organisationId, address],
  );
  if (same[0]) throw new DirectoryError('directory.contact-taken', address, { field: 'address' });
  const { rows } = await tx.query<{ contact_id: number }>({
    name: 'contact-insert',
    text: `insert into contact_address (person_id, organisation_id, address, kind, note, valid_from)
           values ($1, $2, $3, $4, $5, coalesce($6::date, ${sqlToday})) returning contact_id`,
    values: [personId, organisationId, address, kind, note, from ?? null],
  });
  await tell(tx, 'contact.added', owner, { address, kind }, by);
  return rows[0]!.contact_id;
}

/** Ends today; one that began today never was. @throws DirectoryError `directory.no-contact`. */
export async function endContact(tx: Transaction, contactId: number, by: Actor): Promise<ContactOwner> {
  const { rows } = await tx.query<{
    person_id: number | null;
    organisation_id: number | null;
    address: string;
    kind: string;
    began: boolean;
  }>(
    `select person_id, organisation_id, address, kind, valid_from < ${sqlToday} as began from contact_address
     where contact_id = $1 and (valid_until is null or valid_until > ${sqlToday}) for update`,
    [contactId],
  );
  const found = rows[0];
  if (!found) throw new DirectoryError('directory.no-contact', String(contactId));
  await tx.query(
    found.began
      ? `update contact_address set valid_until = ${sqlToday} where contact_id = $1`
      : 'delete from contact_address where contact_id = $1',
    [contactId],
  );
  const owner = found.person_id === null ? { organisationId: found.organisation_id! } : { personId: found.person_id };
  await tell(tx, 'contact.ended', owner, { address: found.address, kind: found.kind }, by);
  return owner;
}

/** Whose it is, for those who decide whether someone may end it. */
export async function ownerOfContact(db: Queryable, contactId: number): Promise<ContactOwner | undefined> {
  const { rows } = await db.query<{ person_id: number | null; organisation_id: number | null }>(
    'select person_id, organisation_id from contact_address where contact_id = $1',
    [contactId],
  );
  if (!rows[0]) return undefined;
  const { person_id: personId, organisation_id: organisationId } = rows[0];
  return personId === null ? { organisationId: organisationId! } : { personId };
}

const idsOf = (owner: ContactOwner) =>
  [
    ('personId' in owner && owner.personId) || null,
    ('organisationId' in owner && owner.organisationId) || null,
  ] as const;

async function requireOwner(tx: Transaction, owner: ContactOwner): Promise<void> {
  const isPerson = 'personId' in owner;
  const { rows } = isPerson
    ? await tx.query('select 1 from person where person_id = $1 for share', [owner.personId])
    : await tx.query('select 1 from organisation where organisation_id = $1 for share', [owner.organisationId]);
  if (!rows[0]) throw new DirectoryError(isPerson ? 'directory.no-person' : 'directory.no-organisation');
}

async function tell(
  tx: Transaction,
  kind: 'contact.added' | 'contact.ended',
  owner: ContactOwner,
  data: Record<string, unknown>,
  by: Actor,
): Promise<void> {
  await writeAudit(tx, by, { kind, ...owner, data });
  if ('personId' in owner) await refreshEntriesOfPeople(tx, [owner.personId]);
  else await refreshEntriesOfOrganisations(tx, [owner.organisationId]);
}

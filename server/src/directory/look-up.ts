import type { Queryable } from '../platform/index.ts';
import { normaliseAddress } from './check.ts';
import { sqlInForce } from './dates.ts';
import { DirectoryError } from './errors.ts';

export interface FoundAccount {
  accountId: number;
  kind: 'personal' | 'organisation';
  state: 'active' | 'locked' | 'closed';
  name: string;
  personId: number | null;
  organisationId: number | null;
  province: string;
}

/** @throws DirectoryError `directory.no-mailbox`. */
export async function accountByAddress(db: Queryable, address: string): Promise<FoundAccount> {
  const { rows } = await db.query<FoundAccount>(
    `select a.account_id as "accountId", a.kind, a.state, a.name, a.person_id as "personId",
       a.organisation_id as "organisationId", a.province_id as province
     from address ad join account a using (account_id) where ad.address = $1`,
    [normaliseAddress(address)],
  );
  if (!rows[0]) throw new DirectoryError('directory.no-mailbox', address);
  return rows[0];
}

/** The person whose mailbox this is. @throws DirectoryError `directory.no-mailbox`, `directory.no-person`. */
export async function personByAddress(db: Queryable, address: string): Promise<FoundAccount & { personId: number }> {
  const account = await accountByAddress(db, address);
  if (account.personId === null) throw new DirectoryError('directory.no-person', address);
  return { ...account, personId: account.personId };
}

export interface PersonCard {
  personId: number;
  name: string;
  address: string;
  position: string | null;
  organisation: string | null;
  province: { id: string; name: string };
}

/** What a person's page and greeting show: name, primary address, first position now. */
export async function personCard(db: Queryable, personId: number): Promise<PersonCard | undefined> {
  const { rows } = await db.query<{
    name: string;
    address: string;
    position: string | null;
    organisation: string | null;
    province_id: string;
    province: string;
  }>({
    name: 'person-card',
    text: `
      select p.name, ad.address, ap.position, o.name as organisation, p.province_id, pr.name as province
      from person p
      join province pr using (province_id)
      join account a on a.person_id = p.person_id
      join address ad on ad.account_id = a.account_id and ad.is_primary
      left join lateral (
        select position, organisation_id from appointment
        where person_id = p.person_id and ${sqlInForce('appointment')}
        order by is_head desc, valid_from, appointment_id limit 1
      ) ap on true
      left join organisation o on o.organisation_id = ap.organisation_id
      where p.person_id = $1 order by a.account_id limit 1`,
    values: [personId],
  });
  const row = rows[0];
  if (!row) return undefined;
  const { name, address, position, organisation } = row;
  return { personId, name, address, position, organisation, province: { id: row.province_id, name: row.province } };
}

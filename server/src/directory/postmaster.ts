import type { Queryable, Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { addAlias } from './add-alias.ts';
import type { Actor } from './audit.ts';
import { accountByAddress } from './look-up.ts';
import { lockDomain } from './mailboxes/domains.ts';
import { removeAlias } from './mailboxes/remove-alias.ts';

export interface ListedDomain {
  domain: string;
  province: string;
  /** DKIM selector; null before the key is made. */
  selector: string | null;
  /** The mailbox, by its own address, that mail to `postmaster` of the domain reaches; null while there is none at all. */
  postmaster: string | null;
  /** Whether it was given that address, or gets the mail because nobody was. */
  given: boolean;
}

/** Every domain with where its `postmaster` leads (RFC 5321 §4.5.1). */
export async function listDomains(db: Queryable): Promise<ListedDomain[]> {
  const { rows } = await db.query<ListedDomain>(
    `select d.name as domain, d.province_id as province, d.dkim_selector as selector, p.address as postmaster,
       exists (select from address a join account c using (account_id)
               where a.address = 'postmaster@' || d.name and c.state = 'active') as given
     from domain d left join address p on p.account_id = postmaster_account(d.name) and p.is_primary
     order by d.domain_id`,
  );
  return rows;
}

/**
 * Gives `postmaster` of the domain to an organisation's mailbox; whoever had it loses it. The name is a duty's, so it isn't
 * kept for its last holder as an address of a mailbox is.
 * @throws DirectoryError `directory.no-domain`, `directory.no-mailbox`, `directory.mailbox-closed`,
 * `directory.address-reserved` for a person's mailbox, `directory.primary-address`.
 */
export async function setPostmaster(
  tx: Transaction,
  regulation: Regulation,
  input: { domain: string; mailbox: string },
  by: Actor,
): Promise<void> {
  const domain = await lockDomain(tx, input.domain);
  const address = `postmaster@${domain.name}`;
  const { accountId } = await accountByAddress(tx, input.mailbox);
  const { rows } = await tx.query<{ account_id: number }>('select account_id from address where address = $1', [
    address,
  ]);
  const holder = rows[0]?.account_id;
  if (holder === accountId) return;
  if (holder !== undefined) await removeAlias(tx, regulation, { accountId: holder, address }, by);
  await tx.query('delete from address_retired where address = $1', [address]);
  await addAlias(tx, regulation, { accountId, address }, by);
}

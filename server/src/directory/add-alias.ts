import type { Transaction } from '../platform/index.ts';
import { noticeAccessToAccount } from './access-notice.ts';
import { type Actor, writeAudit } from './audit.ts';
import { normaliseAddress } from './check.ts';
import { DirectoryError } from './errors.ts';
import { isLocalPart } from './naming/refuse.ts';

/**
 * A further address that reaches the account.
 * @throws DirectoryError `directory.address-invalid`, `directory.no-domain`, `directory.address-taken`.
 */
export async function addAlias(tx: Transaction, accountId: number, address: string, by: Actor): Promise<void> {
  const alias = normaliseAddress(address);
  const [local = '', domain = ''] = alias.split('@');
  if (!isLocalPart(local)) throw new DirectoryError('directory.address-invalid', address);
  const { rows } = await tx.query<{ domain_id: number }>(
    'select d.domain_id from domain d join account a using (province_id) where d.name = $1 and a.account_id = $2',
    [domain, accountId],
  );
  if (!rows[0]) throw new DirectoryError('directory.no-domain', domain);
  const made = await tx.query(
    'insert into address (address, domain_id, account_id) values ($1, $2, $3) on conflict do nothing',
    [alias, rows[0].domain_id, accountId],
  );
  if (made.rowCount === 0) throw new DirectoryError('directory.address-taken', alias);
  await writeAudit(tx, by, { kind: 'address.added', accountId, data: { address: alias } });
  await noticeAccessToAccount(tx, accountId);
}

import type { Transaction } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import { type Actor, writeAudit } from './audit.ts';
import { DirectoryError } from './errors.ts';

/**
 * Makes the province of a regulation profile, unless it is there.
 * @throws DirectoryError `directory.no-province` when no profile has its name.
 */
export async function createProvince(tx: Transaction, regulation: Regulation, id: string, by: Actor): Promise<void> {
  const profile = regulation.provinces().find((p) => p.id === id);
  if (!profile) throw new DirectoryError('directory.no-province', id);
  const { rowCount } = await tx.query(
    'insert into province (province_id, name) values ($1, $2) on conflict do nothing',
    [id, profile.name],
  );
  if (rowCount) await writeAudit(tx, by, { kind: 'province.created', data: { province: id } });
}

/** RFC 1123 §2.1, lower case. */
const domainName = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/;

/**
 * Makes a domain, unless the province has it already. Answers its id.
 * @throws DirectoryError `directory.no-domain` for a malformed name or another province's domain.
 */
export async function createDomain(tx: Transaction, province: string, name: string, by: Actor): Promise<number> {
  const domain = name.toLowerCase();
  if (!domainName.test(domain)) throw new DirectoryError('directory.no-domain', `${name} is no domain name.`);
  const made = await tx.query<{ domain_id: number }>(
    'insert into domain (province_id, name) values ($1, $2) on conflict (name) do nothing returning domain_id',
    [province, domain],
  );
  if (made.rows[0]) {
    await writeAudit(tx, by, { kind: 'domain.created', data: { province, domain } });
    return made.rows[0].domain_id;
  }
  const found = await tx.query<{ domain_id: number }>(
    'select domain_id from domain where name = $1 and province_id = $2',
    [domain, province],
  );
  if (!found.rows[0]) throw new DirectoryError('directory.no-domain', `${domain} belongs to another province.`);
  return found.rows[0].domain_id;
}
